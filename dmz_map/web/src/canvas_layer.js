/* A canvas that covers the view and, once the reader has moved it, a margin around it. */

import { afterFrame } from "./dom.js";
import { origin, worldSize } from "./projection.js";

const SHARPEST = 2; // canvas pixels to a page pixel, at the most
const MARGIN = 0.12; // of the view on each side, once the reader has begun to move it

/**
 * It is drawn anew when the view leaves it or the zoom changes, not at every move; whatever asks
 * for a drawing within one frame is served by one. A subclass says how to `paint`.
 */
export class CanvasLayer extends L.Renderer {
  #frame = 0;
  #waiting = false;

  /** @param {string} pane */
  constructor(pane) {
    super({ pane, padding: 0 });
  }

  getEvents() {
    const begun = () => {
      this.options.padding = MARGIN;
    };
    return { ...super.getEvents?.(), dragstart: begun, zoomstart: begun, move: this.#onMove };
  }

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
  }

  _destroyContainer() {
    this._container.remove();
    this._bounds = null;
  }

  _updatePaths() {}

  _onZoomEnd() {}

  /**
   * Leaflet calls this at the end of each move, and without an event when all must be anew.
   *
   * @param {L.LeafletEvent} [event]
   */
  _update(event) {
    if (this._map._animatingZoom && this._bounds) return;
    if (event && this._zoom === this._map.getZoom()) {
      if (!this.#coversView()) this.#updateSoon();
      return;
    }
    super._update();
    this.requestDraw();
  }

  /** A bare edge may be seen for one frame: what the move brought, a popup, is shown first. */
  #onMove = () => {
    if (!this._map._animatingZoom && !this.#coversView()) this.#updateSoon();
  };

  #updateSoon() {
    if (this.#waiting) return;
    this.#waiting = true;
    afterFrame(() => {
      this.#waiting = false;
      if (this._map && !this.#coversView()) this._update();
    });
  }

  /** Whether the view lies within what is drawn. */
  #coversView() {
    const map = this._map;
    if (!this._bounds || this._zoom !== map.getZoom()) return false;
    const min = map.containerPointToLayerPoint([0, 0]);
    return this._bounds.contains(L.bounds(min, min.add(map.getSize())));
  }

  /** Draw in the next frame. */
  requestDraw() {
    if (!this._map || this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  /** Draw now if a drawing is due: the first picture need not wait for its frame to begin. */
  flush() {
    if (!this.#frame) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#draw();
  }

  #draw() {
    if (!this._map || !this._bounds) return;
    const min = /** @type {L.Point} */ (this._bounds.min);
    const size = this._bounds.getSize();
    const ratio = Math.min(window.devicePixelRatio || 1, SHARPEST);
    const canvas = this._container;
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      [canvas.width, canvas.height] = [width, height];
      [canvas.style.width, canvas.style.height] = [`${size.x}px`, `${size.y}px`];
    }
    L.DomUtil.setPosition(canvas, min);
    const scale = worldSize(this._map.getZoom());
    const corner = this._map.getPixelOrigin().add(min);
    const [x, y] = [origin.x * scale - corner.x, origin.y * scale - corner.y];
    this.paint(canvas, { width, height, ratio, scale: scale * ratio, x: x * ratio, y: y * ratio });
  }

  /**
   * Draw everything.
   *
   * @param {HTMLCanvasElement} _canvas
   * @param {View} _view How world coordinates become its pixels.
   */
  paint(_canvas, _view) {}
}
