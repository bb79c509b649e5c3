/* The base map: land, zone, sectors and border on one sheet, and the names of sectors and places.
 * What incidents need below their marks, extents or dots, is drawn on the same sheet. */
(function () {
  "use strict";
  const { of, load, element, world, Sheet } = window.DMZ;
  const NEAR = 0.75;  // pixels; vertices closer to the last one drawn are passed over

  // From the ground up: how each layer is drawn. Widths are in page pixels.
  const STYLES = {
    land: (c) => ({ fill: c.land, fillAlpha: 1, line: c.coast, lineAlpha: 1, width: 0.8 }),
    zone: (c) => ({ fill: c.zone, fillAlpha: c.zoneFill, line: c.zone, lineAlpha: 0.7, width: 0.8 }),
    sectors: (c, i) => ({ fill: c.sector, fillAlpha: i % 2 ? 0.22 : 0, line: c.sector, lineAlpha: 0.9, width: 1.2 }),
    border: (c) => ({ fillAlpha: 0, line: c.border, lineAlpha: 0.95, width: 2 }),
  };
  // Where a sector's name stands beside its stretch: pixel offset, and the side the text grows to.
  const SECTOR_SIDE = {
    western: [-16, -30, "left"], central_western: [0, -44, "up"], central: [0, -40, "up"],
    central_eastern: [8, 40, "down"], eastern: [22, 4, "right"],
  };
  const PLACE_ZOOM = { county: 8.5, city: 9, crossing: 10.5, site: 10.5, tunnel: 10, observatory: 10.5, hill: 10.5, river: 10 };
  const CAPITALS = { kaesong: 7, seoul: 7, cheorwon: 7.5, goseong: 7.5, paju: 8.5, sokcho: 7, chuncheon: 7, jsa: 8.5 };

  const Ground = Sheet.extend({
    initialize(dmz) {
      Sheet.prototype.initialize.call(this, "dmz-ground");
      this.dmz = dmz;
      this.shapes = {};   // by layer: each feature's rings
      this.circles = [];  // extents of places known less exactly, drawn above all shapes
      this.dots = null;   // incidents too many for marks, drawn above all
    },

    put(name, shapes) { this.shapes[name] = shapes; this.later(); },
    take(name) { delete this.shapes[name]; this.later(); },
    surround(circles) { this.circles = circles; this.later(); },
    cover(dots) { this.dots = dots; this.later(); },

    /** Until the shapes have come there is nothing to draw. */
    later() { if (this.dots || Object.keys(this.shapes).length || this.drawn) Sheet.prototype.later.call(this); },

    paint(canvas, view) {
      this.drawn = true;
      const ink = canvas.getContext("2d");
      const tiles = this.dmz.tiles && this._map.hasLayer(this.dmz.tiles);
      ink.clearRect(0, 0, view.width, view.height);
      ink.lineJoin = "bevel";  // round joins take twice the time, and show at no width drawn here
      for (const [name, style] of Object.entries(STYLES)) {
        if (name === "land" && tiles) continue;
        (this.shapes[name] || []).forEach((rings, i) => this.shape(ink, view, rings, style(this.dmz.colours(), i)));
      }
      for (const circle of this.circles) this.circle(ink, view, circle);
      ink.globalAlpha = 1;
      if (this.dots) this.dots.paint(ink, view);
    },

    shape(ink, view, rings, style) {
      ink.beginPath();
      for (const ring of rings) trace(ink, view, ring);
      if (style.fillAlpha) { ink.globalAlpha = style.fillAlpha; ink.fillStyle = style.fill; ink.fill("evenodd"); }
      ink.globalAlpha = style.lineAlpha;
      ink.strokeStyle = style.line;
      ink.lineWidth = style.width * view.ratio;
      ink.stroke();
    },

    /** The place is somewhere inside: a dashed edge for county-wide places, a soft one for the rest. */
    circle(ink, view, { x, y, radius, tone, county }) {
      const [px, py, r] = [x * view.scale + view.x, y * view.scale + view.y, radius * view.scale];
      if (px + r < 0 || py + r < 0 || px - r > view.width || py - r > view.height) return;
      ink.beginPath();
      ink.arc(px, py, r, 0, 2 * Math.PI);
      ink.fillStyle = ink.strokeStyle = tone;
      ink.globalAlpha = county ? 0.03 : 0.07;
      ink.fill();
      ink.globalAlpha = county ? 0.75 : 0.45;
      ink.lineWidth = (county ? 1.3 : 1) * view.ratio;
      ink.setLineDash(county ? [5 * view.ratio, 5 * view.ratio] : []);
      ink.stroke();
      ink.setLineDash([]);
    },
  });

  /** Add a ring to the path, leaving out what is too near to see, and of what runs along outside
   * one edge of the sheet all but its ends. */
  function trace(ink, view, { x, y, box }) {
    const { scale, x: ox, y: oy, width, height } = view;
    if (box[2] * scale + ox < 0 || box[0] * scale + ox > width || box[3] * scale + oy < 0 || box[1] * scale + oy > height) return;
    const last = x.length - 1;
    let px = x[0] * scale + ox;
    let py = y[0] * scale + oy;
    ink.moveTo(px, py);
    let beyond = (px < 0 ? 1 : px > width ? 2 : 0) | (py < 0 ? 4 : py > height ? 8 : 0);  // edges that the vertices since share
    let skipped = false;
    let sx = 0, sy = 0;
    for (let i = 1; i <= last; i += 1) {
      const qx = x[i] * scale + ox;
      const qy = y[i] * scale + oy;
      const out = (qx < 0 ? 1 : qx > width ? 2 : 0) | (qy < 0 ? 4 : qy > height ? 8 : 0);
      if (out & beyond) { beyond &= out; skipped = true; sx = qx; sy = qy; continue; }
      if (skipped) { ink.lineTo(sx, sy); skipped = false; px = sx; py = sy; }
      if (i < last && Math.abs(qx - px) + Math.abs(qy - py) < NEAR) continue;
      ink.lineTo(qx, qy);
      px = qx;
      py = qy;
      beyond = out;
    }
    if (skipped) ink.lineTo(sx, sy);
  }

  /** World coordinates of a ring that is given as 1e-5 degrees: a first vertex, then steps. */
  function ring(steps) {
    const n = steps.length / 2;
    const [x, y, box] = [new Float32Array(n), new Float32Array(n), [Infinity, Infinity, -Infinity, -Infinity]];
    let [lon, lat] = [0, 0];
    for (let i = 0; i < n; i += 1) {
      lon += steps[2 * i];
      lat += steps[2 * i + 1];
      x[i] = world.x(lon);
      y[i] = world.y(lat);
      if (x[i] < box[0]) box[0] = x[i];
      if (y[i] < box[1]) box[1] = y[i];
      if (x[i] > box[2]) box[2] = x[i];
      if (y[i] > box[3]) box[3] = y[i];
    }
    return { x, y, box };
  }

  /** A layer that stands on the ground's sheet. */
  const Shapes = L.Layer.extend({
    initialize(dmz, name, features) {
      Object.assign(this, { dmz, name, shapes: features.map((feature) => feature.r.map(ring)) });
    },
    onAdd() { this.dmz.ground.put(this.name, this.shapes); },
    onRemove() { this.dmz.ground.take(this.name); },
  });

  /** A name at a place (latitude, longitude). `zoom` is the least at which it may stand, `rank` who comes first. */
  function label(at, className, text, { rank, zoom = 0, offset, side }) {
    const node = element("span", `dmz-label dmz-hidden ${className}`, text());  // until it is arranged
    node.dataset.rank = rank;
    node.dataset.zoom = zoom;
    if (side) node.dataset.side = side;
    if (offset) node.style.translate = `${offset[0]}px ${offset[1]}px`;
    const icon = L.divIcon({ html: node, className: "dmz-label-anchor", iconSize: [0, 0] });
    const marker = L.marker(at, { icon, pane: "dmz-labels", interactive: false, keyboard: false });
    marker.node = node;
    marker.relabel = () => { node.textContent = text(); };
    return marker;
  }

  /** Where each sector's name stands, by the sector's id. */
  function stretches(features) {
    return Object.fromEntries(features.map((p) => {
      const [dx, dy, side] = SECTOR_SIDE[p.id] || [0, -36, "up"];
      return [p.id, { at: L.latLng(p.anchor_lat, p.anchor_lon), name: [p.name_en, p.name_ko], offset: [dx, dy], side }];
    }));
  }

  function sectorNames(dmz) {
    return Object.entries(dmz.sectors).map(([id, { at, name, offset, side }]) => {
      const text = () => (dmz.narrow() ? dmz.word(`sector:${id}`) : dmz.pick(name));
      const marker = label(at, "dmz-sector", text, { rank: 1, offset, side });
      marker.node.dataset.sector = id;
      return marker;
    });
  }

  function placeNames(dmz, features) {
    return features.map((p) => {
      const [[lon, lat]] = p.r;
      const zoom = CAPITALS[p.id] || PLACE_ZOOM[p.kind] || 10.5;
      const text = () => dmz.pick([p.name_en, p.name_ko]);
      return label([lat * 1e-5, lon * 1e-5], "dmz-place", text, { rank: 2 + zoom, zoom });
    });
  }

  const NAMED = { sectors: sectorNames, places: placeNames };

  /** A base layer: an empty group at once, filled when its data has come. */
  function layer(map, name, source) {
    const dmz = of(map);
    const group = L.layerGroup();
    dmz.add(name, group);
    const filled = load(source).then(async (base) => {
      await dmz.marked;  // very many incidents come first, the ground a frame later
      if (name !== "places") group.addLayer(new Shapes(dmz, name, base[name]));
      if (name === "sectors") {
        dmz.sectors = stretches(base.sectors);
        if (dmz.layers.incidents) dmz.layers.incidents.redraw();
      }
      if (NAMED[name]) dmz.later(() => {
        const names = NAMED[name](dmz, base[name]);
        names.forEach((marker) => group.addLayer(marker));
        group.relabel = () => names.forEach((marker) => marker.relabel());
        dmz.arrangeLabels();
      });
    });
    if (name === "sectors") dmz.stretches = filled;  // badges stand on the sectors' names
    dmz.during(filled);
    return group;
  }

  Object.assign(window.DMZ, { Ground, layer });
})();
