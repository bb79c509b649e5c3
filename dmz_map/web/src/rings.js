/* Lines and edges of areas, in world coordinates, and how they are put on a canvas. */

import { worldX, worldY } from "./projection.js";

const NEAR = 0.75; // pixels; vertices closer to the last one drawn are passed over

/** @typedef {{x: Float32Array, y: Float32Array, box: Edges}} Ring */

/**
 * Return a ring in world coordinates.
 *
 * @param {number[]} steps In 1e-5 degrees: longitude and latitude of a first vertex, then steps.
 * @returns {Ring}
 */
export function ring(steps) {
  const n = steps.length / 2;
  const [x, y] = [new Float32Array(n), new Float32Array(n)];
  /** @type {Edges} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  let [lon, lat] = [0, 0];
  for (let i = 0; i < n; i += 1) {
    lon += steps[2 * i];
    lat += steps[2 * i + 1];
    x[i] = worldX(lon);
    y[i] = worldY(lat);
    if (x[i] < box[0]) box[0] = x[i];
    if (y[i] < box[1]) box[1] = y[i];
    if (x[i] > box[2]) box[2] = x[i];
    if (y[i] > box[3]) box[3] = y[i];
  }
  return { x, y, box };
}

/**
 * Add a ring to the path, leaving out what is too near to see, and of what runs along outside
 * one edge of the canvas all but its ends.
 *
 * @param {CanvasRenderingContext2D} ink
 * @param {View} view
 * @param {Ring} ring
 */
export function trace(ink, view, { x, y, box }) {
  const { scale, x: ox, y: oy, width, height } = view;
  if (box[2] * scale + ox < 0 || box[0] * scale + ox > width || box[3] * scale + oy < 0 || box[1] * scale + oy > height)
    return;
  const last = x.length - 1;
  let px = x[0] * scale + ox;
  let py = y[0] * scale + oy;
  ink.moveTo(px, py);
  let beyond = edgesBeyond(px, py, width, height); // those that the vertices since share
  let skipped = false;
  let [sx, sy] = [0, 0];
  for (let i = 1; i <= last; i += 1) {
    const qx = x[i] * scale + ox;
    const qy = y[i] * scale + oy;
    const out = edgesBeyond(qx, qy, width, height);
    if (out & beyond) {
      beyond &= out;
      skipped = true;
      sx = qx;
      sy = qy;
      continue;
    }
    if (skipped) {
      ink.lineTo(sx, sy);
      skipped = false;
      px = sx;
      py = sy;
    }
    if (i < last && Math.abs(qx - px) + Math.abs(qy - py) < NEAR) continue;
    ink.lineTo(qx, qy);
    px = qx;
    py = qy;
    beyond = out;
  }
  if (skipped) ink.lineTo(sx, sy);
}

/**
 * Return one bit for each edge of the canvas beyond which a point lies.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
function edgesBeyond(x, y, width, height) {
  return (x < 0 ? 1 : x > width ? 2 : 0) | (y < 0 ? 4 : y > height ? 8 : 0);
}
