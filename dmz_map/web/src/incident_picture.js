/* What incidents need below their marks: circles of places known less exactly, or dots. */

import { LOOK } from "./circles.js";
import { WholeCanvas } from "./whole_canvas.js";

/**
 * @typedef {object} Circle
 * @property {number} x World coordinates, as `radius`.
 * @property {number} y
 * @property {number} radius
 * @property {L.LatLng} at The same in degrees and metres.
 * @property {number} metres
 * @property {string} group
 * @property {boolean} county Whether the place is somewhere in a county.
 */
/** @typedef {{paint(ink: CanvasRenderingContext2D, view: View): void}} Painter */

/** One Leaflet path on the map's canvas, which draws many incidents at once. */
export class IncidentPicture extends WholeCanvas {
  /** @type {Circle[]} */
  #circles = [];
  /** @type {Painter | null} */
  #dots = null;

  /** @param {Circle[]} circles */
  setCircles(circles) {
    if (!circles.length && !this.#circles.length) return;
    this.#circles = circles;
    this.redraw();
  }

  /** @param {Painter | null} dots */
  setDots(dots) {
    if (!dots && !this.#dots) return;
    this.#dots = dots;
    this.redraw();
  }

  /** Draw; Leaflet's canvas calls this when the picture's turn has come. */
  _updatePath() {
    const { view: at, _ctx: ink } = this._renderer;
    if (!at || !this.view.hasStyle()) return; // it is drawn again when its colours have come
    ink.save();
    ink.setTransform(1, 0, 0, 1, 0, 0);
    for (const circle of this.#circles) this.#paintCircle(ink, at, circle);
    ink.globalAlpha = 1;
    this.#dots?.paint(ink, at);
    ink.restore();
  }

  /**
   * The place is somewhere inside: a dashed edge for county-wide places, a soft one for the rest.
   *
   * @param {CanvasRenderingContext2D} ink
   * @param {View} at
   * @param {Circle} circle
   */
  #paintCircle(ink, at, { x, y, radius, group, county }) {
    const [px, py, r] = [x * at.scale + at.x, y * at.scale + at.y, radius * at.scale];
    if (px + r < 0 || py + r < 0 || px - r > at.width || py - r > at.height) return;
    ink.beginPath();
    ink.arc(px, py, r, 0, 2 * Math.PI);
    ink.fillStyle = ink.strokeStyle = this.view.tone(group);
    const { area, edge, width, dashes } = LOOK[county ? "county" : "other"];
    ink.globalAlpha = area;
    ink.fill();
    ink.globalAlpha = edge;
    ink.lineWidth = width * at.ratio;
    ink.setLineDash(dashes.map((dash) => dash * at.ratio));
    ink.stroke();
    ink.setLineDash([]);
  }
}
