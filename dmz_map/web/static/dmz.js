/* The map's own script: loading, words, labels, theme, and the one door for state.
 *
 * Folium writes a few lines that call `DMZ.start`, `DMZ.layer` and `DMZ.incidents` once. After
 * that only `apply(state)` is called: it shows, filters and selects, and never redraws what has
 * not changed. Text reaches the page through `textContent` only.
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
  const PANES = { ground: 310, labels: 590 };
  const QUIET = 200;  // milliseconds after very many marks in which a click comes before names and timeline
  const STRIP = { wide: 108, narrow: 156 };  // height of the timeline; its legend may need a line

  const instances = new Map();
  const fetched = new Map();

  /** Bytes of a base64 string. */
  function bytes(base64) {
    return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  }

  /** The value of a base64 string that holds UTF-8 JSON. */
  function decode(base64) {
    return JSON.parse(new TextDecoder().decode(bytes(base64)));
  }

  /** JSON from an address; one that several layers name is fetched once. */
  function load(source) {
    if (!fetched.has(source)) {
      const found = loadBytes(source).then((buffer) => JSON.parse(new TextDecoder().decode(buffer)));
      fetched.set(source, found);
      found.catch(() => fetched.delete(source));
    }
    return fetched.get(source);
  }

  /** An ArrayBuffer from an address; what the page carries inside is not fetched. */
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

  /** A whole number as both languages write it; Intl takes ten milliseconds to wake up. */
  function whole(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  /** Do something once the next frame is on the screen: what marks do not need waits for them. */
  function afterFrame(work, rest = 0) {
    requestAnimationFrame(() => setTimeout(work, rest));
  }

  /** The state that the page around the map's frame holds for it; null where there is none. */
  function held() {
    try { return window.parent === window ? null : window.parent.dmzState || null; } catch { return null; }
  }

  class Instance {
    constructor(map, home) {
      this.map = map;
      this.home = home;
      this.layers = {};
      this.visible = null;
      this.language = "en";
      this.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      this.words = {};
      this.clicks = 0;
      this.touched = false;
      this.covered = new Set();
      this.busy = 0;
      for (const [name, z] of Object.entries(PANES)) {
        const pane = map.createPane(`dmz-${name}`);
        pane.style.zIndex = z;
        if (name !== "labels") pane.style.pointerEvents = "none";
      }
      this.ground = new DMZ.Ground(this);
      this.measure();
      this.fit();
      this.ground.addTo(map);
      if (map.attributionControl) {
        map.attributionControl.addAttribution("© OpenStreetMap contributors (ODbL), 2017, simplified to 100 m · places: GeoNames and others");
        map.attributionControl.setPrefix('<a href="https://leafletjs.com" target="_blank" rel="noopener noreferrer">Leaflet</a>');
      }
      L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
      // What the app hears: a group that carries the chosen id as its tooltip and fires "click".
      this.reporter = L.layerGroup().addTo(map);
      this.reporter.getTooltip = () => this.reporter._tooltip;
      map.on("dragstart", () => { this.touched = true; });
      map.on("zoomend", () => { map.getContainer().dataset.zoom = map.getZoom(); });
      map.on("moveend", () => this.arrangeLabels());  // also after a zoom
      map.on("resize", () => { this.measure(); if (!this.touched) this.fit(); this.relabel(); });
      // Its style may come after the map, and a frame may grow: the window alone does not tell.
      new ResizeObserver(() => map.invalidateSize({ pan: false, animate: false })).observe(map.getContainer());
      map.getContainer().addEventListener("wheel", () => { this.touched = true; }, { passive: true });
      this.paint();
      const state = held();
      if (state) this.apply(state);
    }

    /** Do what the marks do not need: after them, and after a first click where they are very many. */
    async later(work) {
      const crowded = await this.crowded;
      afterFrame(work, crowded ? QUIET : 0);
    }

    narrow() { return this.map.getSize().x < 600; }

    colours() { return THEMES[this.theme]; }

    /** A colour of the style sheet in the theme of now. */
    tone(name) {
      if (this.toned !== this.theme) { this.toned = this.theme; this.tones = {}; }
      this.tones[name] = this.tones[name] || getComputedStyle(this.map.getContainer()).getPropertyValue(`--${name}`).trim();
      return this.tones[name];
    }

    /** How many pixels at the foot of the map the timeline covers. */
    measure() {
      this.below = this.map.getSize().x < 640 ? STRIP.narrow : STRIP.wide;
      this.map.getContainer().style.setProperty("--below", `${this.below}px`);
    }

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
      this.ground.later();
      if (this.layers.incidents) this.layers.incidents.repaint();
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
      if (base64 === this.applied) return;
      this.applied = base64;
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
      this.tellLayers();
      this.filter = state.filter || {};
      this.selection = state.sel || null;
      const incidents = this.layers.incidents;
      if (incidents) {
        incidents.filter(this.filter);
        incidents.select(this.selection);
      }
      this.arrangeLabels();
    }

    /** Which of the layers asked for stand on the map, for whoever looks from outside. */
    tellLayers() {
      if (!this.visible) return;
      const there = [...this.visible].filter((name) => this.layers[name] && this.map.hasLayer(this.layers[name]));
      this.map.getContainer().dataset.layers = there.join(" ");
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
      this.ground.later();
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
      this.tellLayers();
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

    /** Hide the labels that would stand on another: first come, first shown. A place near the map's
     * right edge has its name on the other side. */
    arrangeLabels() {
      if (this.arranging) return;
      this.arranging = true;
      afterFrame(() => { this.arranging = false; this.arrangeNow(); });
    }

    arrangeNow() {
      const zoom = this.map.getZoom();
      const names = [...this.map.getPane("dmz-labels").querySelectorAll(".dmz-label")];
      const marks = [...this.map.getPane("markerPane").querySelectorAll(".dmz-mark > *")];
      for (const node of names) {
        node.hidden = zoom < Number(node.dataset.zoom) || this.covered.has(node.dataset.sector);
        node.classList.remove("dmz-flip");
      }
      // All boxes are read before anything is written: the page is laid out once.
      const box = (node) => node.getBoundingClientRect();
      const edge = box(this.map.getContainer()).right;
      const taken = marks.map(box);
      const waiting = names.filter((node) => !node.hidden).map((node) => ({ node, rank: Number(node.dataset.rank), place: box(node) }));
      const hits = (a) => taken.some((b) => a.left < b.right + 2 && a.right > b.left - 2 && a.top < b.bottom && a.bottom > b.top);
      for (const { node, place } of waiting.sort((a, b) => a.rank - b.rank)) {
        const flip = place.right > edge && place.left < edge && node.classList.contains("dmz-place");
        const { left, right, top, bottom, width } = place;
        const stands = flip ? { left: left - width + 5, right: right - width + 5, top, bottom } : place;
        const free = !hits(stands);
        node.classList.toggle("dmz-flip", flip);
        node.classList.toggle("dmz-hidden", !free);
        if (free) taken.push(stands);
      }
      this.map.getContainer().dataset.labels = String(taken.length);
    }
  }

  function of(map, home) {
    if (!instances.has(map)) instances.set(map, new Instance(map, home));
    return instances.get(map);
  }

  /** The map's first line: where to look, and where its base file lies. */
  function start(map, source, home) {
    const dmz = of(map, home);
    return dmz.during(load(source).then((base) => { dmz.words = base.words; dmz.paint(); }));
  }

  /** Hand a state to every map of the page. */
  function apply(base64) {
    for (const dmz of instances.values()) dmz.apply(base64);
  }

  const DMZ = window.DMZ = { inlined: {}, of, start, apply, load, loadBytes, decode, element, whole, afterFrame };
})();
