/* Which incidents pass a filter: one byte an incident, 1 for those that pass. */

import { bytes } from "./files.js";

const CODES = /** @type {const} */ (["direction", "sector", "location_precision", "set"]);

/**
 * @typedef {object} Matching
 * @property {Uint8Array} all Passes the whole filter.
 * @property {Uint8Array} butDays Passes all but the range of days.
 * @property {Uint8Array} butCategory Passes all but the choice of categories.
 * @property {number} count How many pass the whole filter.
 */

/**
 * Apply a filter.
 *
 * @param {import("./points.js").Points} points
 * @param {Filter} filter
 * @returns {Matching}
 */
export function matching(points, filter) {
  const { n } = points;
  const butCategory = new Uint8Array(n).fill(1);
  for (const name of CODES) if (filter[name]) keepValues(butCategory, points.attribute(name), filter[name]);
  if (filter.fuzzy !== undefined) keepValues(butCategory, points.attribute("fuzzy"), [filter.fuzzy]);
  if (filter.evidence !== undefined) keepValues(butCategory, points.attribute("excerpt"), [filter.evidence]);
  if (filter.casualties !== undefined) keepValues(butCategory, points.attribute("casualties"), [filter.casualties]);
  if (filter.matches !== undefined) keepBits(butCategory, bytes(filter.matches));
  const butDays = butCategory.slice();
  if (filter.category) keepValues(butDays, points.attribute("category"), filter.category);
  if (filter.days) keepDays(butCategory, points.first, filter.days);
  const all = new Uint8Array(n);
  return { all, butDays, butCategory, count: intersect(all, butDays, butCategory) };
}

/**
 * @param {Uint8Array} kept
 * @param {import("./points.js").Attribute} attribute
 * @param {number[]} wanted
 */
function keepValues(kept, { values, shift, mask }, wanted) {
  const table = new Uint8Array(mask + 1);
  for (const value of wanted) table[value] = 1;
  for (let i = 0; i < kept.length; i += 1) kept[i] &= table[(values[i] >>> shift) & mask];
}

/**
 * @param {Uint8Array} kept
 * @param {Uint8Array} bits One bit an incident, the lowest first.
 */
function keepBits(kept, bits) {
  for (let i = 0; i < kept.length; i += 1) kept[i] &= bits[i >> 3] >> (i & 7);
}

/**
 * @param {Uint8Array} kept
 * @param {Int32Array} first
 * @param {Days} days
 */
function keepDays(kept, first, [from, to]) {
  for (let i = 0; i < kept.length; i += 1) {
    if (first[i] < from || first[i] > to) kept[i] = 0;
  }
}

/**
 * @param {Uint8Array} out
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
function intersect(out, a, b) {
  let count = 0;
  for (let i = 0; i < out.length; i += 1) {
    out[i] = a[i] & b[i];
    count += out[i];
  }
  return count;
}
