/* A layer of the base map: its shapes on the common canvas, and the names of sectors and places. */

import { files } from "./files.js";
import { placeLabels, sectorLabels, sectorsOf } from "./labels.js";
import { ring } from "./rings.js";

export class ShapeLayer extends L.Layer {
  /**
   * @param {import("./map_view.js").MapView} view
   * @param {string} name
   * @param {Feature[]} features
   */
  constructor(view, name, features) {
    super();
    this.view = view;
    this.name = name;
    this.shapes = features.map((feature) => feature.r.map(ring));
  }

  onAdd() {
    this.view.baseMap.show(this.name, this.shapes);
    return this;
  }

  onRemove() {
    this.view.baseMap.hide(this.name);
    return this;
  }
}

/**
 * Return a layer of the base map: an empty group at once, filled when its data has come.
 *
 * @param {import("./map_view.js").MapView} view
 * @param {string} name
 * @param {string} source Address of `base.json`.
 */
export function shapeLayer(view, name, source) {
  const group = L.layerGroup();
  view.add(name, group);
  const filled = fill(view, name, source, group);
  if (name === "sectors") view.sectorsReady = filled; // badges stand on the sectors' names
  view.during(filled);
  return group;
}

/**
 * @param {import("./map_view.js").MapView} view
 * @param {string} name
 * @param {string} source
 * @param {L.LayerGroup} group
 */
async function fill(view, name, source, group) {
  const features = /** @type {BaseFile} */ (await files.json(source))[name];
  await view.firstDrawn; // very many incidents come first, the base map a frame later
  if (name !== "places") group.addLayer(new ShapeLayer(view, name, features));
  if (name === "sectors") {
    view.sectors = sectorsOf(features);
    view.incidents?.redraw();
  }
  if (name === "border") view.line = ring(features[0].r[0]);
  if (name === "places") {
    view.places = features;
    view.incidents?.timeline?.draw();
  }
  if (name !== "sectors" && name !== "places") return;
  view.afterMarks(() => {
    const labels = name === "sectors" ? sectorLabels(view) : placeLabels(view, features);
    for (const { marker } of labels) group.addLayer(marker);
    group.relabel = () => {
      for (const { relabel } of labels) relabel();
    };
    view.labels.request();
  });
}
