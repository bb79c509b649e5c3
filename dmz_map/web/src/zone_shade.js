/* The zone, shaded by how many of the shown incidents may lie in each part of it. */

const PART_KM = 10;
const WIDTH_KM = 4; // of the zone, nominal
const DARKEST = 0.62; // opacity of the part with the most
const EARTH_KM = 40030; // of the meridian, on a sphere as large
const LOCAL = 40; // kilometres of uncertainty from which an incident is in no part

export class ZoneShade {
  /** Vertices of the line by part: first and last. @type {[number, number][]} */ #parts = [];
  /** @type {Float64Array} */ #counts = new Float64Array();
  /** @type {import("./rings.js").Ring | undefined} */ #line;
  #run = -1;

  /** @param {import("./incident_layer.js").IncidentLayer} layer */
  constructor(layer) {
    this.layer = layer;
  }

  /**
   * @param {CanvasRenderingContext2D} ink
   * @param {View} view
   */
  paint(ink, view) {
    const { layer } = this;
    const { line, lineLength } = layer.view;
    if (!line || !lineLength || !layer.matching || !layer.extents || !layer.map) return;
    if (line !== this.#line) [this.#line, this.#parts] = [line, parts(line, lineLength)];
    if (this.#run !== layer.filterRun) [this.#run, this.#counts] = [layer.filterRun, this.#count(lineLength)];
    const most = Math.max(...this.#counts);
    if (!most) return;
    const latitude = (layer.map.getCenter().lat * Math.PI) / 180;
    ink.lineWidth = ((WIDTH_KM / EARTH_KM) * view.scale) / Math.cos(latitude);
    ink.strokeStyle = layer.view.tone("zone");
    ink.lineCap = "butt";
    this.#parts.forEach(([from, to], k) => {
      ink.globalAlpha = DARKEST * Math.sqrt(this.#counts[k] / most);
      ink.beginPath();
      for (let v = from; v <= to; v += 1) ink.lineTo(line.x[v] * view.scale + view.x, line.y[v] * view.scale + view.y);
      ink.stroke();
    });
    ink.globalAlpha = 1;
  }

  /** @param {number} length Kilometres of the line. */
  #count(length) {
    const { points, matching, extents } = this.layer;
    const counts = new Float64Array(Math.ceil(length / PART_KM));
    const part = (/** @type {number} */ km) => Math.min(Math.max(Math.floor(km / 100 / PART_KM), 0), counts.length - 1);
    const { km, km_uncertainty: off } = extents;
    for (let i = 0; i < points.n; i += 1) {
      if (!matching.all[i] || km[i] === points.layout.unknown || off[i] > LOCAL * 100) continue;
      const [from, to] = [part(km[i] - off[i]), part(km[i] + off[i])];
      for (let k = from; k <= to; k += 1) counts[k] += 1 / (to - from + 1);
    }
    return counts;
  }
}

/**
 * Return the first and last vertex of each part of a line.
 *
 * @param {import("./rings.js").Ring} line
 * @param {number} length Its kilometres.
 */
export function parts({ x, y }, length) {
  const along = new Float64Array(x.length);
  for (let v = 1; v < x.length; v += 1) along[v] = along[v - 1] + Math.hypot(x[v] - x[v - 1], y[v] - y[v - 1]);
  const scale = length / along[along.length - 1];
  /** @type {[number, number][]} */
  const found = [];
  let from = 0;
  for (let v = 1; v < x.length; v += 1) {
    if (along[v] * scale < (found.length + 1) * PART_KM && v < x.length - 1) continue;
    found.push([from, v]);
    from = v;
  }
  return found;
}
