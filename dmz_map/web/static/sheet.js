/* A canvas that covers the view and a margin around it.
 *
 * It is drawn anew when the view leaves it or the zoom changes, not at every move; whatever asks
 * for a drawing within one frame is served by one. A kind of sheet says how to `paint` itself,
 * given the canvas's size in its own pixels and a view: how world coordinates become pixels.
 */
(function () {
  "use strict";
  const { DMZ } = window;
  const ORIGIN = [127.5, 38.2];  // degrees; world coordinates are told from here, fine enough as 32-bit floats
  const LOW = 33;                // latitude at which the table of the projection begins, in degrees
  const STEPS = 1100;            // entries of the table, 0.01 degrees each: less than 0.02 pixels off at zoom 16
  const SHARPEST = 2;            // canvas pixels to a page pixel, at the most
  const MARGIN = 0.12;           // of the view on each side, once the reader has begun to move it

  /** Web Mercator's y, 0 to 1 from north to south. */
  function mercator(lat) {
    const s = Math.sin((lat * Math.PI) / 180);
    return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
  }

  const origin = { x: (ORIGIN[0] + 180) / 360, y: mercator(ORIGIN[1]) };
  const table = Float64Array.from({ length: STEPS + 2 }, (_, i) => mercator(LOW + i / 100) - origin.y);

  /** World coordinates from 1e-5 degrees, relative to the origin. */
  const world = {
    origin,
    x: (lon) => lon * (1e-5 / 360) + (0.5 - origin.x),
    y(lat) {
      const at = lat * 1e-3 - LOW * 100;
      if (!(at >= 0 && at < STEPS)) return mercator(lat * 1e-5) - origin.y;
      const i = at | 0;
      return table[i] + (table[i + 1] - table[i]) * (at - i);
    },
  };

  const Sheet = L.Renderer.extend({
    initialize(pane) {
      L.setOptions(this, { pane, padding: 0 });
      L.stamp(this);
      this._layers = {};
    },

    getEvents() {
      const begun = () => { this.options.padding = MARGIN; };
      return Object.assign(L.Renderer.prototype.getEvents.call(this), { dragstart: begun, zoomstart: begun, move: this._moved });
    },

    _initContainer() { this._container = document.createElement("canvas"); this._container.setAttribute("aria-hidden", "true"); },
    _destroyContainer() { this._container.remove(); delete this._container; this._bounds = null; },
    _updatePaths() {},
    _onZoomEnd() {},

    /** Leaflet calls this at the end of each move, and without an event when all must be anew. */
    _update(event) {
      if (this._map._animatingZoom && this._bounds) return;
      if (event && this._zoom === this._map.getZoom()) { if (!this.covers()) this.soon(); return; }
      L.Renderer.prototype._update.call(this);
      this.later();
    },

    /** A bare edge may be seen for one frame: what the move brought, a popup, is shown first. */
    _moved() { if (!this._map._animatingZoom && !this.covers()) this.soon(); },

    soon() {
      if (this.waiting) return;
      this.waiting = true;
      DMZ.afterFrame(() => {
        this.waiting = false;
        if (this._map && !this.covers()) this._update();
      });
    },

    /** Whether the view lies within what is drawn. */
    covers() {
      const map = this._map;
      if (!this._bounds || this._zoom !== map.getZoom()) return false;
      const min = map.containerPointToLayerPoint([0, 0]);
      return this._bounds.contains(L.bounds(min, min.add(map.getSize())));
    },

    /** Draw in the next frame. */
    later() {
      if (!this._map || this.frame) return;
      this.frame = requestAnimationFrame(() => { this.frame = 0; this.draw(); });
    },

    /** Draw now if a drawing is due: the first picture need not wait for its frame to begin. */
    flush() {
      if (!this.frame) return;
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      this.draw();
    },

    draw() {
      if (!this._map || !this._bounds) return;
      const { min } = this._bounds;
      const size = this._bounds.getSize();
      const ratio = Math.min(window.devicePixelRatio || 1, SHARPEST);
      const canvas = this._container;
      const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
      if (canvas.width !== width || canvas.height !== height) {
        [canvas.width, canvas.height] = [width, height];
        [canvas.style.width, canvas.style.height] = [`${size.x}px`, `${size.y}px`];
      }
      L.DomUtil.setPosition(canvas, min);
      const scale = 256 * 2 ** this._map.getZoom();
      const corner = this._map.getPixelOrigin().add(min);
      const [x, y] = [world.origin.x * scale - corner.x, world.origin.y * scale - corner.y];
      this.paint(canvas, { width, height, ratio, scale: scale * ratio, x: x * ratio, y: y * ratio });
    },
  });

  Object.assign(DMZ, { Sheet, world });
})();
