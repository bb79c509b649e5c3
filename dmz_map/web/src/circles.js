/* How far off each place may be: circles on the base map, for all incidents or for a few. */

const EQUATOR_M = 40075016.686;

/**
 * Return a circle for each place and radius among some incidents.
 *
 * @param {import("./incident_layer.js").IncidentLayer} layer
 * @param {Iterable<number>} incidents
 */
export function circles(layer, incidents) {
  const { lat, lon, x, y } = layer.points;
  /** @type {Map<string, import("./incident_picture.js").Circle>} */
  const found = new Map();
  for (const i of incidents) {
    const radius = layer.extents.radius[i];
    const key = `${lat[i]},${lon[i]},${radius}`;
    if (found.has(key) || !radius || !layer.placed(i)) continue;
    const parallel = EQUATOR_M * Math.cos((lat[i] * 1e-5 * Math.PI) / 180);
    const metres = radius * 10;
    const place = { x: x[i], y: y[i], radius: metres / parallel, at: layer.latLng(i), metres };
    found.set(key, { ...place, county: layer.isCounty(i), group: layer.groupOf(i) });
  }
  return [...found.values()];
}
