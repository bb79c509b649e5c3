/* The incidents as typed arrays: where, when, and their packed attributes. */

import { PackedFile } from "./packed_file.js";
import { worldX, worldY } from "./projection.js";

export const BLOCK = 1024; // incidents in a block that is drawn or left out as one

/** @typedef {{values: Uint32Array, shift: number, mask: number}} Attribute */

export class Points {
  /** Bounding box of each block, in world coordinates. @type {Edges[]} */
  blocks = [];
  /** First and last of the first days. @type {Days} */
  days = [0, 0];

  /**
   * @param {ArrayBuffer} buffer `points.bin`.
   * @param {Layout} layout
   */
  constructor(buffer, layout) {
    const file = new PackedFile(buffer, layout.version, layout.points);
    this.file = file;
    this.layout = layout;
    this.n = file.n;
    /** Degrees times 1e5. */
    this.lon = /** @type {Int32Array} */ (file.column("lon"));
    this.lat = /** @type {Int32Array} */ (file.column("lat"));
    /** First day, in days since the layout's epoch. */
    this.first = /** @type {Int32Array} */ (file.column("first"));
    /** World coordinates; NaN without a point. */
    this.x = new Float32Array(this.n);
    this.y = new Float32Array(this.n);
    for (let start = 0; start < this.n; start += BLOCK) {
      this.blocks.push(project(this, start, Math.min(this.n, start + BLOCK), layout.nowhere));
    }
    if (this.n) this.days = extremes(this.first);
  }

  /**
   * Return where an attribute lies: the word that holds it, its lowest bit and its mask.
   *
   * @param {string} name
   * @returns {Attribute}
   */
  attribute(name) {
    const [column, shift, bits] = this.layout.attributes[name];
    return { values: /** @type {Uint32Array} */ (this.file.column(column)), shift, mask: 2 ** bits - 1 };
  }

  /**
   * Return an attribute of one incident.
   *
   * @param {string} name
   * @param {number} i
   */
  get(name, i) {
    const { values, shift, mask } = this.attribute(name);
    return (values[i] >>> shift) & mask;
  }

  /**
   * Return whether an incident has a point.
   *
   * @param {number} i
   */
  placed(i) {
    return this.lat[i] !== this.layout.nowhere;
  }
}

/**
 * Project one block, and return its bounding box.
 *
 * @param {Points} points
 * @param {number} start
 * @param {number} end
 * @param {number} nowhere
 * @returns {Edges}
 */
function project({ lon, lat, x, y }, start, end, nowhere) {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = start; i < end; i += 1) {
    if (lat[i] === nowhere) {
      x[i] = y[i] = NaN;
      continue;
    }
    const px = worldX(lon[i]);
    const py = worldY(lat[i]);
    x[i] = px;
    y[i] = py;
    if (px < x0) x0 = px;
    if (py < y0) y0 = py;
    if (px > x1) x1 = px;
    if (py > y1) y1 = py;
  }
  return [x0, y0, x1, y1];
}

/**
 * @param {Int32Array} values
 * @returns {[number, number]}
 */
function extremes(values) {
  let [low, high] = [values[0], values[0]];
  for (let i = 1; i < values.length; i += 1) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  return [low, high];
}
