/* The incident layer: any number of incidents from three typed arrays.
 *
 * Up to MARKS visible incidents stand as full marks (buttons with shape, count and name);
 * more are drawn as dots on one canvas. Filters and hit tests run here, in the browser.
 * The arrays carry no text: titles and excerpts come in chunks and are set as textContent.
 *
 * Layout of the points (little-endian): "DMZI", version, n, reserved (uint32 each), then three
 * columns of n 32-bit words (longitude, latitude, facts), each split into four byte planes;
 * longitude and latitude are zigzag differences to the word before, in 1e-5 degrees.
 */
(function () {
  "use strict";
  const { of, loadBytes, load, element } = window.DMZ;

  const MARKS = 2000;          // visible incidents up to which full marks are drawn
  const REACH = 25;            // marks closer than this many pixels are one mark
  const BLOCK = 1024;          // points per culling block
  const NOWHERE = 0x7fffffff;  // latitude of an incident without a point
  const DOT = 3;               // a dot's cell, in pixels

  const fact = {
    day: (f) => f & 0xffff, fuzzy: (f) => (f >>> 16) & 1, category: (f) => (f >>> 17) & 15,
    direction: (f) => (f >>> 21) & 3, precision: (f) => (f >>> 23) & 7, sector: (f) => (f >>> 26) & 7,
    confidence: (f) => (f >>> 29) & 1, excerpt: (f) => (f >>> 30) & 1, casualties: (f) => f >>> 31,
  };

  /** The three columns of a points file. */
  function unpack(buffer) {
    const head = new DataView(buffer);
    if (head.getUint32(0, false) !== 0x444d5a49) throw new Error("not an incident file");
    const n = head.getUint32(8, true);
    const columns = [];
    for (let c = 0; c < 3; c += 1) {
      const planes = [0, 1, 2, 3].map((p) => new Uint8Array(buffer, 16 + (c * 4 + p) * n, n));
      const out = c === 2 ? new Uint32Array(n) : new Int32Array(n);
      let last = 0;
      for (let i = 0; i < n; i += 1) {
        const word = planes[0][i] | (planes[1][i] << 8) | (planes[2][i] << 16) | (planes[3][i] << 24);
        if (c === 2) out[i] = word;
        else { last = (last + ((word >>> 1) ^ -(word & 1))) | 0; out[i] = last; }
      }
      columns.push(out);
    }
    return { n, lon: columns[0], lat: columns[1], facts: columns[2] };
  }

  const Incidents = L.Layer.extend({
    initialize(dmz, source) {
      this.dmz = dmz;
      this.source = source;
      this.chunks = new Map();
      this.filterKey = "";
      this.wanted = {};
      this.selected = null;
      this.marks = L.layerGroup();
      this.areas = L.layerGroup();
      this.n = 0;
    },

    onAdd(map) {
      this.marks.addTo(map);
      this.areas.addTo(map);
      map.on("zoomend moveend", this.settle, this);
      map.on("popupclose", this.closed, this);
      map.on("click", this.hit, this);
      this.redraw();
    },

    onRemove(map) {
      map.off("zoomend moveend", this.settle, this);
      map.off("popupclose", this.closed, this);
      map.off("click", this.hit, this);
      this.marks.remove();
      this.areas.remove();
      this.dmz.covered.clear();
      if (this.dots) this.dots.remove();
      if (this.popup) map.closePopup(this.popup);
    },

    async load() {
      this.meta = await load(this.source);
      const [points, areas] = await Promise.all([loadBytes(this.beside(this.meta.points)), loadBytes(this.beside(this.meta.areas))]);
      Object.assign(this, unpack(points));
      // Radius in units of 10 m, then the last day of each date.
      this.radius = new Uint16Array(areas, 0, this.n);
      this.lastDay = new Uint16Array(areas, this.n * 2, this.n);
      this.project();
      if (window.DMZ.timeline) { this.timeline = window.DMZ.timeline(this.dmz, this); this.timeline.open(); }
      if (this.n <= MARKS) {
        await Promise.all([...Array(Math.ceil(this.n / this.meta.chunk)).keys()].map((k) => this.chunk(k)));
      }
      this.applyFilter();
      if (this.selected) this.open(this.selected[0], { report: false });
    },

    /** The address of a file that the layer's own file names. */
    beside(path) { return new URL(path, new URL(this.source, document.baseURI)).href; },

    /** Web Mercator, relative to the first point so that 32-bit floats are fine enough. */
    project() {
      const { n, lon, lat } = this;
      this.x = new Float32Array(n);
      this.y = new Float32Array(n);
      this.blocks = [];
      this.origin = { x: (127.5 + 180) / 360, y: mercator(38.2) };
      for (let i = 0; i < n; i += 1) {
        if (i % BLOCK === 0) this.blocks.push([Infinity, Infinity, -Infinity, -Infinity]);
        if (lat[i] === NOWHERE) { this.x[i] = NaN; this.y[i] = NaN; continue; }
        const x = (lon[i] * 1e-5 + 180) / 360 - this.origin.x;
        const y = mercator(lat[i] * 1e-5) - this.origin.y;
        this.x[i] = x;
        this.y[i] = y;
        const b = this.blocks[this.blocks.length - 1];
        if (x < b[0]) b[0] = x;
        if (y < b[1]) b[1] = y;
        if (x > b[2]) b[2] = x;
        if (y > b[3]) b[3] = y;
      }
    },

    latLng(i) { return L.latLng(this.lat[i] * 1e-5, this.lon[i] * 1e-5); },

    // ------------------------------------------------------------ filter

    filter(wanted) {
      const key = JSON.stringify(wanted);
      if (key === this.filterKey) return;
      this.filterKey = key;
      this.wanted = wanted;
      this.days = undefined;
      this.kinds = undefined;
      if (this.timeline) this.timeline.sync();
      this.applyFilter();
    },

    /** Limit to these days at once, before the app has heard of it. */
    within(days) {
      this.days = days || [0, 0xffff];
      this.applyFilter();
    },

    /** Limit to the categories of a mask at once, before the app has heard of it. */
    ofKinds(mask) {
      this.kinds = mask;
      this.applyFilter();
    },

    applyFilter() {
      if (!this.n) return;
      const w = this.wanted;
      const mask = (m) => (m === undefined ? 0xffff : m);
      const c = this.kinds ?? mask(w.c);
      const [d, p, s] = [mask(w.d), mask(w.p), mask(w.s)];
      const [from, to] = this.days || w.t || [0, 0xffff];
      const bits = w.b ? Uint8Array.from(atob(w.b), (ch) => ch.charCodeAt(0)) : null;
      const keep = new Uint8Array(this.n);
      const rest = new Uint8Array(this.n);  // passes all but the range of time
      const kin = new Uint8Array(this.n);   // passes all but the choice of kinds
      let shown = 0;
      for (let i = 0; i < this.n; i += 1) {
        const f = this.facts[i];
        const day = f & 0xffff;
        if ((d >> fact.direction(f)) & 1
          && (p >> fact.precision(f)) & 1 && (s >> fact.sector(f)) & 1
          && !(w.fz === 0 && fact.fuzzy(f)) && !(w.cf === 1 && !fact.confidence(f))
          && (w.e === undefined || w.e === fact.excerpt(f)) && (w.k === undefined || w.k === fact.casualties(f))
          && (!bits || (bits[i >> 3] >> (i & 7)) & 1)) {
          const timely = day >= from && day <= to;
          if (timely) kin[i] = 1;
          if ((c >> fact.category(f)) & 1) {
            rest[i] = 1;
            if (timely) { keep[i] = 1; shown += 1; }
          }
        }
      }
      this.keep = keep;
      this.rest = rest;
      this.kin = kin;
      this.shown = shown;
      this.redraw();
      if (this.timeline) this.timeline.count();
    },

    // ------------------------------------------------------------ drawing

    settle() { if (this.n > MARKS || this.drawnZoom !== this._map.getZoom()) this.redraw(); },

    /** Which kept incidents with a point stand in the padded view; stops past the limit. */
    inView(limit) {
      const out = [];
      if (this.n <= MARKS) {
        for (let i = 0; i < this.n; i += 1) if (this.keep[i] && this.lat[i] !== NOWHERE) out.push(i);
        return out;
      }
      const view = this.worldView(0.1);
      for (let b = 0; b < this.blocks.length; b += 1) {
        const [x0, y0, x1, y1] = this.blocks[b];
        if (x1 < view.x0 || x0 > view.x1 || y1 < view.y0 || y0 > view.y1) continue;
        const end = Math.min(this.n, (b + 1) * BLOCK);
        for (let i = b * BLOCK; i < end; i += 1) {
          if (this.keep[i] && this.x[i] >= view.x0 && this.x[i] <= view.x1 && this.y[i] >= view.y0 && this.y[i] <= view.y1) {
            out.push(i);
            if (out.length > limit) return out;
          }
        }
      }
      return out;
    },

    worldView(pad) {
      const map = this._map;
      const size = 256 * 2 ** map.getZoom();
      const px = map.getPixelBounds();
      const [w, h] = [px.max.x - px.min.x, px.max.y - px.min.y];
      return {
        x0: (px.min.x - w * pad) / size - this.origin.x, x1: (px.max.x + w * pad) / size - this.origin.x,
        y0: (px.min.y - h * pad) / size - this.origin.y, y1: (px.max.y + h * pad) / size - this.origin.y,
      };
    },

    redraw() {
      const map = this._map;
      if (!map || !this.keep) return;
      this.drawnZoom = map.getZoom();
      const visible = this.inView(MARKS);
      const asDots = visible.length > MARKS;
      if (asDots) {
        this.marks.clearLayers();
        this.areas.clearLayers();
        if (!this.dots) this.dots = new Dots(this);
        if (!map.hasLayer(this.dots)) this.dots.addTo(map); else this.dots.redraw();
      } else {
        if (this.dots) this.dots.remove();
        this.drawMarks(visible);
      }
      const container = map.getContainer();
      container.dataset.shown = String(this.shown);
      container.dataset.drawn = asDots ? "dots" : "marks";
      this.dmz.arrangeLabels();
    },

    group(members) {
      const kinds = new Set(members.map((i) => this.meta.groups[fact.category(this.facts[i])]));
      return kinds.size === 1 ? [...kinds][0] : "mixed";
    },

    /** Pins that would touch become one mark; county-wide places keep marks of their own. */
    cluster(visible) {
      const zoom = this._map.getZoom();
      const cells = new Map();
      const clusters = [];
      for (const i of visible) {
        const area = this.meta.precision[fact.precision(this.facts[i])] === "county";
        const at = this._map.project(this.latLng(i), zoom);
        const [cx, cy] = [Math.floor(at.x / REACH), Math.floor(at.y / REACH)];
        let home = null;
        for (let dx = -1; dx <= 1 && !home; dx += 1) {
          for (let dy = -1; dy <= 1 && !home; dy += 1) {
            for (const c of cells.get(`${cx + dx},${cy + dy}`) || []) {
              if (c.area === area && Math.hypot(c.at.x - at.x, c.at.y - at.y) < REACH) { home = c; break; }
            }
          }
        }
        if (home) home.members.push(i);
        else {
          const fresh = { at, members: [i], area };
          clusters.push(fresh);
          const key = `${cx},${cy}`;
          if (!cells.has(key)) cells.set(key, []);
          cells.get(key).push(fresh);
        }
      }
      return clusters;
    },

    drawMarks(visible) {
      const focused = document.activeElement && document.activeElement.closest(".dmz-mark") ? document.activeElement.dataset.members : null;
      this.marks.clearLayers();
      this.areas.clearLayers();
      const seen = new Set();
      for (const i of visible) {
        const key = `${this.lat[i]},${this.lon[i]},${this.radius[i]}`;
        if (seen.has(key) || !this.radius[i]) continue;
        seen.add(key);
        this.areas.addLayer(this.circle(i));
      }
      for (const c of this.cluster(visible)) {
        c.members.sort((a, b) => fact.day(this.facts[a]) - fact.day(this.facts[b]));
        this.marks.addLayer(c.area ? this.areaMark(c) : this.pin(c));
      }
      for (const badge of this.badges()) this.marks.addLayer(badge);
      this.arrange();
      if (focused) {
        const again = this._map.getContainer().querySelector(`.dmz-mark [data-members="${focused}"]`);
        if (again) again.focus({ preventScroll: true });
      }
      this.highlight();
    },

    /** The place is somewhere inside: a dashed edge for county-wide places, a soft one for the rest. */
    circle(i) {
      const county = this.meta.precision[fact.precision(this.facts[i])] === "county";
      const tone = getComputedStyle(this._map.getContainer()).getPropertyValue(`--${this.group([i])}`).trim();
      return L.circle(this.latLng(i), {
        radius: this.radius[i] * 10, renderer: this.dmz.renderer.areas, pane: "dmz-areas", interactive: false,
        color: tone, weight: county ? 1.3 : 1, opacity: county ? 0.75 : 0.45, dashArray: county ? "5 5" : null,
        fillColor: tone, fillOpacity: county ? 0.03 : 0.07,
      });
    },

    button(members, name, latlng) {
      const button = element("button");
      button.type = "button";
      button.dataset.members = members.join(" ");
      button.dataset.group = this.group(members);
      button.setAttribute("aria-label", name);
      button.title = name;
      L.DomEvent.disableClickPropagation(button);
      button.addEventListener("click", (event) => {
        this.opener = event.detail === 0 ? button.dataset.members : null;
        const at = this.ground(button, latlng);
        if (members.length === 1) this.open(members[0], { latlng: at });
        else this.list(members, at, name);
      });
      return button;
    },

    mark(button, latlng) {
      const icon = L.divIcon({ html: button, className: "dmz-mark", iconSize: [0, 0] });
      return L.marker(latlng, { icon, keyboard: false, interactive: false });
    },

    name(members) {
      if (members.length > 1) return `${members.length} ${this.dmz.word("incidents")}`;
      const text = this.known(members[0]);
      return text ? `${this.dmz.pick(text.t)}, ${this.dmz.pick(text.d)}` : this.dmz.word("incident");
    },

    pin({ at, members }) {
      const latlng = members.length === 1 ? this.latLng(members[0]) : this._map.unproject(at, this._map.getZoom());
      const button = this.button(members, this.name(members), latlng);
      if (members.length > 1) { button.dataset.count = members.length; button.textContent = members.length; }
      return this.mark(button, latlng);
    },

    /** A badge on the edge of the circle: the middle of a county is not a site. */
    areaMark({ members }) {
      const first = members[0];
      const centre = this.latLng(first);
      const map = this._map;
      const edge = L.latLng(centre.lat + this.radius[first] / 100 / 111.2, centre.lng);
      const r = map.project(centre, map.getZoom()).y - map.project(edge, map.getZoom()).y;
      const places = [0, 45, -45, 90, -90, 135, -135, 180].map((degrees) => {
        const a = (degrees * Math.PI) / 180;
        return [Math.sin(a) * r, -Math.cos(a) * r];
      });
      const button = this.badge(members, String(members.length), this.dmz.word("county"), null);
      return this.placed(button, centre, places);
    },

    badge(members, label, name, side) {
      const button = this.button(members, `${label === name ? name : `${label} (${name})`}: ${this.name(members)}`, null);
      button.classList.add("dmz-badge");
      if (side) button.dataset.side = side;
      button.append(element("i"), element("span", "", label));
      return button;
    },

    /** A badge with the offsets, in pixels from its anchor, at which it may stand. */
    placed(button, at, places) {
      button.places = places;
      return this.mark(button, at);
    },

    /** Put each badge at the first of its places where it covers nothing, or the least. */
    arrange() {
      const box = (node) => { const r = node.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
      const view = box(this._map.getContainer());
      const bottom = view[3] - this.dmz.below - 18;
      const buttons = this.marks.getLayers().map((mark) => mark.options.icon.options.html);
      const taken = buttons.filter((button) => !button.places).map(box);
      const overlap = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]) + 3) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]) + 3);
      for (const button of buttons.filter((b) => b.places)) {
        button.style.translate = "none";
        const base = box(button);
        let best = null;
        for (const [dx, dy] of button.places) {
          const here = [base[0] + dx, base[1] + dy, base[2] + dx, base[3] + dy];
          let cost = taken.reduce((sum, other) => sum + overlap(here, other), 0);
          if (here[0] < view[0] + 2 || here[2] > view[2] - 2 || here[1] < view[1] + 2 || here[3] > bottom) cost += 4000;
          if (!best || cost < best.cost) best = { cost, here, dx, dy };
          if (cost === 0) break;
        }
        button.style.translate = `${best.dx}px ${best.dy}px`;
        taken.push(best.here);
      }
    },

    /** Where a badge stands on the ground: a popup points there, not at a centre nobody knows. */
    ground(button, latlng) {
      if (!button.places) return latlng;
      const [map, own] = [this._map.getContainer().getBoundingClientRect(), button.getBoundingClientRect()];
      return this._map.containerPointToLatLng([own.left + own.width / 2 - map.left, own.top + own.height / 2 - map.top]);
    },

    /** Incidents without a point: on their sector's name, or on the border's badge. */
    badges() {
      this.dmz.covered.clear();
      const homes = new Map();
      for (let i = 0; i < this.n; i += 1) {
        if (!this.keep[i] || this.lat[i] !== NOWHERE) continue;
        const sector = this.meta.sectors[fact.sector(this.facts[i])];
        const home = (this.dmz.sectors || {})[sector] ? sector : this.meta.homes[sector] ? sector : "whole_line";
        if (!homes.has(home)) homes.set(home, []);
        homes.get(home).push(i);
      }
      const out = [];
      for (const [home, members] of homes) {
        members.sort((a, b) => fact.day(this.facts[a]) - fact.day(this.facts[b]));
        const sector = (this.dmz.sectors || {})[home];
        const fixed = this.meta.homes[home];
        if (!sector && !fixed) continue;
        const at = sector ? sector.at : L.latLng(fixed);
        const name = this.dmz.word(`sector:${home}`);
        const button = this.badge(members, `${name} · ${members.length}`, name, sector && sector.side);
        button.dataset.sector = home;
        // The badge bears the sector's name, so it stands where the name stood.
        if (sector) this.dmz.covered.add(home);
        const [x, y] = sector ? sector.offset : [0, 0];
        const steps = [0, -26, 26, -52, 52, -78, 78, -104, 104].map((step) => [x, y + step]);
        out.push(this.placed(button, at, [...steps, ...steps.map(([, b]) => [x - 60, b]), ...steps.map(([, b]) => [x + 60, b])]));
      }
      return out;
    },

    repaint() { this.redraw(); },

    relabel() {
      this.redraw();
      if (this.popup && this.popup.isOpen() && this.current !== undefined) this.open(this.current, { report: false, force: true });
    },

    // ------------------------------------------------------------ text

    chunk(k) {
      if (!this.chunks.has(k)) {
        const inside = `texts-${k}.json`;
        const source = window.DMZ.inlined[inside] === undefined ? this.beside(this.meta.texts.replace("{k}", k)) : inside;
        this.chunks.set(k, load(source).then((records) => { this.chunks.set(k, records); return records; }));
      }
      return this.chunks.get(k);
    },

    known(i) {
      const records = this.chunks.get(Math.floor(i / this.meta.chunk));
      return Array.isArray(records) ? records[i % this.meta.chunk] : null;
    },

    async text(i) {
      const records = await this.chunk(Math.floor(i / this.meta.chunk));
      return records[i % this.meta.chunk];
    },

    // ------------------------------------------------------------ choosing

    /** Select from outside: [index, id] or null. */
    select(sel) {
      const [before, now] = [this.selected && this.selected[1], sel && sel[1]];
      this.selected = sel;
      if (before === now) return;
      if (!sel) {
        this.current = undefined;
        if (this.popup && this._map) this._map.closePopup(this.popup);
        this.highlight();
      } else if (this.keep && this.current !== sel[0]) {
        this.open(sel[0], { report: false });
      }
    },

    where(i) {
      const holder = this.marks.getLayers().find((m) => m.options.icon.options.html.dataset.members.split(" ").includes(String(i)));
      if (holder) return this.ground(holder.options.icon.options.html, holder.getLatLng());
      return this.lat[i] === NOWHERE ? null : this.latLng(i);
    },

    async open(i, { latlng, report = true, force = false, back = null } = {}) {
      this.current = i;
      this.highlight();
      if (report) {
        const known = this.known(i) || await this.text(i);
        this.selected = [i, known.id];
        this.dmz.report(known.id);
      }
      if (!this._map) return;
      let at = latlng || this.where(i);
      if (!at) { if (this.popup) this._map.closePopup(this.popup); return; }
      if (!this._map.getBounds().pad(-0.02).contains(at)) {
        this.dmz.touched = true;
        this._map.panTo(at, { animate: false });
        at = latlng || this.where(i) || at;
      }
      const ready = this.known(i);
      this.show(at, ready ? this.single(ready, back) : element("p", "", "…"), force);
      if (!ready) {
        const text = await this.text(i);
        if (this.current === i && this.popup.isOpen()) { this.popup.setContent(this.single(text, back)); this.focusPopup(); }
      }
    },

    list(members, latlng, name) {
      const box = element("div", "dmz-popup");
      box.append(element("h2", "", name));
      const items = element("ol");
      const shown = members.slice(0, 200);
      for (const i of shown) {
        const item = element("li");
        const button = element("button");
        button.type = "button";
        const fill = (text) => button.append(this.dmz.pick(text.t), element("span", "", `${this.dmz.pick(text.d)} · ${this.dmz.pick(text.p)}`));
        const text = this.known(i);
        if (text) fill(text); else this.text(i).then(fill);
        button.addEventListener("click", (event) => {
          if (event.detail === 0) this.opener = this.opener || String(i);
          this.open(i, { latlng, back: () => this.list(members, latlng, name) });
        });
        item.append(button);
        items.append(item);
      }
      box.append(items);
      if (members.length > shown.length) box.append(element("p", "dmz-basis", `+ ${members.length - shown.length}`));
      this.current = undefined;
      this.show(latlng, box);
    },

    single(text, back) {
      const { dmz } = this;
      const box = element("div", "dmz-popup");
      if (back) {
        const button = element("button", "dmz-back", `‹ ${dmz.word("back")}`);
        button.type = "button";
        button.addEventListener("click", back);
        box.append(button);
      }
      box.append(element("h2", "", dmz.pick(text.t)));
      box.append(element("p", "", `${dmz.pick(text.d)} · ${dmz.pick(text.p)}`));
      box.append(element("p", "dmz-basis", `${dmz.word(`precision:${text.pr}`)}${text.r ? ` (± ${text.r} km)` : ""}`));
      if (text.q) {
        box.append(element("blockquote", "", text.q), element("p", "dmz-basis", dmz.word("quoted")));
      } else {
        box.append(element("p", "dmz-summary", dmz.pick(text.s)), element("p", "dmz-basis", `${dmz.word("reported_by")} ${text.by}`));
      }
      return box;
    },

    show(at, content) {
      L.DomEvent.disableClickPropagation(content);
      const narrow = this._map.getSize().x < 480;
      if (!this.popup) this.popup = L.popup({ className: "dmz-window", autoPanPaddingTopLeft: [54, 12], autoPanPaddingBottomRight: [12, 12 + this.dmz.below], offset: [0, -6] });
      this.popup.options.maxWidth = narrow ? 250 : 320;
      this.popup.options.minWidth = narrow ? 200 : 240;
      this.popup.setLatLng(at).setContent(content);
      if (!this.popup.isOpen()) this.popup.openOn(this._map);
      const frame = this.popup.getElement();
      frame.setAttribute("role", "dialog");
      frame.setAttribute("aria-label", content.querySelector("h2")?.textContent || "");
      const close = frame.querySelector(".leaflet-popup-close-button");
      if (close) close.setAttribute("aria-label", this.dmz.word("close"));
      frame.onkeydown = (event) => { if (event.key === "Escape") { event.stopPropagation(); this._map.closePopup(this.popup); } };
      this.focusPopup();
    },

    focusPopup() {
      if (!this.opener) return;
      const target = this.popup.getElement().querySelector("li button, .dmz-back, .leaflet-popup-close-button");
      if (target) target.focus({ preventScroll: true });
    },

    closed(event) {
      if (event.popup !== this.popup) return;
      const opener = this.opener;
      this.opener = null;
      this.current = undefined;
      this.highlight();
      if (opener) {
        const button = this._map.getContainer().querySelector(`.dmz-mark [data-members~="${opener.split(" ")[0]}"]`);
        if (button) button.focus({ preventScroll: true });
      }
    },

    highlight() {
      for (const mark of this.marks.getLayers()) {
        const button = mark.options.icon.options.html;
        button.classList.toggle("dmz-chosen", this.current !== undefined && button.dataset.members.split(" ").includes(String(this.current)));
      }
    },

    /** A click on the map itself: the dots under it. */
    hit(event) {
      if (!this.dots || !this._map.hasLayer(this.dots)) return;
      const found = this.dots.near(event.layerPoint);
      if (found.length === 1) this.open(found[0], { latlng: this.latLng(found[0]) });
      else if (found.length) this.list(found, this.latLng(found[0]), `${found.length} ${this.dmz.word("incidents")}`);
    },
  });

  function mercator(lat) {
    const s = Math.sin((lat * Math.PI) / 180);
    return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
  }

  // ---------------------------------------------------------------- dots

  /** Too many for marks: one canvas, one dot for each cell of DOT pixels. */
  const Dots = L.Renderer.extend({
    options: { pane: "dmz-dots", padding: 0.15 },

    initialize(layer) { L.Renderer.prototype.initialize.call(this); this.layer = layer; this._layers = {}; },

    _initContainer() { this._container = document.createElement("canvas"); this._container.setAttribute("aria-hidden", "true"); },
    _destroyContainer() { this._container.remove(); },
    _updatePaths() {},
    _onZoomEnd() {},

    redraw() { if (this._map) this._update(); },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const { min } = this._bounds;
      const size = this._bounds.getSize();
      const canvas = this._container;
      canvas.width = size.x;
      canvas.height = size.y;
      L.DomUtil.setPosition(canvas, min);
      this.paint(canvas, min, size);
    },

    paint(canvas, min, size) {
      const { layer, _map: map } = this;
      const scale = 256 * 2 ** map.getZoom();
      const pixelOrigin = map.getPixelOrigin();
      const [ox, oy] = [layer.origin.x * scale - pixelOrigin.x - min.x, layer.origin.y * scale - pixelOrigin.y - min.y];
      const columns = Math.ceil(size.x / DOT) + 1;
      const rows = Math.ceil(size.y / DOT) + 1;
      const grid = new Int32Array(columns * rows).fill(-1);
      const image = canvas.getContext("2d").createImageData(size.x, size.y);
      const pixels = new Uint32Array(image.data.buffer);
      const style = getComputedStyle(map.getContainer());
      const tones = layer.meta.groups.map((g) => rgba(style.getPropertyValue(`--${g}`).trim()));
      const { x, y, keep, facts, blocks, n } = layer;
      const [x0, y0, x1, y1] = [-ox / scale, -oy / scale, (size.x - ox) / scale, (size.y - oy) / scale];
      for (let b = 0; b < blocks.length; b += 1) {
        const box = blocks[b];
        if (box[2] < x0 || box[0] > x1 || box[3] < y0 || box[1] > y1) continue;
        const end = Math.min(n, (b + 1) * BLOCK);
        for (let i = b * BLOCK; i < end; i += 1) {
          if (!keep[i]) continue;
          const px = x[i] * scale + ox;
          const py = y[i] * scale + oy;
          if (!(px >= 0 && py >= 0 && px < size.x && py < size.y)) continue;
          const cell = ((py / DOT) | 0) * columns + ((px / DOT) | 0);
          if (grid[cell] >= 0) continue;
          grid[cell] = i;
          stamp(pixels, size.x, size.y, px | 0, py | 0, tones[(facts[i] >>> 17) & 15]);
        }
      }
      canvas.getContext("2d").putImageData(image, 0, 0);
      Object.assign(this, { grid, columns, rows, corner: min, shift: [ox, oy], scale });
    },

    /** Incidents within a few pixels of a layer point, nearest first. */
    near(point) {
      if (!this.grid) return [];
      const [px, py] = [point.x - this.corner.x, point.y - this.corner.y];
      const { layer, scale, shift } = this;
      const reach = 7;
      const [x0, x1] = [(px - reach - shift[0]) / scale, (px + reach - shift[0]) / scale];
      const [y0, y1] = [(py - reach - shift[1]) / scale, (py + reach - shift[1]) / scale];
      const found = [];
      layer.blocks.forEach((box, b) => {
        if (box[2] < x0 || box[0] > x1 || box[3] < y0 || box[1] > y1) return;
        const end = Math.min(layer.n, (b + 1) * BLOCK);
        for (let i = b * BLOCK; i < end; i += 1) {
          const [x, y] = [layer.x[i], layer.y[i]];
          if (layer.keep[i] && x >= x0 && x <= x1 && y >= y0 && y <= y1) {
            const d = Math.hypot(x * scale + shift[0] - px, y * scale + shift[1] - py);
            if (d <= reach) found.push([d, i]);
          }
        }
      });
      return found.sort((a, b) => a[0] - b[0]).map((f) => f[1]);
    },
  });

  function stamp(pixels, width, height, px, py, tone) {
    const [left, right] = [Math.max(px - 1, 0), Math.min(px + 2, width)];
    for (let y = Math.max(py - 1, 0), bottom = Math.min(py + 2, height); y < bottom; y += 1) {
      pixels.fill(tone, y * width + left, y * width + right);
    }
  }

  function rgba(hex) {
    const v = parseInt(hex.slice(1), 16);
    return (0xe6000000 | ((v & 255) << 16) | (v & 0xff00) | (v >> 16)) >>> 0;
  }

  /** The incident layer of a map. */
  window.DMZ.incidents = function incidents(map, source) {
    const dmz = of(map);
    const layer = new Incidents(dmz, source);
    dmz.add("incidents", layer);
    dmz.during(layer.load());
    return layer;
  };
})();
