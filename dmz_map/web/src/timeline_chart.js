/* Incidents per year: bars stacked by group, spans of dates, and the scales.
 *
 * Incidents whose date is not known to the day are a paler part of their bar, with a line under it
 * where the date spans months or years. */

import { brush, handle } from "./brush.js";
import { element } from "./dom.js";
import { whole } from "./ui_strings.js";

const FOOT = 17; // pixels below the bars, for the spans and the years
const SPANS = 20000; // incidents up to which the spans of dates are drawn
const LONG = 28; // days from which a span is drawn
const TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
const TICK_WIDTH = 42; // pixels that a year needs

/**
 * @typedef {object} Plan
 * @property {CanvasRenderingContext2D} ink
 * @property {number} width Pixels.
 * @property {number} foot Where the bars stand, in pixels from the top.
 * @property {number} step Width of a year, in pixels.
 */

export class TimelineChart {
  /** @param {import("./timeline.js").Timeline} timeline */
  constructor(timeline) {
    this.timeline = timeline;
    /** First year with an incident. */
    this.first = timeline.years[0];
    /** Last year with an incident. */
    this.last = timeline.years[1];
    this.box = element("div", "dmz-years");
    this.canvas = element("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    const rest = () => timeline.report();
    this.from = handle("", (value) => this.#set(Math.min(value, timeline.range[1]), timeline.range[1]), rest);
    this.to = handle("", (value) => this.#set(timeline.range[0], Math.max(value, timeline.range[0])), rest);
    for (const input of [this.from, this.to]) Object.assign(input, { min: this.first, max: this.last });
    this.box.append(this.canvas, this.from, this.to);
    brush(this.canvas, {
      moved: (start, now) => {
        timeline.dragging = true;
        const years = [this.#yearAt(start), this.#yearAt(now)].sort((a, b) => a - b);
        this.#set(years[0], years[1]);
      },
      ended: (_, event) => {
        if (!timeline.dragging) this.#set(this.#yearAt(event), this.#yearAt(event));
        timeline.dragging = false;
        timeline.report();
      },
    });
    this.canvas.addEventListener("dblclick", () => timeline.showAll());
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  #set(from, to) {
    this.timeline.set([from, to], this.timeline.km);
  }

  /** @param {PointerEvent} event */
  #yearAt(event) {
    const box = this.canvas.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const year = this.first + Math.floor(share * (this.last - this.first + 1));
    return Math.max(this.first, Math.min(this.last, year));
  }

  /** Nothing on the bars is one incident's. */
  highlight() {}

  /** Draw the counts. */
  draw() {
    const { canvas, first, last, timeline } = this;
    const { view, counts, range } = timeline;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!width || !counts) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    ink.scale(ratio, ratio);
    const plan = { ink, width, foot: height - FOOT, step: width / (last - first + 1) };
    const tones = counts.groups.map((group) => view.tone(group));
    const most = counts.most();
    this.#range(plan);
    this.#bars(plan, counts, tones, most);
    this.#spans(plan, counts, tones);
    ink.fillStyle = view.tone("muted");
    ink.font = `11px ${getComputedStyle(canvas).fontFamily}`;
    this.#years(plan, height);
    ink.textAlign = "left";
    ink.fillText(whole(most), 0, 10);
    const after = ink.measureText(whole(most)).width + 6;
    ink.fillRect(after, 6, width - after, 0.5);
    this.from.setAttribute("aria-label", view.strings.get("from_year"));
    this.to.setAttribute("aria-label", view.strings.get("to_year"));
    [this.from.value, this.to.value] = [String(range[0]), String(range[1])];
  }

  /** @param {Plan} plan */
  #range({ ink, width, foot, step }) {
    const { first, timeline } = this;
    const { range, view } = timeline;
    ink.fillStyle = view.tone("line");
    ink.fillRect(0, foot, width, 1);
    if (!this.timeline.days()) return;
    ink.globalAlpha = 0.5;
    ink.fillRect((range[0] - first) * step, 0, (range[1] - range[0] + 1) * step, foot);
    ink.globalAlpha = 1;
  }

  /**
   * @param {Plan} plan
   * @param {import("./year_counts.js").YearCounts} counts
   * @param {string[]} tones
   * @param {number} most
   */
  #bars({ ink, foot, step }, { bars, width }, tones, most) {
    const { first, last } = this;
    const { range } = this.timeline;
    const gap = step > 4 ? 1 : 0;
    const wide = Math.max(step - (gap ? 2 : 0.5), 1);
    for (let year = first; year <= last; year += 1) {
      const opacity = year < range[0] || year > range[1] ? 0.28 : 1;
      let top = foot;
      for (let k = 0; k < width; k += 1) {
        const count = bars[(year - first) * width + k];
        if (!count) continue;
        const tall = (count / most) * (foot - 4);
        top -= tall;
        ink.fillStyle = tones[k >> 1];
        ink.globalAlpha = (k % 2 ? 0.5 : 1) * opacity;
        ink.fillRect((year - first) * step + gap, top, wide, tall);
      }
    }
    ink.globalAlpha = 1;
  }

  /**
   * A translucent line from the first to the last day of each date that spans months or years.
   *
   * @param {Plan} plan
   * @param {import("./year_counts.js").YearCounts} counts
   * @param {string[]} tones
   */
  #spans({ ink, width, foot, step }, { groups }, tones) {
    const { first } = this;
    const { layer } = this.timeline;
    const { points, matching, extents, calendar } = layer;
    if (!extents || points.n > SPANS) return;
    ink.globalAlpha = 0.45;
    for (let i = 0; i < points.n; i += 1) {
      if (!matching.butDays[i] || extents.last[i] - points.first[i] < LONG) continue;
      const from = (calendar.position(points.first[i]) - first) * step;
      const to = Math.min((calendar.position(extents.last[i]) - first) * step, width);
      ink.fillStyle = tones[groups.indexOf(layer.groupOf(i))];
      ink.fillRect(from, foot + 2, Math.max(to - from, 2), 3);
    }
    ink.globalAlpha = 1;
  }

  /**
   * @param {Plan} plan
   * @param {number} height
   */
  #years({ ink, step }, height) {
    const { first, last } = this;
    const every = TICKS.find((years) => step * years > TICK_WIDTH) || 5000;
    for (let year = Math.ceil(first / every) * every; year <= last; year += every) {
      ink.textAlign = year === first ? "left" : (last - year) * step < 24 ? "right" : "center";
      ink.fillText(String(year), (year - first + 0.5) * step, height - 4);
    }
  }
}
