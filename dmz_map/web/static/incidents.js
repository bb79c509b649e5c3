/* The incident layer: any number of incidents from three typed arrays.
 *
 * Up to MARKS visible incidents stand as full marks (marks.js); more are drawn as dots on one
 * canvas (dots.js). Filters run here, in the browser. The arrays carry no text: titles and
 * excerpts come in chunks and are set as textContent (popups.js).
 *
 * Layout of the points (little-endian): "DMZI", version, n, reserved (uint32 each), then three
 * columns of n 32-bit words (longitude, latitude, facts), each split into four byte planes;
 * longitude and latitude are zigzag differences to the word before, in 1e-5 degrees.
 */
(function () {
  "use strict";
  const { DMZ } = window;
  const { of, load, loadBytes, world } = DMZ;

  const MARKS = 2000;          // visible incidents up to which full marks are drawn
  const PATIENCE = 250;        // milliseconds for which the ground waits for very many incidents
  const SMALL = 20000;         // incidents up to which extents are fetched at once
  const BLOCK = 1024;          // points per culling block
  const REST = 80;             // milliseconds after which a hand over a dot rests there
  const NOWHERE = 0x7fffffff;  // latitude of an incident without a point
  const EVERY_DAY = [0, 0xffff];

  const fact = {
    day: (f) => f & 0xffff, fuzzy: (f) => (f >>> 16) & 1, category: (f) => (f >>> 17) & 15,
    direction: (f) => (f >>> 21) & 3, precision: (f) => (f >>> 23) & 7, sector: (f) => (f >>> 26) & 7,
    confidence: (f) => (f >>> 29) & 1, excerpt: (f) => (f >>> 30) & 1, casualties: (f) => f >>> 31,
  };

  /** The byte planes of the three columns of a points file, and room for what they tell. */
  function opened(buffer) {
    const head = new DataView(buffer);
    if (head.getUint32(0, false) !== 0x444d5a49) throw new Error("not an incident file");
    const n = head.getUint32(8, true);
    return {
      n, planes: Array.from({ length: 12 }, (_, p) => new Uint8Array(buffer, 16 + p * n, n)),
      lon: new Int32Array(n), lat: new Int32Array(n), facts: new Uint32Array(n),
      x: new Float32Array(n), y: new Float32Array(n), blocks: [], days: [0xffff, 0], last: [0, 0],
    };
  }

  /** Unpack and project one block. Short calls of one function: the browser compiles it early. */
  function unpack(all, start, end) {
    const { lon, lat, facts, x, y, planes, last, days } = all;
    const [a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3] = planes;
    let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
    let at = last[0], up = last[1], low = days[0], high = days[1];
    for (let i = start; i < end; i += 1) {
      const east = a0[i] | (a1[i] << 8) | (a2[i] << 16) | (a3[i] << 24);
      const north = b0[i] | (b1[i] << 8) | (b2[i] << 16) | (b3[i] << 24);
      const f = c0[i] | (c1[i] << 8) | (c2[i] << 16) | (c3[i] << 24);
      at = (at + ((east >>> 1) ^ -(east & 1))) | 0;
      up = (up + ((north >>> 1) ^ -(north & 1))) | 0;
      lon[i] = at;
      lat[i] = up;
      facts[i] = f;
      const day = f & 0xffff;
      if (day < low) low = day;
      if (day > high) high = day;
      if (up === NOWHERE) { x[i] = y[i] = NaN; continue; }
      const px = world.x(at);
      const py = world.y(up);
      x[i] = px;
      y[i] = py;
      if (px < x0) x0 = px;
      if (py < y0) y0 = py;
      if (px > x1) x1 = px;
      if (py > y1) y1 = py;
    }
    last[0] = at; last[1] = up; days[0] = low; days[1] = high;
    all.blocks.push([x0, y0, x1, y1]);
  }

  const Incidents = L.Layer.extend({
    initialize(dmz, sources) {
      this.dmz = dmz;
      this.sources = sources;
      this.chunks = new Map();
      this.filterKey = "";
      this.wanted = {};
      this.selected = null;
      this.marks = L.layerGroup();
      this.dots = new DMZ.Dots(this);
      this.n = 0;
      if (dmz.filter) { this.wanted = dmz.filter; this.filterKey = JSON.stringify(dmz.filter); }
      if (dmz.selection) this.selected = dmz.selection;
    },

    onAdd(map) {
      this.marks.addTo(map);
      map.on("zoomend moveend", this.settle, this);
      map.on("popupclose", this.closed, this);
      map.on("click", this.hit, this);
      map.on("mousedown", this.foresee, this);
      map.on("mousemove", this.hover, this);
      this.redraw();
    },

    onRemove(map) {
      map.off("zoomend moveend", this.settle, this);
      map.off("popupclose", this.closed, this);
      map.off("click", this.hit, this);
      map.off("mousedown", this.foresee, this);
      map.off("mousemove", this.hover, this);
      map.getContainer().style.cursor = "";
      this.marks.remove();
      this.dmz.ground.cover(null);
      this.dmz.ground.surround([]);
      this.dmz.covered.clear();
      if (this.popup) map.closePopup(this.popup);
    },

    async load() {
      const [points, meta] = [loadBytes(this.sources.points), load(this.sources.meta)];
      this.dmz.crowded = meta.then(({ count }) => count > MARKS, () => false);
      let marked;
      const first = new Promise((done) => { marked = done; });
      const patience = new Promise((done) => { setTimeout(done, PATIENCE); });
      this.dmz.marked = this.dmz.crowded.then((crowded) => crowded && Promise.race([first, patience]));
      try { await this.begin(points, await meta); } finally { marked(); }
      if (this.selected) this.open(this.selected[0], { report: false });
    },

    /** Unpack what has come, and draw it for the first time. */
    async begin(points, meta) {
      this.meta = meta;
      const small = meta.count <= MARKS;
      const chunks = small ? [...Array(Math.ceil(meta.count / meta.chunk)).keys()] : [];
      const needed = [small && this.dmz.stretches, small && this.extents(), ...chunks.map((k) => this.chunk(k))];
      if (meta.count <= SMALL) this.extents();
      const all = opened(await points);
      for (let start = 0; start < all.n; start += BLOCK) unpack(all, start, Math.min(all.n, start + BLOCK));
      const { n, lon, lat, facts, x, y, blocks, days } = all;
      Object.assign(this, { n, lon, lat, facts, x, y, blocks, days: n ? days : EVERY_DAY });
      await Promise.all(needed);
      this.applyFilter();
      this.dmz.ground.flush();
      if (!small) await new Promise((done) => { DMZ.afterFrame(done); });
    },

    /** Radius in units of 10 m, and the last day of each date; dots do without. */
    extents() {
      this.extent = this.extent || loadBytes(this.sources.areas).then((areas) => {
        const n = areas.byteLength / 4;
        this.radius = new Uint16Array(areas, 0, n);
        this.lastDay = new Uint16Array(areas, n * 2, n);
      });
      return this.extent;
    },

    latLng(i) { return L.latLng(this.lat[i] * 1e-5, this.lon[i] * 1e-5); },

    category(i) { return this.meta.groups[fact.category(this.facts[i])]; },
    county(i) { return this.meta.precision[fact.precision(this.facts[i])] === "county"; },
    sector(i) { return this.meta.sectors[fact.sector(this.facts[i])]; },
    day(i) { return fact.day(this.facts[i]); },
    placed(i) { return this.lat[i] !== NOWHERE; },

    // ------------------------------------------------------------ filter

    filter(wanted) {
      const key = JSON.stringify(wanted);
      if (key === this.filterKey) return;
      this.filterKey = key;
      this.wanted = wanted;
      this.range = undefined;
      this.kinds = undefined;
      if (!this.n) return;
      this.timeline?.sync();
      this.applyFilter();
    },

    /** Limit to these days at once, before the app has heard of it. */
    within(days) {
      this.range = days || EVERY_DAY;
      this.applyFilter();
    },

    /** Limit to the categories of a mask at once, before the app has heard of it. */
    ofKinds(mask) {
      this.kinds = mask;
      this.applyFilter();
    },

    /** For each value of the facts but the day: 1 passes all but the kind, 2 has a chosen kind. */
    passes() {
      const w = this.wanted;
      const mask = (m) => (m === undefined ? 0xffff : m);
      const c = this.kinds ?? mask(w.c), d = mask(w.d), p = mask(w.p), s = mask(w.s);
      const table = new Uint8Array(1 << 16);
      for (let high = 0; high < 1 << 16; high += 1) {
        const f = high << 16;
        const plain = (d >> fact.direction(f)) & (p >> fact.precision(f)) & (s >> fact.sector(f)) & 1
          && !(w.fz === 0 && fact.fuzzy(f)) && !(w.cf === 1 && !fact.confidence(f))
          && (w.e === undefined || w.e === fact.excerpt(f)) && (w.k === undefined || w.k === fact.casualties(f));
        table[high] = (plain ? 1 : 0) | (((c >> fact.category(f)) & 1) << 1);
      }
      return table;
    },

    applyFilter() {
      if (!this.n) return;
      const { n } = this;
      // `rest` passes all but the range of time, `kin` all but the choice of kinds.
      const [keep, rest, kin] = [new Uint8Array(n), new Uint8Array(n), new Uint8Array(n)];
      this.sifted = (this.sifted || 0) + 1;
      Object.assign(this, { keep, rest, kin });
      if (this.kinds === undefined && this.range === undefined && !Object.keys(this.wanted).length) {
        for (const all of [keep, rest, kin]) all.fill(1);
        this.shown = n;
      } else this.shown = this.sift(this.passes(), this.range || this.wanted.t || EVERY_DAY);
      this.redraw();
      this.recount();
    },

    /** Count for the timeline, once the marks are on the screen. */
    recount() {
      if (this.counting) return;
      this.counting = true;
      const count = () => { this.counting = false; this.timeline.count(); };
      if (this.timeline) DMZ.afterFrame(count);
      else this.dmz.later(() => { this.timeline = new DMZ.Timeline(this.dmz, this); this.timeline.open(); count(); });
    },

    /** Mark what passes, and return how many do. */
    sift(table, [from, to]) {
      const { n, facts, wanted, keep, rest, kin } = this;
      const bits = wanted.b ? Uint8Array.from(atob(wanted.b), (ch) => ch.charCodeAt(0)) : null;
      let shown = 0;
      for (let i = 0; i < n; i += 1) {
        const f = facts[i];
        const passed = table[f >>> 16];
        if (!(passed & 1) || (bits && !((bits[i >> 3] >> (i & 7)) & 1))) continue;
        const day = f & 0xffff;
        const timely = day >= from && day <= to ? 1 : 0;
        const chosen = passed >> 1;
        kin[i] = timely;
        rest[i] = chosen;
        keep[i] = timely & chosen;
        shown += timely & chosen;
      }
      return shown;
    },

    // ------------------------------------------------------------ drawing

    /** After a move: of very many incidents the view decides which have marks. */
    settle(event) {
      if (!this.keep || (event.type !== "zoomend" && this.n <= MARKS)) return;
      if (this.dotted && this.inView(MARKS).length > MARKS) return;  // the sheet looks after itself
      this.redraw();
    },

    /** Which kept incidents with a point stand in the padded view; stops past the limit. */
    inView(limit) {
      const { n, keep, lat, x, y, blocks } = this;
      const out = [];
      if (n <= MARKS) {
        for (let i = 0; i < n; i += 1) if (keep[i] && lat[i] !== NOWHERE) out.push(i);
        return out;
      }
      const view = this.worldView(0.1);
      for (let b = 0; b < blocks.length; b += 1) {
        const box = blocks[b];
        if (box[2] < view.x0 || box[0] > view.x1 || box[3] < view.y0 || box[1] > view.y1) continue;
        for (let i = b * BLOCK, end = Math.min(n, (b + 1) * BLOCK); i < end; i += 1) {
          if (keep[i] && x[i] >= view.x0 && x[i] <= view.x1 && y[i] >= view.y0 && y[i] <= view.y1) {
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
        x0: (px.min.x - w * pad) / size - world.origin.x, x1: (px.max.x + w * pad) / size - world.origin.x,
        y0: (px.min.y - h * pad) / size - world.origin.y, y1: (px.max.y + h * pad) / size - world.origin.y,
      };
    },

    /** Marks or dots, as many as there are. */
    redraw() {
      const map = this._map;
      if (!map || !this.keep) return;
      const visible = this.inView(MARKS);
      this.dotted = visible.length > MARKS;
      this.dmz.ground.cover(this.dotted ? this.dots : null);
      if (this.dotted) {
        this.marks.clearLayers();
        this.dmz.ground.surround([]);
      } else if (this.radius) this.drawMarks(visible);
      else this.extents().then(() => this.redraw());
      const container = map.getContainer();
      container.dataset.shown = String(this.shown);
      container.dataset.drawn = this.dotted ? "dots" : "marks";
      this.dmz.arrangeLabels();
    },

    repaint() { this.redraw(); this.timeline?.draw(); },

    relabel() {
      this.redraw();
      this.timeline?.draw();
      if (this.popup && this.popup.isOpen() && this.current !== undefined) this.open(this.current, { report: false, force: true });
    },

    // ------------------------------------------------------------ text

    chunk(k) {
      if (!this.chunks.has(k)) {
        const inside = `texts-${k}.json`;
        const path = this.meta.texts.replace("{k}", k);
        const source = DMZ.inlined[inside] === undefined ? new URL(path, new URL(this.sources.meta, document.baseURI)).href : inside;
        const coming = load(source).then((records) => { this.chunks.set(k, records); return records; });
        coming.catch(() => this.chunks.delete(k));
        this.chunks.set(k, coming);
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

    /** A click on the map itself: the dots under it. */
    hit(event) {
      if (!this.dotted) return;
      const found = this.dots.near(event.layerPoint);
      if (found.length === 1) this.open(found[0], { latlng: this.latLng(found[0]) });
      else if (found.length) this.list(found, this.latLng(found[0]), `${DMZ.whole(found.length)} ${this.dmz.word("incidents")}`);
    },

    /** A hand over a dot; one that rests there will want to read. */
    hover({ layerPoint }) {
      const map = this._map;
      if (this.hovering || map.dragging.moving()) return;
      this.hovering = requestAnimationFrame(() => {
        this.hovering = 0;
        clearTimeout(this.resting);
        const found = this.dotted && this._map ? this.dots.near(layerPoint) : [];
        map.getContainer().style.cursor = found.length ? "pointer" : "";
        if (found.length) this.resting = setTimeout(() => this.text(found[0]).catch(() => {}), REST);
      });
    },

    /** A button goes down: fetch the texts that its coming up will ask for. */
    foresee(event) {
      if (!this.dotted) return;
      for (const i of this.dots.near(event.layerPoint).slice(0, 3)) this.text(i).catch(() => {});
    },
  });

  /** The incident layer of a map. */
  function incidents(map, meta, points, areas) {
    const dmz = of(map);
    const layer = new Incidents(dmz, { meta, points, areas });
    dmz.add("incidents", layer);
    dmz.during(layer.load());
    return layer;
  }

  Object.assign(DMZ, { Incidents, incidents });
})();
