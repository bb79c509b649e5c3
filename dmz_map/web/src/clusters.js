/* Marks that would touch become one mark. */

const REACH = 25; // marks closer than this many pixels are one mark

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
  return found;
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
