/* The strip at the foot of the map: the line unrolled, or incidents per year, and its range.
 *
 * Both charts are drawn from the arrays that the browser already has, under the filter in force
 * but for the range itself. The range, of years and of kilometres, is applied at once on the map,
 * and reported to the app when the hand lets go. */

import { afterMarks } from "./after_marks.js";
import { afterFrame, button, element } from "./dom.js";
import { Legend } from "./legend.js";
import { Play } from "./play.js";
import { TimelineChart } from "./timeline_chart.js";
import { UnrolledLine } from "./unrolled_line.js";
import { YearCounts } from "./year_counts.js";

const UNITS = 100; // of the packed layout in a kilometre

/** @type {WeakSet<object>} */
const counting = new WeakSet();

/** @typedef {[from: number, to: number]} Range */

export class Timeline {
  /** @type {YearCounts | undefined} */ counts;
  /** Whether a hand is on the range. */ dragging = false;
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
    /** First and last year with an incident. @type {Range} */
    this.years = [first, last];
    /** Years of the range. @type {Range} */
    this.range = [first, last];
    /** Kilometres of the range. @type {Range} */
    this.km = [0, view.lineLength];
    this.box = element("div", "dmz-timeline");
    this.caption = element("p", "dmz-timeline-caption");
    this.all = button("dmz-all");
    this.switch = element("div", "dmz-switch");
    this.legend = new Legend(layer);
    this.play = new Play(this);
    this.charts = { line: new UnrolledLine(this), years: new TimelineChart(this) };
    this.#build();
    this.sync();
    view.map.on("resize", () => this.draw());
  }

  #build() {
    this.box.setAttribute("role", "group");
    L.DomEvent.disableClickPropagation(this.box);
    L.DomEvent.disableScrollPropagation(this.box);
    this.caption.setAttribute("aria-live", "polite");
    this.all.addEventListener("click", () => this.showAll());
    this.switch.setAttribute("role", "group");
    for (const name of ["line", "years"]) {
      const choice = button("", "");
      choice.dataset.chart = name;
      choice.addEventListener("click", () => {
        this.view.strip.show(name);
        this.view.reporter.report(`~chart:${name === "line" ? "" : name}`);
      });
      this.switch.append(choice);
    }
    const head = element("div", "dmz-timeline-head");
    head.append(this.switch, this.play.button, this.play.speed, this.caption, this.all, this.legend.box);
    this.box.append(head, this.charts.line.box, this.charts.years.box);
    this.view.map.getContainer().append(this.box);
  }

  showAll() {
    this.set(this.years, [0, this.view.lineLength]);
    this.report();
  }

  /** Days of the range, or null when it is everything. @returns {Days | null} */
  days() {
    if (this.#hasAllYears()) return null;
    const { calendar } = this.layer;
    return [calendar.firstDay(this.range[0]), calendar.firstDay(this.range[1] + 1) - 1];
  }

  #hasAllYears() {
    return this.range[0] <= this.years[0] && this.range[1] >= this.years[1];
  }

  /** Kilometres of the range in the layout's units, or null when it is the whole line. @returns {Range | null} */
  units() {
    return this.hasWholeLine() ? null : [this.km[0] * UNITS, this.km[1] * UNITS];
  }

  hasWholeLine() {
    return this.km[0] <= 0 && this.km[1] >= this.view.lineLength;
  }

  /** Take over the range that the app asks for, unless a hand is on it. */
  sync() {
    if (this.dragging) return;
    const { days, km } = this.layer.filter;
    const asked = days?.map((day) => this.layer.calendar.yearOf(day)) ?? this.years;
    this.range = [Math.max(this.years[0], asked[0]), Math.min(this.years[1], asked[1])];
    if (this.range[0] > this.range[1]) this.range = [...this.years];
    this.km = km ? [km[0] / UNITS, Math.min(km[1] / UNITS, this.view.lineLength)] : [0, this.view.lineLength];
  }

  /**
   * Set the range on the map.
   *
   * @param {Range} range
   * @param {Range} km
   */
  set(range, km) {
    if (range.join() === this.range.join() && km.join() === this.km.join()) return;
    this.range = [...range];
    this.km = [...km];
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.layer.choose({ days: this.days(), km: this.units() }));
  }

  /** Report the range to the app. */
  report() {
    const years = this.#hasAllYears() ? "" : this.range.map((year) => String(year).padStart(4, "0")).join("-");
    const km = this.hasWholeLine() ? "" : this.km.map(Math.ceil).join("-");
    const word = `~range:${years},${km}`;
    if (word === this.#reported) return;
    this.#reported = word;
    this.view.reporter.report(word);
  }

  /** Count anew, under all filters but the range, and draw. */
  count() {
    const { points, matching, meta, calendar } = this.layer;
    this.counts = new YearCounts(points, matching, meta.groups, calendar);
    this.draw();
  }

  draw() {
    if (!this.counts) return;
    const { strings } = this.view;
    const { chart } = this.view.strip;
    const [from, to] = this.range;
    const parts = [from === to ? String(from) : `${from}–${to}`, strings.count(this.layer.matching.count)];
    if (!this.hasWholeLine()) parts.splice(1, 0, `${this.km[0]}–${Math.round(this.km[1])} km`);
    this.caption.textContent = parts.join(" · ");
    this.all.textContent = strings.get("show_all");
    this.all.hidden = this.#hasAllYears() && this.hasWholeLine();
    this.box.setAttribute("aria-label", strings.get(`chart:${chart}`));
    this.switch.setAttribute("aria-label", strings.get("charts"));
    this.switch.hidden = !this.view.strip.fitsLine() || this.view.strip.isAlone;
    for (const choice of this.switch.querySelectorAll("button")) {
      choice.textContent = strings.get(`switch:${choice.dataset.chart}`);
      choice.setAttribute("aria-pressed", String(choice.dataset.chart === chart));
    }
    this.play.draw(strings);
    this.legend.draw(this.counts.byGroup);
    this.charts.line.box.hidden = chart !== "line";
    this.charts.years.box.hidden = chart !== "years";
    this.charts[chart].draw();
  }

  /**
   * Whether a year has incidents, under all filters but the range.
   *
   * @param {number} year
   */
  hasIncidents(year) {
    return Boolean(this.counts?.ofYear(year));
  }

  /** Show which incidents are chosen and hovered. */
  highlight() {
    if (this.view.strip.chart === "line") this.charts.line.highlight();
  }
}

/**
 * Count a layer's incidents for its timeline, once the marks are on the screen.
 *
 * @param {import("./incident_layer.js").IncidentLayer} layer
 */
export function countLater(layer) {
  if (counting.has(layer)) return;
  counting.add(layer);
  const count = async () => {
    await layer.view.worded; // the line is as long as `base.json` says
    counting.delete(layer);
    if (!layer.timeline) layer.view.labels.request(); // none is under the strip
    layer.timeline ||= new Timeline(layer.view, layer);
    layer.timeline.count();
  };
  const painted = () => afterFrame(count);
  if (layer.timeline)
    afterFrame(painted); // the map comes first
  else afterMarks(layer.view, count);
}
