/* Land, zone, sectors, border and places are folium's own GeoJson layers; this is what they lack:
 * colours of the theme of now, data by address, and a fixed order. */

import { files } from "./files.js";

const COLOURS = ["color", "fillColor"];

/**
 * Return a style function for `L.geoJson`, in the colours of now.
 *
 * @param {import("./map_view.js").MapView} view
 * @param {Record<string, unknown>} style Leaflet's options of a path; colours and opacities may be
 *   names of the style sheet.
 * @returns {L.StyleFunction}
 */
export function styleFunction(view, style) {
  return (feature) => {
    const wanted = Object.entries({ ...style, ...feature?.properties.style });
    return Object.fromEntries(wanted.map(([key, value]) => [key, resolved(view, key, value)]));
  };
}

/**
 * @param {import("./map_view.js").MapView} view
 * @param {string} key
 * @param {unknown} value
 */
function resolved(view, key, value) {
  if (typeof value !== "string") return value;
  const tone = view.tone(value);
  return COLOURS.includes(key) ? tone : Number(tone);
}

/**
 * Fill a layer with the GeoJSON of an address.
 *
 * @param {import("./map_view.js").MapView} view
 * @param {L.GeoJSON} layer
 * @param {string} source
 */
export async function fill(view, layer, source) {
  const data = JSON.parse(new TextDecoder().decode(await files.buffer(source)));
  await view.styled;
  // Incidents come first, the base map a frame later; but marks stand beside sectors.
  if (layer !== view.layers.sectors || (await view.startsAsDots)) await view.firstDrawn;
  const add = () => {
    layer.addData(data);
    for (const { geometry } of data.features) geometry.coordinates = []; // Leaflet has its own by now
    view.shown.stack();
    view.labels.request();
  };
  if (layer === view.layers.places) view.afterMarks(add);
  else add();
  if (layer === view.layers.sectors) view.incidents?.redraw(); // badges stand on the sectors' names
}
