/* Incidents beside the chosen one, from the packed arrays alone. */

const EACH = 4;

/**
 * Return incidents of the same place, the same day, and of the same kind nearest in time.
 *
 * @param {import("../points.js").Points} points
 * @param {Uint32Array} order Positions, newest first.
 * @param {number} chosen
 * @returns {{same_place: number[], same_day: number[], same_kind: number[]}}
 */
export function related(points, order, chosen) {
  const { lon, lat, first } = points;
  const kind = points.attribute("category");
  const of = (/** @type {number} */ i) => (kind.values[i] >>> kind.shift) & kind.mask;
  const [place, day, near] = /** @type {number[][]} */ ([[], [], []]);
  const hasPlace = points.placed(chosen);
  for (const i of order) {
    if (i === chosen) continue;
    if (hasPlace && place.length < EACH && lon[i] === lon[chosen] && lat[i] === lat[chosen]) place.push(i);
    if (day.length < EACH && first[i] === first[chosen]) day.push(i);
  }
  const at = order.indexOf(chosen);
  for (let left = at - 1, right = at + 1; near.length < EACH && (left >= 0 || right < order.length); ) {
    const newer = left >= 0 ? first[order[left]] - first[chosen] : Infinity;
    const older = right < order.length ? first[chosen] - first[order[right]] : Infinity;
    const i = newer < older ? order[left--] : order[right++];
    if (of(i) === of(chosen)) near.push(i);
  }
  return { same_place: place, same_day: day, same_kind: near };
}
