/* The zone, shaded by how many of the shown incidents may lie in each part of it. */

import { BaseShape } from "./base_shape.js";
import { PART_KM, parts } from "./line_parts.js";
import { worldX, worldY } from "./projection.js";
import { WholeCanvas } from "./whole_canvas.js";

const WIDTH_KM = 4; // of the zone, nominal
const DARKEST = 0.62; // opacity of the part with the most
const NEAR = 10.5; // zoom from which the shade fades: close by it would hide the ground
const FADE = 0.25; // of the opacity, a step of zoom
const LIGHTEST = 0.3; // of the opacity
const EARTH_KM = 40030; // of the meridian, on a sphere as large
const LOCAL = 40; // kilometres of uncertainty from which an incident is in no part

/** @typedef {{x: Float32Array, y: Float32Array}} Line Vertices in world coordinates. */

/** One Leaflet path on the map's canvas, above the zone and below the border. */
export class ZoneShade extends WholeCanvas {
  /** Vertices of the line by part: first and last. @type {[number, number][]} */ #parts = [];
  /** @type {Float64Array} */ #counts = new Float64Array();
  /** @type {Line | undefined} */ #line;
  #run = -1;

  /** The border; undefined until it has come. */
  get line() {
    if (this.#line) return this.#line;
    const { border } = this.view.layers;
    const [shape] = border instanceof L.GeoJSON ? border.getLayers() : [];
    if (shape instanceof BaseShape) this.#line = shape;
    else if (shape instanceof L.Polyline) this.#line = lineOf(shape);
    else return undefined;
    this.#parts = parts(this.#line, this.view.lineLength);
    return this.#line;
  }

  /** Draw; Leaflet's canvas calls this when its turn has come. */
  _updatePath() {
    const { view: at, _ctx: ink } = this._renderer;
    const { view } = this;
    const layer = view.incidents;
    if (!at || !layer?.matching || !layer.extents || !view.lineLength || !view.shown.isChosen("zone")) return;
    if (!this.line || !view.hasStyle()) return;
    if (this.#run !== layer.filterRun)
      [this.#run, this.#counts] = [layer.filterRun, this.#count(view.lineLength, layer)];
    ink.save();
    ink.setTransform(1, 0, 0, 1, 0, 0);
    this.#paint(ink, at, this.line);
    ink.restore();
  }

  /**
   * @param {CanvasRenderingContext2D} ink
   * @param {View} at
   * @param {Line} line
   */
  #paint(ink, at, line) {
    const most = Math.max(...this.#counts);
    const latitude = (this.view.map.getCenter().lat * Math.PI) / 180;
    ink.lineWidth = ((WIDTH_KM / EARTH_KM) * at.scale) / Math.cos(latitude);
    ink.strokeStyle = this.view.tone("zone");
    ink.lineCap = "butt";
    const near = this.view.map.getZoom() - NEAR;
    const opacity = DARKEST * Math.min(1, Math.max(LIGHTEST, 1 - near * FADE));
    this.#parts.forEach(([from, to], k) => {
      if (!this.#counts[k]) return;
      ink.globalAlpha = opacity * Math.sqrt(this.#counts[k] / most);
      ink.beginPath();
      for (let v = from; v <= to; v += 1) ink.lineTo(line.x[v] * at.scale + at.x, line.y[v] * at.scale + at.y);
      ink.stroke();
    });
  }

  /**
   * @param {number} length Kilometres of the line.
   * @param {import("./incident_layer.js").IncidentLayer} layer
   */
  #count(length, { points, matching, extents }) {
    const last = Math.ceil(length / PART_KM) - 1;
    const part = (/** @type {number} */ km) => Math.min(Math.max(Math.floor(km / 100 / PART_KM), 0), last);
    const steps = new Float64Array(last + 2); // by how much each part differs from the one before
    const { km, km_uncertainty: off } = extents;
    for (let i = 0; i < points.n; i += 1) {
      if (!matching.all[i] || km[i] === points.layout.unknown || off[i] > LOCAL * 100) continue;
      const from = part(km[i] - off[i]);
      const to = part(km[i] + off[i]);
      const share = 1 / (to - from + 1);
      steps[from] += share;
      steps[to + 1] -= share;
    }
    let sum = 0;
    return steps.subarray(0, -1).map((step) => (sum += step));
  }
}

/**
 * Return a line of Leaflet's own: a page that stands alone has its layers inside.
 *
 * @param {L.Polyline} shape
 * @returns {Line}
 */
function lineOf(shape) {
  const vertices = /** @type {L.LatLng[]} */ (shape.getLatLngs().flat());
  return {
    x: Float32Array.from(vertices, ({ lng }) => worldX(lng * 1e5)),
    y: Float32Array.from(vertices, ({ lat }) => worldY(lat * 1e5)),
  };
}
