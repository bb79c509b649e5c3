/* The timeline at the foot of the map: incidents per year, stacked by group.
 *
 * Counts come from the arrays that the browser already has, under the filter in force but for
 * the range itself; incidents whose date is not known to the day are a paler part of their bar,
 * with a line under it where the date spans months or years. Dragging over the bars, or the two
 * handles, set the range: at once on the map, and reported to the app when the hand lets go. */

import { button, element } from "./dom.js";
import { Legend } from "./legend.js";
import { TimelineChart } from "./timeline_chart.js";
import { YearCounts } from "./year_counts.js";

export class Timeline {
  /** @type {YearCounts | undefined} */ #counts;
  #dragging = false;
  #frame = 0;
  #reported = "";

  /**
   * @param {import("./map_view.js").MapView} view
   * @param {import("./incident_layer.js").IncidentLayer} layer Its incidents have come.
   */
  constructor(view, layer) {
    this.view = view;
    this.layer = layer;
    const [first, last] = layer.points.days.map((day) => layer.calendar.yearOf(day));
    /** First year with an incident. */
    this.first = first;
    /** Last year with an incident. */
    this.last = last;
    /** First and last year of the range. */
    this.range = [this.first, this.last];
    this.box = element("div", "dmz-timeline");
    this.caption = element("p", "dmz-timeline-caption");
    this.canvas = element("canvas");
    this.all = button("dmz-all");
    this.from = this.#handle((value) => this.#set(Math.min(value, this.range[1]), this.range[1]));
    this.to = this.#handle((value) => this.#set(this.range[0], Math.max(value, this.range[0])));
    this.legend = new Legend(layer);
    this.chart = new TimelineChart(this);
    this.#build();
    this.sync();
    view.map.on("resize", () => this.draw());
  }

  #build() {
    this.box.setAttribute("role", "group");
    L.DomEvent.disableClickPropagation(this.box);
    L.DomEvent.disableScrollPropagation(this.box);
    this.caption.setAttribute("aria-live", "polite");
    this.all.addEventListener("click", () => this.#showAll());
    this.canvas.setAttribute("aria-hidden", "true");
    this.#listen();
    const head = element("div", "dmz-timeline-head");
    head.append(this.caption, this.all, this.legend.box);
    this.box.append(head, this.canvas, this.from, this.to);
    this.view.map.getContainer().append(this.box);
  }

  /** @param {(value: number) => void} moved */
  #handle(moved) {
    const input = element("input");
    Object.assign(input, { type: "range", step: 1, min: this.first, max: this.last });
    input.addEventListener("input", () => moved(Number(input.value)));
    input.addEventListener("change", () => this.#report());
    return input;
  }

  /** Dragging over the bars sets the range; a double click gives all years back. */
  #listen() {
    /** @type {number | null} */
    let start = null;
    this.canvas.addEventListener("pointerdown", (event) => {
      start = this.#yearAt(event);
      this.canvas.setPointerCapture(event.pointerId);
      this.#dragging = true;
      event.preventDefault();
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (start === null) return;
      const now = this.#yearAt(event);
      this.#set(Math.min(start, now), Math.max(start, now));
    });
    this.canvas.addEventListener("pointerup", (event) => {
      if (start === null) return;
      const now = this.#yearAt(event);
      this.#set(Math.min(start, now), Math.max(start, now));
      start = null;
      this.#dragging = false;
      this.#report();
    });
    this.canvas.addEventListener("pointercancel", () => {
      start = null;
      this.#dragging = false;
      this.#report();
    });
    this.canvas.addEventListener("dblclick", () => this.#showAll());
  }

  /** @param {PointerEvent} event */
  #yearAt(event) {
    const box = this.canvas.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const year = this.first + Math.floor(share * (this.last - this.first + 1));
    return Math.max(this.first, Math.min(this.last, year));
  }

  #showAll() {
    this.#set(this.first, this.last);
    this.#report();
  }

  /** Days of the range, or null when it is everything. @returns {Days | null} */
  days() {
    if (this.#isAll()) return null;
    const { calendar } = this.layer;
    return [calendar.firstDay(this.range[0]), calendar.firstDay(this.range[1] + 1) - 1];
  }

  #isAll() {
    return this.range[0] <= this.first && this.range[1] >= this.last;
  }

  /** Take over the range that the app asks for, unless a hand is on it. */
  sync() {
    if (this.#dragging) return;
    const { days } = this.layer.filter;
    const asked = days?.map((day) => this.layer.calendar.yearOf(day)) ?? [this.first, this.last];
    this.range = [Math.max(this.first, asked[0]), Math.min(this.last, asked[1])];
    if (this.range[0] > this.range[1]) this.range = [this.first, this.last];
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  #set(from, to) {
    if (from === this.range[0] && to === this.range[1]) return;
    this.range = [from, to];
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.layer.choose({ days: this.days() }));
  }

  #report() {
    const [from, to] = this.range;
    const word = this.#isAll() ? "~all" : `~${from}-${to}`;
    if (word === this.#reported) return;
    this.#reported = word;
    this.view.reporter.report(word);
  }

  /** Count anew, under all filters but the range, and draw. */
  count() {
    const { points, matching, meta, calendar } = this.layer;
    this.#counts = new YearCounts(points, matching, meta.groups, calendar);
    this.draw();
  }

  draw() {
    if (!this.#counts) return;
    const { strings } = this.view;
    const [from, to] = this.range;
    this.chart.draw(this.#counts);
    this.caption.textContent = `${from === to ? from : `${from}–${to}`} · ${strings.count(this.layer.matching.count)}`;
    this.all.textContent = strings.get("all_years");
    this.all.hidden = this.#isAll();
    this.box.setAttribute("aria-label", strings.get("timeline"));
    this.from.setAttribute("aria-label", strings.get("from_year"));
    this.to.setAttribute("aria-label", strings.get("to_year"));
    this.from.value = String(from);
    this.to.value = String(to);
    this.legend.draw(this.#counts.byGroup);
  }
}
