/* How far off places may be: circles of a few incidents above the canvas, for a hand that passes
 * need not draw all anew; or of all of them on it. */

import { circles, LOOK } from "./circles.js";

const MOST = 60; // circles of a mark under a hand

export class CircleLayer {
  #group = L.layerGroup();
  #renderer = L.svg();
  #shown = "";

  /** @param {import("./map_view.js").MapView} view */
  constructor(view) {
    this.view = view;
    this.#group.addTo(view.map);
  }

  /**
   * Show the circles of some incidents; of all that are visible where the reader wants them.
   *
   * @param {import("./incident_layer.js").IncidentLayer} layer
   * @param {(number | undefined)[]} some
   * @param {number[]} visible
   */
  show(layer, some, visible) {
    const all = this.view.key.shows.circles;
    this.view.picture.setCircles(all ? circles(layer, visible) : []);
    const few = /** @type {number[]} */ (some.filter((i) => i !== undefined).slice(-MOST));
    this.#put(all ? [] : circles(layer, few));
  }

  clear() {
    this.view.picture.setCircles([]);
    this.#put([]);
  }

  /** @param {import("./incident_picture.js").Circle[]} wanted */
  #put(wanted) {
    const { view } = this;
    const shown = `${view.theme} ${wanted.map(({ at, metres, group }) => `${at.lat} ${at.lng} ${metres} ${group}`)}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#group.clearLayers();
    for (const { at, metres, group, county } of wanted) {
      const { area, edge, width, dashes } = LOOK[county ? "county" : "other"];
      const look = { color: view.tone(group), fillOpacity: area, opacity: edge, weight: width };
      const options = { ...look, dashArray: dashes, radius: metres, interactive: false, renderer: this.#renderer };
      this.#group.addLayer(L.circle(at, options));
    }
  }
}
