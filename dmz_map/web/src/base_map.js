/* The base map: land, zone, sectors and border on one canvas, and above them what incidents need
 * below their marks: circles of places known less exactly, or dots. */

import { CanvasLayer } from "./canvas_layer.js";
import { trace } from "./rings.js";

/** @typedef {{fill: string, fillAlpha: number, line: string, lineAlpha: number, width: number}} Style */
/** @typedef {{x: number, y: number, radius: number, group: string, county: boolean}} Circle */
/** @typedef {{paint(ink: CanvasRenderingContext2D, view: View): void}} Painter */

// From the bottom up: how each layer is drawn. Colours are names; widths are in page pixels.
/** @type {Record<string, (odd: boolean, zoneFill: number) => Style>} */
const STYLES = {
  land: () => ({ fill: "land", fillAlpha: 1, line: "coast", lineAlpha: 1, width: 0.8 }),
  zone: (_, zoneFill) => ({ fill: "zone", fillAlpha: zoneFill, line: "zone", lineAlpha: 0.7, width: 0.8 }),
  sectors: (odd) => ({ fill: "sector", fillAlpha: odd ? 0.08 : 0, line: "sector", lineAlpha: 0.9, width: 1.2 }),
  border: () => ({ fill: "border", fillAlpha: 0, line: "border", lineAlpha: 0.95, width: 2 }),
};

export class BaseMap extends CanvasLayer {
  /** By layer: each feature's rings. @type {Record<string, import("./rings.js").Ring[][]>} */
  #shapes = {};
  /** Drawn above all shapes. @type {Circle[]} */
  #circles = [];
  /** Drawn above the zone. @type {Painter | null} */
  #shade = null;
  /** Drawn above all. @type {Painter | null} */
  #dots = null;
  #drawn = false;

  /** @param {import("./map_view.js").MapView} view */
  constructor(view) {
    super("dmz-base");
    this.view = view;
  }

  /**
   * Show the shapes of a layer.
   *
   * @param {string} name
   * @param {import("./rings.js").Ring[][]} shapes
   */
  show(name, shapes) {
    this.#shapes[name] = shapes;
    this.requestDraw();
  }

  /** @param {string} name */
  hide(name) {
    delete this.#shapes[name];
    this.requestDraw();
  }

  /** @param {Circle[]} circles */
  setCircles(circles) {
    this.#circles = circles;
    this.requestDraw();
  }

  /** @param {Painter | null} shade */
  setShade(shade) {
    this.#shade = shade;
  }

  /** @param {Painter | null} dots */
  setDots(dots) {
    this.#dots = dots;
    this.requestDraw();
  }

  /** Until the shapes have come there is nothing to draw. */
  requestDraw() {
    if (this.#dots || Object.keys(this.#shapes).length || this.#drawn) super.requestDraw();
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {View} view
   */
  paint(canvas, view) {
    if (!this.view.hasStyle()) {
      this.requestDraw(); // its colours have not come yet
      return;
    }
    this.#drawn = true;
    const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    ink.clearRect(0, 0, view.width, view.height);
    ink.lineJoin = "bevel"; // round joins take twice the time, and show at no width drawn here
    const zoneFill = Number(this.view.tone("zone-fill"));
    for (const [name, style] of Object.entries(STYLES)) {
      if (name === "land" && this.view.tiles.shown) continue;
      (this.#shapes[name] || []).forEach((rings, i) => {
        this.#paintShape(ink, view, rings, style(i % 2 === 1, zoneFill));
      });
      if (name === "zone" && this.#shapes.zone) this.#shade?.paint(ink, view);
    }
    for (const circle of this.#circles) this.#paintCircle(ink, view, circle);
    ink.globalAlpha = 1;
    this.#dots?.paint(ink, view);
  }

  /**
   * @param {CanvasRenderingContext2D} ink
   * @param {View} view
   * @param {import("./rings.js").Ring[]} rings
   * @param {Style} style
   */
  #paintShape(ink, view, rings, style) {
    ink.beginPath();
    for (const ring of rings) trace(ink, view, ring);
    if (style.fillAlpha) {
      ink.globalAlpha = style.fillAlpha;
      ink.fillStyle = this.view.tone(style.fill);
      ink.fill("evenodd");
    }
    ink.globalAlpha = style.lineAlpha;
    ink.strokeStyle = this.view.tone(style.line);
    ink.lineWidth = style.width * view.ratio;
    ink.stroke();
  }

  /**
   * The place is somewhere inside: a dashed edge for county-wide places, a soft one for the rest.
   *
   * @param {CanvasRenderingContext2D} ink
   * @param {View} view
   * @param {Circle} circle
   */
  #paintCircle(ink, view, { x, y, radius, group, county }) {
    const [px, py, r] = [x * view.scale + view.x, y * view.scale + view.y, radius * view.scale];
    if (px + r < 0 || py + r < 0 || px - r > view.width || py - r > view.height) return;
    ink.beginPath();
    ink.arc(px, py, r, 0, 2 * Math.PI);
    ink.fillStyle = ink.strokeStyle = this.view.tone(group);
    ink.globalAlpha = county ? 0.03 : 0.07;
    ink.fill();
    ink.globalAlpha = county ? 0.75 : 0.45;
    ink.lineWidth = (county ? 1.3 : 1) * view.ratio;
    ink.setLineDash(county ? [5 * view.ratio, 5 * view.ratio] : []);
    ink.stroke();
    ink.setLineDash([]);
  }
}
