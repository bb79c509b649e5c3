/* Marks that would touch become one mark. */

import { ringSize } from "./count_ring.js";

const REACH = 25; // marks closer than this many pixels are one mark
const GAP = 2; // pixels between two marks
const PIN = 24; // pixels across, a mark of one incident

/**
 * @typedef {object} Cluster
 * @property {number} x Of its first member, in pixels.
 * @property {number} y
 * @property {boolean} county Whether its members are known to the county only.
 * @property {number[]} members
 */

/**
 * Return incidents by mark; county-wide places have marks of their own.
 *
 * @param {{i: number, x: number, y: number, county: boolean}[]} incidents Places in pixels.
 * @returns {Cluster[]} In the order of their first members.
 */
export function clusters(incidents) {
  /** @type {Map<string, Cluster[]>} */
  const cells = new Map();
  /** @type {Cluster[]} */
  const found = [];
  for (const { i, x, y, county } of incidents) {
    const [column, row] = [Math.floor(x / REACH), Math.floor(y / REACH)];
    const near = neighbours(cells, column, row).find(
      (c) => c.county === county && Math.hypot(c.x - x, c.y - y) < REACH,
    );
    if (near) near.members.push(i);
    else {
      const cluster = { x, y, county, members: [i] };
      found.push(cluster);
      const key = `${column},${row}`;
      cells.set(key, [...(cells.get(key) || []), cluster]);
    }
  }
  return merged(found);
}

/**
 * @param {Map<string, Cluster[]>} cells
 * @param {number} column
 * @param {number} row
 */
function neighbours(cells, column, row) {
  const found = [];
  for (let dx = -1; dx <= 1; dx += 1) {
    for (let dy = -1; dy <= 1; dy += 1) found.push(...(cells.get(`${column + dx},${row + dy}`) || []));
  }
  return found;
}

/**
 * Put together the marks whose rings would overlap, the fewer into the more, until none do.
 *
 * @param {Cluster[]} found
 */
function merged(found) {
  const order = [...found].sort((a, b) => b.members.length - a.members.length);
  /** @type {Set<Cluster>} */
  const gone = new Set();
  let again = true;
  while (again) {
    again = false;
    for (let k = 0; k < order.length; k += 1) {
      const one = order[k];
      if (gone.has(one)) continue;
      for (let j = k + 1; j < order.length; j += 1) {
        const other = order[j];
        if (gone.has(other) || other.county !== one.county || !overlap(one, other)) continue;
        one.members.push(...other.members);
        gone.add(other);
        again = true;
      }
    }
  }
  return found.filter((cluster) => !gone.has(cluster));
}

/**
 * @param {Cluster} a
 * @param {Cluster} b
 */
function overlap(a, b) {
  const reach = (size(a) + size(b)) / 2 + GAP;
  return Math.abs(a.x - b.x) < reach && Math.abs(a.y - b.y) < reach;
}

/** @param {Cluster} cluster */
function size({ members }) {
  return members.length === 1 ? PIN : ringSize(members.length);
}
