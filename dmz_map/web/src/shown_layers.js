/* The layers of a map by name: which are shown, in which order, in which colours. */

/** Layers that are off until the reader wants them. */
export const OPTIONAL = ["context"];
const SHADED = "sectors"; // the uppermost layer that is below the shade of the zone

export class ShownLayers {
  /** From the bottom up. @type {Record<string, L.Layer>} */
  byName = {};
  /** The reader's choice; null before the app has said, and in a page that stands alone. @type {Set<string> | null} */
  #chosen = null;

  /** @param {import("./map_view.js").MapView} view */
  constructor(view) {
    this.view = view;
    view.map.on("layeradd", ({ layer }) => {
      if (Object.values(this.byName).includes(layer)) this.stack();
    });
  }

  /**
   * Take over the layers that are shown and hidden by name.
   *
   * @param {Record<string, L.Layer>} layers From the bottom up.
   */
  take(layers) {
    this.byName = layers;
    this.#showAll();
    this.stack();
  }

  /**
   * Show these layers and no other.
   *
   * @param {string[]} names
   */
  choose(names) {
    this.#chosen = new Set(names);
    this.#showAll();
  }

  /**
   * Return whether the reader wants a layer.
   *
   * @param {string} name
   */
  isChosen(name) {
    return this.#chosen ? this.#chosen.has(name) : !OPTIONAL.includes(name);
  }

  #showAll() {
    for (const name of Object.keys(this.byName)) this.show(name);
    if (!this.#chosen) return;
    const { map } = this.view;
    const there = [...this.#chosen].filter((name) => this.byName[name] && map.hasLayer(this.byName[name]));
    map.getContainer().dataset.layers = there.join(" "); // for whoever looks from outside
  }

  /**
   * Show or hide a layer as the reader wants it; tiles have land of their own.
   *
   * @param {string} name
   */
  show(name) {
    const { map, tiles } = this.view;
    const layer = this.byName[name];
    if (!layer) return;
    const wanted = name === "land" ? !tiles.shown : this.isChosen(name);
    if (wanted === map.hasLayer(layer)) return;
    if (wanted) map.addLayer(layer);
    else map.removeLayer(layer);
  }

  /** Put the base map below all else on the canvas, in its own order: a layer comes back on top. */
  stack() {
    for (const [name, layer] of Object.entries(this.byName).reverse()) {
      if (name === SHADED) this.view.shade?.bringToBack(); // above these, below the border
      if (layer instanceof L.GeoJSON) layer.bringToBack();
    }
  }

  /** Draw the base map in the colours of now. */
  restyle() {
    for (const layer of Object.values(this.byName)) {
      if (layer instanceof L.GeoJSON && layer.options.style) layer.setStyle(layer.options.style);
    }
    this.view.picture.redraw();
    this.view.shade.redraw();
  }
}
