/* Too many incidents for marks: one dot for each cell of DOT pixels, on the map's canvas. */

import { BLOCK } from "./points.js";
import { origin, worldSize } from "./projection.js";

const DOT = 3; // a dot's cell, in page pixels
const REACH = 7; // pixels around a click within which dots are hit
const OPACITY = 0xe6; // of 255

/**
 * The dots are a picture of their own that is put on top of the base map, so that a layer
 * that is switched does not draw a million dots again, and a browser keeps one canvas, not two.
 */
export class Dots {
  #picture = document.createElement("canvas");
  #ink = /** @type {CanvasRenderingContext2D} */ (this.#picture.getContext("2d"));
  #key = "";
  /** @type {[left: number, top: number] | null} */
  #place = null;

  /** @param {import("./incident_layer.js").IncidentLayer} layer */
  constructor(layer) {
    this.layer = layer;
  }

  /**
   * Put the dots on a canvas; they are drawn anew when filter, theme or view have changed.
   *
   * @param {CanvasRenderingContext2D} ink
   * @param {View} view
   */
  paint(ink, view) {
    const { layer } = this;
    const key = [layer.filterRun, layer.view.theme, view.scale, view.x, view.y, view.width, view.height].join();
    if (key !== this.#key) {
      this.#key = key;
      this.#place = this.#draw(view);
    }
    if (this.#place) ink.drawImage(this.#picture, this.#place[0], this.#place[1]);
  }

  /**
   * Draw the picture, no larger than what it shows; return where it stands, if anywhere.
   *
   * @param {View} view
   * @returns {[left: number, top: number] | null}
   */
  #draw(view) {
    const { width, height, scale, x: ox, y: oy, ratio } = view;
    const { points, matching, meta } = this.layer;
    const dot = Math.round(DOT * ratio);
    const { seen, part } = blocksInView(points.blocks, view);
    if (!seen.length) return null;
    const left = Math.max(Math.floor(part[0]) - dot, 0);
    const top = Math.max(Math.floor(part[1]) - dot, 0);
    const w = Math.min(Math.ceil(part[2]) + dot, width) - left;
    const h = Math.min(Math.ceil(part[3]) + dot, height) - top;
    const image = new ImageData(w, h);
    const columns = Math.ceil(w / dot) + 1;
    const tones = meta.groups.map((group) => this.#pixel(this.layer.view.tone(group)));
    const target = {
      ...{ width: w, height: h, scale, ox: ox - left, oy: oy - top, dot, columns },
      taken: new Uint8Array(columns * (Math.ceil(h / dot) + 1)),
      pixels: new Uint32Array(image.data.buffer),
      tones: Uint32Array.from(tones),
    };
    const category = points.attribute("category");
    for (const b of seen) {
      stamp(points, matching.all, category, target, b * BLOCK, Math.min(points.n, (b + 1) * BLOCK));
    }
    [this.#picture.width, this.#picture.height] = [w, h];
    this.#ink.putImageData(image, 0, 0);
    return [left, top];
  }

  /**
   * Return a colour as one pixel of an image, in the machine's (little-endian) order.
   *
   * @param {string} colour As a style sheet writes it.
   */
  #pixel(colour) {
    this.#ink.fillStyle = colour;
    const v = parseInt(String(this.#ink.fillStyle).slice(1), 16); // now "#rrggbb"
    return ((OPACITY << 24) | ((v & 255) << 16) | (v & 0xff00) | (v >> 16)) >>> 0;
  }

  /**
   * Return incidents within a few pixels of a layer point, nearest first.
   *
   * @param {L.Point} point
   */
  near(point) {
    const { points, matching, map } = this.layer;
    if (!points.n) return [];
    const scale = worldSize(map.getZoom());
    const at = map.getPixelOrigin().add(point);
    const [cx, cy, reach] = [at.x / scale - origin.x, at.y / scale - origin.y, REACH / scale];
    /** @type {[distance: number, i: number][]} */
    const found = [];
    points.blocks.forEach((box, b) => {
      if (box[2] < cx - reach || box[0] > cx + reach || box[3] < cy - reach || box[1] > cy + reach) return;
      for (let i = b * BLOCK, end = Math.min(points.n, (b + 1) * BLOCK); i < end; i += 1) {
        const d = matching.all[i] ? Math.hypot(points.x[i] - cx, points.y[i] - cy) : Infinity;
        if (d <= reach) found.push([d, i]);
      }
    });
    return found.sort((a, b) => a[0] - b[0]).map((f) => f[1]);
  }
}

/**
 * Return which blocks are in view, and the part of the canvas on which they lie.
 *
 * @param {Edges[]} blocks
 * @param {View} view
 */
function blocksInView(blocks, { width, height, scale, x: ox, y: oy }) {
  /** @type {number[]} */
  const seen = [];
  const part = [width, height, 0, 0];
  blocks.forEach((box, b) => {
    const [x0, y0, x1, y1] = [box[0] * scale + ox, box[1] * scale + oy, box[2] * scale + ox, box[3] * scale + oy];
    if (!(x1 >= 0 && y1 >= 0 && x0 < width && y0 < height)) return;
    seen.push(b);
    part[0] = Math.min(part[0], x0);
    part[1] = Math.min(part[1], y0);
    part[2] = Math.max(part[2], x1);
    part[3] = Math.max(part[3], y1);
  });
  return { seen, part };
}

/**
 * Draw one block: a square for the first incident of each cell.
 *
 * @param {import("./points.js").Points} points
 * @param {Uint8Array} shown
 * @param {import("./points.js").Attribute} category
 * @param {{width: number, height: number, scale: number, ox: number, oy: number, dot: number,
 *   columns: number, taken: Uint8Array, pixels: Uint32Array, tones: Uint32Array}} target
 * @param {number} start
 * @param {number} end
 */
function stamp({ x, y }, shown, { values, shift, mask }, target, start, end) {
  const { width, height, scale, ox, oy, dot, columns, taken, pixels, tones } = target;
  const half = dot >> 1;
  for (let i = start; i < end; i += 1) {
    if (!shown[i]) continue;
    const px = x[i] * scale + ox;
    const py = y[i] * scale + oy;
    if (!(px >= 0 && py >= 0 && px < width && py < height)) continue;
    const cell = ((py / dot) | 0) * columns + ((px / dot) | 0);
    if (taken[cell]) continue;
    taken[cell] = 1;
    const tone = tones[(values[i] >>> shift) & mask];
    const left = Math.max((px | 0) - half, 0);
    const right = Math.min((px | 0) - half + dot, width);
    const bottom = Math.min((py | 0) - half + dot, height);
    for (let row = Math.max((py | 0) - half, 0); row < bottom; row += 1) {
      for (let k = row * width + left, stop = row * width + right; k < stop; k += 1) pixels[k] = tone;
    }
  }
}
