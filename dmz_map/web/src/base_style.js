/* Land, zone, sectors, border and places are folium's own GeoJson layers; this is what they lack:
 * colours of the theme of now. */

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
