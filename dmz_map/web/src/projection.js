/* Web Mercator as world coordinates: 0 to 1 from west to east and from north to south, told from
 * an origin amid the map, so that 32-bit floats are fine enough. */

const ORIGIN = [127.5, 38.2]; // longitude and latitude, degrees
const LOW = 33; // latitude at which the table of the projection begins, in degrees
const STEPS = 1100; // entries of the table, 0.01 degrees each: less than 0.02 pixels off at zoom 16

/**
 * Return Web Mercator's y, 0 to 1 from north to south.
 *
 * @param {number} lat Degrees.
 */
export function mercator(lat) {
  const s = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
}

export const origin = { x: (ORIGIN[0] + 180) / 360, y: mercator(ORIGIN[1]) };
const table = Float64Array.from({ length: STEPS + 2 }, (_, i) => mercator(LOW + i / 100) - origin.y);

/**
 * Return the world x of a longitude, relative to the origin.
 *
 * @param {number} lon In 1e-5 degrees.
 */
export function worldX(lon) {
  return lon * (1e-5 / 360) + (0.5 - origin.x);
}

/**
 * Return the world y of a latitude, relative to the origin.
 *
 * @param {number} lat In 1e-5 degrees.
 */
export function worldY(lat) {
  const at = lat * 1e-3 - LOW * 100;
  if (!(at >= 0 && at < STEPS)) return mercator(lat * 1e-5) - origin.y;
  const i = at | 0;
  return table[i] + (table[i + 1] - table[i]) * (at - i);
}

/**
 * Return how many pixels the world is wide at a zoom.
 *
 * @param {number} zoom
 */
export function worldSize(zoom) {
  return 256 * 2 ** zoom;
}
