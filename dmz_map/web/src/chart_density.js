/* Too many incidents for bars: how many may lie in each cell of a grid, by group. */

import { stretches } from "./chart_bars.js";

/**
 * @typedef {object} Density
 * @property {number} columns
 * @property {number} rows
 * @property {string[]} groups
 * @property {Float64Array[]} grids One a group, row by row: each incident adds 1 in all, spread over its bar.
 * @property {number} most The most of one cell, all groups together.
 * @property {number} nowhere How many have no place on the line.
 */

/**
 * Return the density of the incidents that are shown.
 *
 * @param {import("./chart_bars.js").Incidents} incidents
 * @param {Uint8Array} shown
 * @param {{columns: number, rows: number,
 *   column: (at: number, estuary: boolean) => number, row: (day: number) => number}} grid Its size, and in which
 *   column and row a place and a day lie.
 * @returns {Density}
 */
export function density(incidents, shown, { columns, rows, column, row }) {
  const { points, meta, extents } = incidents;
  const groups = [...new Set(meta.groups)];
  const place = meta.groups.map((group) => groups.indexOf(group));
  const wide = columns + 1;
  // Each bar is four corners; sums along rows and columns then fill it.
  const grids = groups.map(() => new Float64Array(wide * (rows + 1)));
  const stretch = stretches(incidents);
  const category = points.attribute("category");
  let nowhere = 0;
  for (let i = 0; i < points.n; i += 1) {
    if (!shown[i]) continue;
    const part = stretch(i);
    if (!part) {
      nowhere += 1;
      continue;
    }
    const [a, b] = [column(part.from, part.estuary), column(part.to, part.estuary) + 1];
    const [c, d] = [row(points.first[i]), row(extents.last[i]) + 1];
    const grid = grids[place[(category.values[i] >>> category.shift) & category.mask]];
    const weight = 1 / ((b - a) * (d - c));
    grid[c * wide + a] += weight;
    grid[c * wide + b] -= weight;
    grid[d * wide + a] -= weight;
    grid[d * wide + b] += weight;
  }
  for (const grid of grids) sum(grid, wide, rows + 1);
  return { columns: wide, rows: rows + 1, groups, grids, most: most(grids), nowhere };
}

/**
 * @param {Float64Array} grid
 * @param {number} columns
 * @param {number} rows
 */
function sum(grid, columns, rows) {
  for (let r = 0; r < rows; r += 1) {
    for (let c = 1; c < columns; c += 1) grid[r * columns + c] += grid[r * columns + c - 1];
  }
  for (let at = columns; at < grid.length; at += 1) grid[at] += grid[at - columns];
}

/** @param {Float64Array[]} grids */
function most(grids) {
  let found = 0;
  for (let at = 0; at < grids[0].length; at += 1) {
    let all = 0;
    for (const grid of grids) all += grid[at];
    if (all > found) found = all;
  }
  return found;
}
