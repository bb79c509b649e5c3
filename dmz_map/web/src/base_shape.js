/* A shape of the base map: lines or rings in world coordinates, drawn by one change of scale.
 * Leaflet's own keeps two objects for each vertex, and makes them anew at each zoom. */

import { worldX, worldY } from "./projection.js";
import { WholeCanvas } from "./whole_canvas.js";

const LEAST = 0.75; // pixels between two vertices of which both are drawn

/** @typedef {GeoJSON.Polygon | GeoJSON.MultiPolygon | GeoJSON.LineString | GeoJSON.MultiLineString} Shape */

export class BaseShape extends WholeCanvas {
  /** First vertex of each line or ring, and the number of all. */ #starts = [0];
  #bounds = L.latLngBounds([]);
  #closed = false;

  /**
   * @param {import("./map_view.js").MapView} view
   * @param {GeoJSON.Feature<Shape>} feature
   */
  constructor(view, feature) {
    super(view);
    const { geometry } = feature;
    const lines = linesOf(geometry);
    const count = lines.reduce((sum, line) => sum + line.length, 0);
    this.feature = feature;
    this.#closed = geometry.type.endsWith("Polygon");
    this.options.fill = this.#closed;
    /** Vertices in world coordinates. */
    this.x = new Float32Array(count);
    this.y = new Float32Array(count);
    let [v, west, south, east, north] = [0, Infinity, Infinity, -Infinity, -Infinity];
    for (const line of lines) {
      for (const [lon, lat] of line) {
        this.x[v] = worldX(lon * 1e5);
        this.y[v] = worldY(lat * 1e5);
        v += 1;
        if (lon < west) west = lon;
        if (lon > east) east = lon;
        if (lat < south) south = lat;
        if (lat > north) north = lat;
      }
      this.#starts.push(v);
    }
    if (count) this.#bounds = L.latLngBounds([south, west], [north, east]);
  }

  getBounds() {
    return this.#bounds;
  }

  /** Draw; Leaflet's canvas calls this when the shape's turn has come. */
  _updatePath() {
    const { view: at, _ctx: ink } = this._renderer;
    if (!at || !this.view.hasStyle()) return;
    const [scale, left, top] = [at.scale / at.ratio, at.x / at.ratio, at.y / at.ratio];
    ink.save();
    ink.setTransform(at.ratio, 0, 0, at.ratio, 0, 0);
    ink.beginPath();
    for (let k = 1; k < this.#starts.length; k += 1) {
      this.#trace(ink, this.#starts[k - 1], this.#starts[k], scale, left, top);
    }
    this._renderer._fillStroke(ink, this);
    ink.restore();
  }

  /**
   * @param {CanvasRenderingContext2D} ink
   * @param {number} from
   * @param {number} end
   * @param {number} scale
   * @param {number} left
   * @param {number} top
   */
  #trace(ink, from, end, scale, left, top) {
    const { x, y } = this;
    let [lastX, lastY] = [x[from] * scale + left, y[from] * scale + top];
    ink.moveTo(lastX, lastY);
    for (let v = from + 1; v < end; v += 1) {
      const px = x[v] * scale + left;
      const py = y[v] * scale + top;
      if (v < end - 1 && Math.abs(px - lastX) < LEAST && Math.abs(py - lastY) < LEAST) continue;
      ink.lineTo(px, py);
      lastX = px;
      lastY = py;
    }
    if (this.#closed) ink.closePath();
  }
}

/**
 * Return the lines or rings of a geometry.
 *
 * @param {Shape} geometry
 * @returns {GeoJSON.Position[][]}
 */
function linesOf({ type, coordinates }) {
  if (type === "LineString") return [coordinates];
  return type === "MultiPolygon" ? coordinates.flat() : coordinates;
}
