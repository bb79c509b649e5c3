/* A Leaflet path that draws itself wherever it likes on the map's one canvas. */

export class WholeCanvas extends L.Path {
  /** @param {import("./map_view.js").MapView} view */
  constructor(view) {
    super();
    this.options.interactive = false;
    this.view = view;
  }

  /** Leaflet asks for the part of the canvas on which it lies: all of it. */
  get _pxBounds() {
    return this._renderer?._bounds;
  }

  _project() {}

  _update() {}

  _updateBounds() {}
}
