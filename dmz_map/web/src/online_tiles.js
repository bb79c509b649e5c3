/* OpenStreetMap's tiles under the layers: the reader's choice, for they come from another host. */

const ADDRESS = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
const ATTRIBUTION = "tiles © OpenStreetMap contributors";

export class OnlineTiles {
  shown = false;
  /** @type {L.TileLayer | undefined} */
  #layer;

  /** @param {import("./map_view.js").MapView} view */
  constructor(view) {
    this.view = view;
  }

  /** @param {boolean} wanted */
  show(wanted) {
    if (wanted === this.shown) return;
    this.shown = wanted;
    this.#layer ||= L.tileLayer(ADDRESS, { maxZoom: 19, attribution: ATTRIBUTION, zIndex: 1 });
    if (wanted) this.#layer.addTo(this.view.map);
    else this.#layer.remove();
    this.view.shown.show("land"); // tiles have land of their own
  }
}
