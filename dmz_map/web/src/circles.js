/* How far off each place may be: circles on the base map, for all incidents or for a few. */

/** How a circle is drawn, wherever it is: of a county, and of any other place. */
export const LOOK = {
  county: { area: 0.03, edge: 0.75, width: 1.3, dashes: [5, 5] },
  other: { area: 0.07, edge: 0.45, width: 1, dashes: /** @type {number[]} */ ([]) },
};

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
