/* The one canvas of a map: Leaflet's own renderer, made lighter to move and sharper at its edge. */

import { afterFrame } from "./dom.js";
import { origin, worldSize } from "./projection.js";

const MARGIN = 0.12; // of the view on each side, once the reader has begun to move it

/**
 * It is drawn anew when the view leaves it or the zoom changes, not at the end of every move; and
 * while the reader drags, as soon as an edge would be bare.
 */
export class BaseCanvas extends L.Canvas {
  #moved = false;
  /** What is drawn: a zoom that glides has the map's own ahead of it. */ #drawn = { corner: L.point(0, 0), zoom: 0 };
  #waiting = false;

  constructor() {
    super({ padding: 0 });
  }

  getEvents() {
    const moved = () => {
      this.#moved = true;
    };
    return { ...super.getEvents?.(), dragstart: moved, zoomstart: moved, move: this.#onMove };
  }

  _initContainer() {
    super._initContainer();
    this._container.setAttribute("aria-hidden", "true");
  }

  /**
   * Leaflet calls this at the end of each move, and without an event when all must be anew.
   *
   * @param {L.LeafletEvent} [event]
   */
  _update(event) {
    if (this._map._animatingZoom && this._bounds) return;
    if (event && this.#coversView()) return;
    if (this.#moved) this.options.padding = MARGIN;
    super._update();
    const { min } = /** @type {L.Bounds} */ (this._bounds);
    this.#drawn = { corner: this._map.getPixelOrigin().add(/** @type {L.Point} */ (min)), zoom: this._map.getZoom() };
  }

  #onMove = () => {
    if (this.#waiting || this._map._animatingZoom || this.#coversView()) return;
    this.#waiting = true;
    // A bare edge may be seen for one frame: what the move brought, a popup, is shown first.
    afterFrame(() => {
      this.#waiting = false;
      if (this._map && !this.#coversView()) this._update();
    });
  };

  /** Whether the view lies within what is drawn. */
  #coversView() {
    const map = this._map;
    if (!this._bounds || this._zoom !== map.getZoom()) return false;
    const min = map.containerPointToLayerPoint([0, 0]);
    return this._bounds.contains(L.bounds(min, min.add(map.getSize())));
  }

  /** Have a margin from now on: what a popup moves into view is there already. */
  widen() {
    if (this.#moved || !this._map) return;
    this.#moved = true;
    this._update();
  }

  /** Draw now if a drawing is due: the first picture need not wait for its frame to begin. */
  flush() {
    if (!this._redrawRequest) return;
    L.Util.cancelAnimFrame(this._redrawRequest);
    this._redraw();
  }

  /**
   * Return how world coordinates become pixels of the canvas.
   *
   * @returns {View | null} Null while it is not on the map.
   */
  get view() {
    if (!this._map || !this._bounds) return null;
    const { width, height } = this._container;
    const ratio = L.Browser.retina ? 2 : 1;
    const { corner, zoom } = this.#drawn;
    const scale = worldSize(zoom);
    const [x, y] = [origin.x * scale - corner.x, origin.y * scale - corner.y];
    return { width, height, ratio, scale: scale * ratio, x: x * ratio, y: y * ratio };
  }
}
