/* The line unrolled: kilometres along the line across, years down.
 *
 * Each incident is a bar as long as its place is uncertain and as high as its date is. Dragging
 * over it sets the range of years and of kilometres, and so do its four handles. */

import { brush, handle } from "./brush.js";
import { bars } from "./chart_bars.js";
import { density } from "./chart_density.js";
import { CELL, drawBars, drawDensity, drawOver, drawRange } from "./chart_drawing.js";
import { drawFrame } from "./chart_frame.js";
import { ChartPointer } from "./chart_pointer.js";
import { bulkOfYears, kmScale, yearScale } from "./chart_scales.js";
import { element } from "./dom.js";
import { whole } from "./ui_strings.js";

const BARS = 2000; // incidents up to which each has a bar of its own
const LEFT = { wide: 52, narrow: 46 }; // pixels for the years
const RIGHT = 9;
const HEAD = { wide: 17, narrow: 27 }; // pixels for the sectors' names
const FOOT = 31; // pixels for places and kilometres
const THUMB = matchMedia?.("(pointer: coarse)").matches ? 44 : 14; // pixels of a handle, as in dmz.css
const MEAN_YEAR = 365.2425; // days

export class UnrolledLine {
  /** @type {import("./chart_bars.js").Bar[]} */ bars = [];
  /** @type {import("./chart_frame.js").Plan | undefined} */ plan;
  /** @type {[number, number] | undefined} */ #bulk;
  /** @type {import("./chart_density.js").Density | undefined} */ #density;
  #key = "";
  #nowhere = 0;

  /** @param {import("./timeline.js").Timeline} timeline */
  constructor(timeline) {
    this.timeline = timeline;
    this.box = element("div", "dmz-line");
    this.picture = element("canvas");
    this.canvas = element("canvas", "dmz-line-over");
    this.note = element("p", "dmz-line-note");
    const { box } = this;
    const rest = () => timeline.report();
    this.handles = {
      fromYear: handle("dmz-down", (v) => this.#years(Math.min(v, timeline.range[1]), timeline.range[1]), rest),
      toYear: handle("dmz-down", (v) => this.#years(timeline.range[0], Math.max(v, timeline.range[0])), rest),
      fromKm: handle("dmz-across", (v) => this.#km(Math.min(v, Math.floor(timeline.km[1]) - 1), timeline.km[1]), rest),
      toKm: handle("dmz-across", (v) => this.#km(timeline.km[0], Math.max(v, timeline.km[0] + 1)), rest),
    };
    this.picture.setAttribute("aria-hidden", "true");
    box.append(this.picture, this.canvas, ...Object.values(this.handles), this.note);
    this.pointer = new ChartPointer(this);
    brush(this.canvas, {
      moved: (start, now) => this.#brush(start, now),
      ended: (dragged, event) => {
        timeline.dragging = false;
        if (dragged) timeline.report();
        else this.pointer.choose(event);
      },
    });
    this.canvas.addEventListener("dblclick", () => timeline.showAll());
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  #years(from, to) {
    this.timeline.set([from, to], this.timeline.km);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  #km(from, to) {
    this.timeline.set(this.timeline.range, [Math.max(from, 0), to]);
  }

  /**
   * A drag along one axis alone leaves the other as it is.
   *
   * @param {PointerEvent} start
   * @param {PointerEvent} now
   */
  #brush(start, now) {
    const { plan, timeline } = this;
    if (!plan) return;
    timeline.dragging = true;
    const [a, b] = [this.#at(start), this.#at(now)];
    const sides = [Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
    const years = [plan.down.year(a.y), plan.down.year(b.y)].sort((p, q) => p - q);
    const km = [plan.across.km(a.x), plan.across.km(b.x)].sort((p, q) => p - q);
    const [from, to] = [Math.floor(km[0]), Math.min(Math.ceil(km[1]), this.timeline.view.lineLength)];
    timeline.set(
      sides[1] > 6 ? [years[0], years[1]] : timeline.range,
      sides[0] > 6 && to > from ? [from, to] : timeline.km,
    );
  }

  /** @param {PointerEvent} event */
  #at(event) {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  draw() {
    const { layer, view } = this.timeline;
    if (!layer.extents) {
      view.during(layer.loadExtents().then(() => this.draw()));
      return;
    }
    const plan = this.#plan();
    if (!plan) return;
    this.plan = plan;
    this.#count(plan);
    if (this.#density) drawDensity(plan, this.#density);
    drawFrame(plan, view);
    if (!this.#density) drawBars(plan, this.bars, layer.matching.all);
    this.#name(plan);
    this.highlight();
  }

  /** Scales for the size of now; undefined while it is not on the screen. */
  #plan() {
    const { layer, view, years } = this.timeline;
    const [width, height] = [this.box.clientWidth, this.box.clientHeight];
    if (!width || !view.lineLength) return;
    this.#bulk ||= bulkOfYears(layer.points.first, (day) => layer.calendar.yearOf(day));
    const size = view.isNarrow() ? "narrow" : "wide";
    const head = HEAD[size];
    const [top, bottom] = [head + 5, height - FOOT];
    return {
      ink: inkOf(this.picture, width, height),
      across: kmScale({
        ...{ left: LEFT[size], right: width - RIGHT, length: view.lineLength },
        estuary: layer.meta.sectors.includes("han_estuary"),
      }),
      down: yearScale({ top, bottom, years, bulk: this.#bulk }),
      ...{ head, top, bottom, height },
      tone: (/** @type {string} */ name) => view.tone(name),
      font: getComputedStyle(this.box).fontFamily,
    };
  }

  /** @param {import("./chart_frame.js").Plan} plan */
  #count(plan) {
    const { layer } = this.timeline;
    const shown = layer.matching.butRange;
    const key = [layer.filterRun, this.box.clientWidth, this.box.clientHeight].join();
    if (key === this.#key) return;
    this.#key = key;
    this.bars = [];
    this.#density = undefined;
    const incidents = { points: layer.points, calendar: layer.calendar, meta: layer.meta, extents: layer.extents };
    if (shown.reduce((sum, one) => sum + one, 0) <= BARS) {
      ({ bars: this.bars, nowhere: this.#nowhere } = bars(incidents, shown));
      return;
    }
    const { across, down, top, bottom } = plan;
    this.#density = density(incidents, shown, {
      columns: Math.ceil((across.right - across.left) / CELL[0]) + 1,
      rows: Math.ceil((bottom - top) / CELL[1]) + 1,
      column: (at, estuary) => ((estuary ? at * across.strip : across.x(at) - across.left) / CELL[0]) | 0,
      row: (day) => ((down.y((day + layer.calendar.zero) / MEAN_YEAR + 1) - top) / CELL[1]) | 0,
    });
    this.#nowhere = this.#density.nowhere;
  }

  /** @param {import("./chart_frame.js").Plan} plan */
  #name({ across, down, top, bottom }) {
    const { view, range, km, years } = this.timeline;
    const { strings } = view;
    const { fromYear, toYear, fromKm, toKm } = this.handles;
    const names = [strings.get("from_year"), strings.get("to_year"), strings.get("from_km"), strings.get("to_km")];
    [fromYear, toYear, fromKm, toKm].forEach((input, k) => {
      input.setAttribute("aria-label", names[k]);
      const ends = k < 2 ? years : [0, Math.ceil(view.lineLength)];
      [input.min, input.max] = [String(ends[0]), String(ends[1])];
      input.value = String([range[0], range[1], km[0], Math.ceil(km[1])][k]);
      const style =
        k < 2
          ? {
              left: `${across.left - 9 - THUMB / 2}px`,
              top: `${top - THUMB / 2}px`,
              height: `${bottom - top + THUMB}px`,
            }
          : {
              left: `${across.start - THUMB / 2}px`,
              top: `${bottom - THUMB / 2}px`,
              width: `${across.right - across.start + THUMB}px`,
            };
      Object.assign(input.style, style);
    });
    const notes = [
      this.#nowhere ? strings.get("chart_nowhere").replace("{n}", whole(this.#nowhere)) : "",
      down.pressed ? strings.get("chart_pressed") : "",
    ];
    this.note.style.width = `${across.start - 22}px`;
    this.note.textContent = notes.filter(Boolean).join(" ");
    this.canvas.setAttribute("aria-label", strings.get("chart_help"));
  }

  /** Draw the range, and what is chosen and hovered, above the bars. */
  highlight() {
    const { plan, timeline, canvas } = this;
    if (!plan) return;
    const over = { ...plan, ink: inkOf(canvas, this.box.clientWidth, this.box.clientHeight) };
    drawRange(over, timeline);
    const { hovered, chosenIncident } = timeline.layer;
    for (const i of [hovered, chosenIncident]) {
      const bar = i === undefined ? undefined : this.bars.find((one) => one.i === i);
      if (bar) drawOver(over, bar, i === chosenIncident);
    }
    this.pointer.show();
  }
}

/**
 * Return a cleared canvas's ink, in page pixels.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
function inkOf(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ink.scale(ratio, ratio);
  return ink;
}
