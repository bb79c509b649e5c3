/* Says how many of the matching incidents lie outside the first view, and shows them. */

import { button } from "./dom.js";
import { fitHome } from "./frame.js";
import { worldX, worldY } from "./projection.js";
import { worldEdges } from "./visible.js";

export class OutsideNote {
  /** South-west and north-east corner of all that match. @type {[[number, number], [number, number]]} */
  #all = [
    [0, 0],
    [0, 0],
  ];
  #count = 0;

  /** @param {import("./incident_layer.js").IncidentLayer} layer */
  constructor(layer) {
    this.layer = layer;
    this.button = button("dmz-outside");
    this.button.addEventListener("click", () => this.#show());
    L.DomEvent.disableClickPropagation(this.button);
  }

  /** Count anew, and say it; nothing where all are in view or the reader has moved the map. */
  update() {
    const { view, map } = this.layer;
    if (!map || !view.home) return;
    this.#count = view.touched ? 0 : this.#look(firstView(map, view.home));
    if (this.#count) map.getContainer().append(this.button);
    else this.button.remove();
    this.relabel();
  }

  relabel() {
    this.button.textContent = this.layer.view.strings.count(this.#count, "outside");
  }

  /**
   * Return how many matching incidents with a point lie outside; note where all of them lie.
   *
   * @param {Edges} edges
   */
  #look([x0, y0, x1, y1]) {
    const { points, matching } = this.layer;
    const { blocks, x, y, lon, lat, n } = points;
    if (blocks.every(([left, top, right, bottom]) => left >= x0 && right <= x1 && top >= y0 && bottom <= y1)) return 0;
    let [count, west, south, east, north] = [0, Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < n; i += 1) {
      if (!matching.all[i] || !points.placed(i)) continue;
      if (x[i] < x0 || x[i] > x1 || y[i] < y0 || y[i] > y1) count += 1;
      west = Math.min(west, lon[i]);
      east = Math.max(east, lon[i]);
      south = Math.min(south, lat[i]);
      north = Math.max(north, lat[i]);
    }
    this.#all = [
      [south * 1e-5, west * 1e-5],
      [north * 1e-5, east * 1e-5],
    ];
    return count;
  }

  #show() {
    const { view, map } = this.layer;
    view.touched = true;
    this.button.remove();
    fitHome(view, this.#all);
    map?.getContainer().focus();
  }
}

/**
 * Return the edges of what is shown first: the view, and at least the zone with what is beside it.
 *
 * @param {L.Map} map
 * @param {L.LatLngBoundsLiteral} home
 * @returns {Edges}
 */
function firstView(map, home) {
  const [[south, west], [north, east]] = /** @type {[[number, number], [number, number]]} */ (home);
  const [dx, dy] = [(east - west) / 10, (north - south) / 4];
  const seen = worldEdges(map);
  return [
    Math.min(seen[0], worldX((west - dx) * 1e5)),
    Math.min(seen[1], worldY((north + dy) * 1e5)),
    Math.max(seen[2], worldX((east + dx) * 1e5)),
    Math.max(seen[3], worldY((south - dy) * 1e5)),
  ];
}
