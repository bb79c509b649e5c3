/* Where names and badges may stand without covering each other: rectangles alone, no page. */

const GAP = 2; // pixels between a name and what stands beside it
const FLIP = 5; // pixels by which a name on the other side of its place moves inwards
const OUTSIDE = 4000; // square pixels of overlap that being out of view counts as

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

/**
 * Return for each name whether it is shown, and whether on the other side of its place: first
 * come, first shown; a place near the right edge has its name on the left. None is cut by an edge.
 *
 * @param {{box: Box, rank: number, flips: boolean}[]} names The lowest rank comes first.
 * @param {Box[]} marks What is there already.
 * @param {Box} map The map's edges, in pixels.
 */
export function placeNames(names, marks, map) {
  const taken = [...marks];
  const placed = names.map(() => ({ shown: false, flipped: false }));
  const order = names.map((_, i) => i).sort((a, b) => names[a].rank - names[b].rank || a - b);
  for (const i of order) {
    const { box, flips } = names[i];
    const flipped = flips && box.right > map.right && box.left < map.right;
    const shift = flipped ? FLIP - (box.right - box.left) : 0;
    const stands = { left: box.left + shift, right: box.right + shift, top: box.top, bottom: box.bottom };
    const shown = !cuts(stands, map) && !taken.some((other) => touches(stands, other));
    placed[i] = { shown, flipped };
    if (shown) taken.push(stands);
  }
  return placed;
}

/**
 * Whether a box is in view in part.
 *
 * @param {Box} box
 * @param {Box} map
 */
function cuts({ left, right, top, bottom }, map) {
  const isSeen = left < map.right && right > map.left && top < map.bottom && bottom > map.top;
  return isSeen && (left < map.left || right > map.right || top < map.top || bottom > map.bottom);
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function touches(a, b) {
  return a.left < b.right + GAP && a.right > b.left - GAP && a.top < b.bottom && a.bottom > b.top;
}

/**
 * Return for each badge the first of its offsets at which it covers nothing, or the least.
 *
 * @param {{box: Edges, offsets: [number, number][]}[]} badges
 * @param {Edges[]} marks What is there already.
 * @param {Edges} view Where a badge should stay.
 */
export function placeBadges(badges, marks, view) {
  const taken = [...marks];
  return badges.map(({ box, offsets }) => {
    let best = { cost: Infinity, at: box, offset: /** @type {[number, number]} */ ([0, 0]) };
    for (const offset of offsets) {
      const [dx, dy] = offset;
      /** @type {Edges} */
      const at = [box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy];
      let cost = taken.reduce((sum, other) => sum + overlap(at, other), 0);
      if (at[0] < view[0] || at[2] > view[2] || at[1] < view[1] || at[3] > view[3]) cost += OUTSIDE;
      if (cost < best.cost) best = { cost, at, offset };
      if (cost === 0) break;
    }
    taken.push(best.at);
    return best.offset;
  });
}

/**
 * @param {Edges} a
 * @param {Edges} b
 */
function overlap(a, b) {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]) + 3;
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]) + 3;
  return Math.max(0, width) * Math.max(0, height);
}
