/* Land, zone, sectors, border and places are folium's own GeoJson layers; this is what they lack:
 * data by address, light shapes, and a fixed order. */

import { afterMarks } from "./after_marks.js";
import { BaseShape } from "./base_shape.js";
import { whenIdle } from "./dom.js";
import { files } from "./files.js";

/**
 * Fill a layer with the GeoJSON of an address.
 *
 * @param {import("./map_view.js").MapView} view
 * @param {L.GeoJSON} layer
 * @param {string} source Address of a file of several layers, and after a "#" the layer's name.
 */
export async function fill(view, layer, source) {
  const [address, name] = source.split("#");
  const data = (await files.json(address))[name];
  await view.styled;
  await view.firstDrawn; // incidents come first, the base map a frame later
  const add = () => {
    view.canvas.widen();
    for (const feature of data.features) put(view, layer, feature);
    view.shown.stack();
    view.labels.request();
  };
  if (layer === view.layers.places) afterMarks(view, add);
  else {
    await new Promise(whenIdle);
    add();
  }
}

/**
 * Add a feature: a point as folium's layer says, a line or an area as a light shape.
 *
 * @param {import("./map_view.js").MapView} view
 * @param {L.GeoJSON} layer
 * @param {GeoJSON.Feature<any>} feature
 */
function put(view, layer, feature) {
  if (feature.geometry.type === "Point") {
    layer.addData(feature);
    return;
  }
  const shape = new BaseShape(view, feature);
  feature.geometry.coordinates = []; // it has its own by now
  const { style, lineJoin } = /** @type {any} */ (layer.options);
  shape.setStyle({ lineJoin, ...style?.(feature) });
  layer.addLayer(shape);
}
