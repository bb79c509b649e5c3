/* The line cut into parts of ten kilometres. */

export const PART_KM = 10;

/**
 * Return the first and last vertex of each part of a line.
 *
 * @param {{x: Float32Array, y: Float32Array}} line Vertices.
 * @param {number} length Its kilometres.
 */
export function parts({ x, y }, length) {
  const along = new Float64Array(x.length);
  for (let v = 1; v < x.length; v += 1) along[v] = along[v - 1] + Math.hypot(x[v] - x[v - 1], y[v] - y[v - 1]);
  const scale = length / along[along.length - 1];
  /** @type {[number, number][]} */
  const found = [];
  let from = 0;
  for (let v = 1; v < x.length; v += 1) {
    if (along[v] * scale < (found.length + 1) * PART_KM && v < x.length - 1) continue;
    found.push([from, v]);
    from = v;
  }
  return found;
}
