/* Which incidents are in view. */

import { BLOCK } from "./points.js";
import { origin, worldSize } from "./projection.js";

const PADDING = 0.1; // of the view on each side

/**
 * Return the matching incidents with a point in the padded view; all of them where there are few.
 * It stops past the limit, where nobody asks how many more there are.
 *
 * @param {import("./incident_layer.js").IncidentLayer} layer
 * @param {number} limit
 */
export function inView({ points, matching, map }, limit) {
  const { n, x, y, blocks } = points;
  const shown = matching.all;
  const [x0, y0, x1, y1] = n > limit ? worldEdges(map) : [-Infinity, -Infinity, Infinity, Infinity];
  /** @type {number[]} */
  const found = [];
  for (let b = 0; b < blocks.length; b += 1) {
    const [left, top, right, bottom] = blocks[b];
    if (right < x0 || left > x1 || bottom < y0 || top > y1) continue;
    for (let i = b * BLOCK, end = Math.min(n, (b + 1) * BLOCK); i < end; i += 1) {
      if (!shown[i] || !(x[i] >= x0 && x[i] <= x1 && y[i] >= y0 && y[i] <= y1)) continue; // NaN is nowhere
      found.push(i);
      if (found.length > limit) return found;
    }
  }
  return found;
}

/**
 * @param {L.Map} map
 * @returns {Edges}
 */
export function worldEdges(map) {
  const size = worldSize(map.getZoom());
  const { min, max } = /** @type {{min: L.Point, max: L.Point}} */ (map.getPixelBounds());
  const [w, h] = [(max.x - min.x) * PADDING, (max.y - min.y) * PADDING];
  return [
    (min.x - w) / size - origin.x,
    (min.y - h) / size - origin.y,
    (max.x + w) / size - origin.x,
    (max.y + h) / size - origin.y,
  ];
}
