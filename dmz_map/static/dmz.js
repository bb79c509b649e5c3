/* The map's own script: base layers, labels, theme, and the one door for state.
 *
 * Folium writes a few lines that call `DMZ.layer(map, …)` and `DMZ.incidents(map, …)` once.
 * After that only `DMZ.of(map).apply(state)` is called: it shows, filters and selects, and
 * never redraws what has not changed. Text reaches the page through `textContent` only.
 */
(function () {
  "use strict";

  const THEMES = {
    light: {
      sea: "#dfe8ec", land: "#f7f5f0", coast: "#c3bfb4", zone: "#b07d1e", zoneFill: 0.26,
      border: "#26231f", sector: "#8a6a24", place: "#5b574f",
    },
    dark: {
      sea: "#0f1519", land: "#1e2529", coast: "#39434a", zone: "#d9a441", zoneFill: 0.24,
      border: "#f1ece1", sector: "#c79b4b", place: "#a9b0b5",
    },
  };
  // Drawing order, from the ground up. Leaflet's own: overlay 400, marker 600, popup 700.
  const PANES = { land: 210, zone: 310, sectors: 320, border: 330, areas: 360, dots: 380, labels: 590 };
  // Where a sector's name stands beside its stretch: pixel offset, and the side the text grows to.
  const SECTOR_SIDE = {
    western: [-16, -30, "left"], central_western: [0, -44, "up"], central: [0, -40, "up"],
    central_eastern: [8, 40, "down"], eastern: [22, 4, "right"],
  };

  const instances = new WeakMap();

  /** Bytes of a base64 string. */
  function bytes(base64) {
    return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  }

  /** The value of a base64 string that holds UTF-8 JSON. */
  function decode(base64) {
    return JSON.parse(new TextDecoder().decode(bytes(base64)));
  }

  /** JSON from an address; what the page carries inside is not fetched. */
  async function load(source) {
    return JSON.parse(new TextDecoder().decode(await loadBytes(source)));
  }

  /** An ArrayBuffer from an address. */
  async function loadBytes(source) {
    const name = source.replace(/^.*\//, "");
    if (DMZ.inlined[name] !== undefined) return bytes(DMZ.inlined[name]).buffer;
    const answer = await fetch(source);
    if (!answer.ok) throw new Error(`${name} answered ${answer.status}`);
    return answer.arrayBuffer();
  }

  /** An element with a class and, as text, what is given. */
  function element(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined && text !== null) node.textContent = text;
    return node;
  }

  class Instance {
    constructor(map) {
      this.map = map;
      this.layers = {};
      this.visible = null;
      this.language = "en";
      this.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      this.words = {};
      this.clicks = 0;
      this.touched = false;
      this.covered = new Set();
      this.below = 0;  // pixels at the foot of the map that the timeline covers
      this.busy = 0;
      for (const [name, z] of Object.entries(PANES)) {
        const pane = map.createPane(`dmz-${name}`);
        pane.style.zIndex = z;
        if (name !== "labels") pane.style.pointerEvents = "none";
      }
      this.renderer = {};
      for (const name of ["land", "zone", "sectors", "border", "areas"]) {
        this.renderer[name] = L.canvas({ pane: `dmz-${name}`, padding: 0.6 });
      }
      if (map.attributionControl) {
        map.attributionControl.addAttribution("© OpenStreetMap contributors (ODbL), 2017, simplified to 100 m · places: GeoNames and others");
        map.attributionControl.setPrefix('<a href="https://leafletjs.com" target="_blank" rel="noopener noreferrer">Leaflet</a>');
      }
      L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
      // What the app hears: a group that carries the chosen id as its tooltip and fires "click".
      this.reporter = L.layerGroup().addTo(map);
      this.reporter.getTooltip = () => this.reporter._tooltip;
      map.on("dragstart", () => { this.touched = true; });
      map.on("zoomend", () => { map.getContainer().dataset.zoom = map.getZoom(); this.arrangeLabels(); });
      map.on("resize", () => { if (!this.touched) this.fit(); this.relabel(); });
      map.getContainer().addEventListener("wheel", () => { this.touched = true; }, { passive: true });
      this.paint();
    }

    narrow() { return this.map.getSize().x < 600; }

    colours() { return THEMES[this.theme]; }

    /** Show the zone from end to end; repeated on resize until the reader moves the map. */
    fit() {
      if (!this.home) return;
      const narrow = this.narrow();
      this.map.fitBounds(this.home, {
        animate: false, paddingTopLeft: narrow ? [6, 30] : [24, 50],
        paddingBottomRight: [narrow ? 60 : 110, this.below + (narrow ? 20 : 40)],
      });
    }

    paint() {
      const container = this.map.getContainer();
      if (window.frameElement) window.frameElement.setAttribute("aria-label", this.word("map"));
      container.dataset.theme = this.theme;
      container.style.background = this.colours().sea;
      for (const layer of Object.values(this.layers)) if (layer.repaint) layer.repaint();
    }

    /** Tell the app which incident was chosen. A counter makes the same id news again. */
    report(id) {
      this.clicks += 1;
      const content = `${id}#${this.clicks}`;
      this.reporter._tooltip = { _content: content, getContent: () => content };
      this.reporter.fire("click", {});
    }

    word(key) {
      const own = this.words[this.language] || {};
      return own[key] !== undefined ? own[key] : (this.words.en || {})[key] || key;
    }

    /** The text of a pair [English, Korean] in the reader's language. */
    pick(pair) { return (this.language === "ko" && pair[1]) || pair[0]; }

    /** Everything that a run of the app may change, and nothing else. */
    apply(base64) {
      const state = decode(base64);
      if (state.theme && state.theme !== this.theme) { this.theme = state.theme; this.paint(); }
      if (state.lang && state.lang !== this.language) {
        this.language = state.lang;
        this.map.getContainer().lang = state.lang;
        this.relabel();
      }
      this.online(Boolean(state.online));
      this.visible = new Set(state.layers);
      for (const [name, layer] of Object.entries(this.layers)) this.show(name, layer);
      this.map.getContainer().dataset.layers = state.layers.filter((name) => this.layers[name] && this.map.hasLayer(this.layers[name])).join(" ");
      const incidents = this.layers.incidents;
      if (incidents) {
        incidents.filter(state.filter || {});
        incidents.select(state.sel || null);
      }
      this.arrangeLabels();
    }

    /** OpenStreetMap's tiles under the layers: the reader's choice, for they come from another host. */
    online(wanted) {
      if (wanted && !this.tiles) {
        this.tiles = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", {
          maxZoom: 19, attribution: "tiles © OpenStreetMap contributors", zIndex: 1,
        });
      }
      if (!this.tiles || wanted === this.map.hasLayer(this.tiles)) return;
      if (wanted) this.map.addLayer(this.tiles); else this.map.removeLayer(this.tiles);
      this.map.getPane("dmz-land").style.display = wanted ? "none" : "";
    }

    show(name, layer) {
      if (name === "land" || !this.visible) return;
      const wanted = this.visible.has(name);
      if (wanted !== this.map.hasLayer(layer)) {
        if (wanted) this.map.addLayer(layer); else this.map.removeLayer(layer);
      }
    }

    add(name, layer) {
      this.layers[name] = layer;
      if (!this.visible || name === "land" || this.visible.has(name)) layer.addTo(this.map);
    }

    relabel() {
      for (const layer of Object.values(this.layers)) if (layer.relabel) layer.relabel();
      this.arrangeLabels();
    }

    /** Work that must end before the page is called ready. */
    async during(work) {
      this.busy += 1;
      try {
        return await work;
      } catch (error) {
        this.complain(String(error.message || error));
        return null;
      } finally {
        this.busy -= 1;
        if (this.busy === 0) this.map.getContainer().dataset.ready = "true";
      }
    }

    /** One line on the map for the reader when something could not be loaded. */
    complain(detail) {
      const container = this.map.getContainer();
      container.querySelector(".dmz-notice")?.remove();
      const line = element("div", "dmz-notice", `${this.word("load_failed")} (${detail})`);
      line.setAttribute("role", "status");
      container.append(line);
    }

    /** Hide the labels that would stand on another: first come, first shown. */
    arrangeLabels() {
      clearTimeout(this.arranging);
      this.arranging = setTimeout(() => this.arrangeNow(), 0);
    }

    arrangeNow() {
      const taken = [];
      const origin = this.map.getContainer().getBoundingClientRect();
      const box = (node) => node.getBoundingClientRect();
      const hits = (a) => taken.some((b) => a.left < b.right + 2 && a.right > b.left - 2 && a.top < b.bottom && a.bottom > b.top);
      for (const node of this.map.getPane("markerPane").querySelectorAll(".dmz-mark > *")) taken.push(box(node));
      const names = [...this.map.getPane("dmz-labels").querySelectorAll(".dmz-label")];
      names.sort((a, b) => Number(a.dataset.rank) - Number(b.dataset.rank));
      const zoom = this.map.getZoom();
      for (const node of names) {
        node.classList.remove("dmz-hidden");
        const place = box(node);
        const seen = zoom >= Number(node.dataset.zoom || 0) && !this.covered.has(node.dataset.sector);
        if (!seen || hits(place)) node.classList.add("dmz-hidden");
        else taken.push(place);
      }
      this.map.getContainer().dataset.labels = String(taken.length) + (origin.width ? "" : "?");
    }
  }

  function of(map) {
    if (!instances.has(map)) instances.set(map, new Instance(map));
    return instances.get(map);
  }

  // ---------------------------------------------------------------- base layers

  const STYLES = {
    land: (c) => ({ color: c.coast, weight: 0.8, fillColor: c.land, fillOpacity: 1 }),
    zone: (c) => ({ color: c.zone, weight: 0.8, opacity: 0.7, fillColor: c.zone, fillOpacity: c.zoneFill }),
    border: (c) => ({ color: c.border, weight: 2, opacity: 0.95 }),
    sectors: (c, i) => ({ color: c.sector, weight: 1.2, opacity: 0.9, fillColor: c.sector, fillOpacity: i % 2 ? 0.22 : 0 }),
  };

  /** Lines and polygons in one style. */
  function shapes(dmz, name, collection) {
    const group = L.featureGroup();
    collection.features.forEach((feature, index) => {
      group.addLayer(L.geoJSON(feature, {
        interactive: false, renderer: dmz.renderer[name], pane: `dmz-${name}`, smoothFactor: 1,
        style: () => STYLES[name](dmz.colours(), index),
      }));
    });
    group.repaint = () => group.getLayers().forEach((l, i) => l.setStyle(STYLES[name](dmz.colours(), i)));
    return group;
  }

  function label(dmz, latlng, className, pair, rank, zoom, offset, side) {
    const node = element("span", `dmz-label ${className}`, dmz.pick(pair));
    node.dataset.rank = rank;
    node.dataset.zoom = zoom;
    if (side) node.dataset.side = side;
    if (offset) node.style.translate = `${offset[0]}px ${offset[1]}px`;
    const icon = L.divIcon({ html: node, className: "dmz-label-anchor", iconSize: [0, 0] });
    const marker = L.marker(latlng, { icon, pane: "dmz-labels", interactive: false, keyboard: false });
    marker.relabel = () => { node.textContent = dmz.pick(pair); };
    return marker;
  }

  function labelled(group) {
    const relabel = () => group.eachLayer((l) => l.relabel && l.relabel());
    group.relabel = relabel;
    return group;
  }

  function sectors(dmz, collection) {
    const group = shapes(dmz, "sectors", collection);
    const fills = group.getLayers();
    dmz.sectors = {};
    for (const feature of collection.features) {
      const p = feature.properties;
      const [dx, dy, side] = SECTOR_SIDE[p.id] || [0, -36, "up"];
      const at = L.latLng(p.anchor_lat, p.anchor_lon);
      dmz.sectors[p.id] = { at, name: [p.name_en, p.name_ko], offset: [dx, dy], side };
      const name = label(dmz, at, "dmz-sector", [p.name_en, p.name_ko], 1, 0, [dx, dy], side);
      const node = name.options.icon.options.html;
      node.dataset.sector = p.id;
      name.relabel = () => { node.textContent = dmz.narrow() ? dmz.word(`sector:${p.id}`) : dmz.pick([p.name_en, p.name_ko]); };
      group.addLayer(name);
    }
    group.repaint = () => fills.forEach((l, i) => l.setStyle(STYLES.sectors(dmz.colours(), i)));
    return labelled(group);
  }

  const PLACE_ZOOM = { county: 8.5, city: 9, crossing: 10.5, site: 10.5, tunnel: 10, observatory: 10.5, hill: 10.5, river: 10 };
  const CAPITALS = { kaesong: 7, seoul: 7, cheorwon: 7.5, goseong: 7.5, paju: 8.5, sokcho: 7, chuncheon: 7, jsa: 8.5 };

  function places(dmz, collection) {
    const group = L.featureGroup();
    for (const feature of collection.features) {
      const p = feature.properties;
      const at = L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]);
      const zoom = CAPITALS[p.id] || PLACE_ZOOM[p.kind] || 10.5;
      group.addLayer(label(dmz, at, "dmz-place", [p.name_en, p.name_ko], 2 + zoom, zoom));
    }
    return labelled(group);
  }

  /** A base layer: an empty group at once, filled when its data has come. */
  function layer(map, name, source) {
    const dmz = of(map);
    const group = L.layerGroup();
    dmz.add(name, group);
    dmz.during(load(source).then((data) => {
      const kind = name === "sectors" ? sectors : name === "places" ? places : shapes;
      const filled = kind === shapes ? shapes(dmz, name, data) : kind(dmz, data);
      group.addLayer(filled);
      group.repaint = filled.repaint;
      group.relabel = filled.relabel;
      if (name === "border") {
        // The zone from end to end, and the estuary west of it where the line has no marker posts.
        dmz.home = filled.getBounds().extend([37.8, 126.22]);
        dmz.fit();
      }
      if (name === "sectors" && dmz.layers.incidents) dmz.layers.incidents.redraw();
      if (dmz.words.en) dmz.relabel();
    }));
    return group;
  }

  /** The words of the map in both languages. */
  function words(map, source) {
    const dmz = of(map);
    return dmz.during(load(source).then((data) => {
      dmz.words = data;
      dmz.relabel();
    }));
  }

  const DMZ = window.DMZ = { inlined: {}, of, layer, words, load, loadBytes, decode, element };
})();
