/* The years played one after the other: each stays for a while; arrow keys step. */

import { button } from "./dom.js";

const STAY = 1400; // milliseconds that a year with incidents stays at simple speed
const EMPTY = 350; // and one without any
const SPEEDS = [1, 2, 4];

/** @typedef {import("./timeline.js").Range} Range */

/**
 * @typedef {object} PlayedTimeline
 * @property {Range} years
 * @property {Range} range
 * @property {Range} km
 * @property {(range: Range, km: Range) => void} set
 * @property {() => void} report
 * @property {(year: number) => boolean} hasIncidents
 */

export class Play {
  /** The year that is shown alone. @type {number | undefined} */ year;
  /** Between which years it plays. @type {Range | undefined} */ #ends;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {{get: (key: string) => string} | undefined} */ #strings;
  #speed = 0;

  /**
   * @param {PlayedTimeline} timeline
   * @param {() => boolean} isStill Whether the reader wants nothing to move by itself.
   */
  constructor(timeline, isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches) {
    this.timeline = timeline;
    this.isStill = isStill;
    this.button = button("dmz-play");
    this.speed = button("dmz-speed");
    this.button.addEventListener("click", () => this.toggle());
    this.button.addEventListener("keydown", (event) => this.#onKey(event));
    this.speed.addEventListener("click", () => this.faster());
  }

  get isPlaying() {
    return this.#timer !== undefined;
  }

  /** Begin, go on, or pause; where nothing may move by itself, one year on. */
  toggle() {
    if (this.isPlaying) this.pause();
    else if (this.isStill()) this.step(1);
    else this.#next();
  }

  pause() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.timeline.report();
    this.draw();
  }

  faster() {
    this.#speed = (this.#speed + 1) % SPEEDS.length;
    this.draw();
  }

  /**
   * Show the next year or the one before; beyond the last all of them again.
   *
   * @param {1 | -1} by
   * @returns {boolean} Whether there was one.
   */
  step(by) {
    const { timeline } = this;
    const [from, to] = timeline.range;
    if (from !== to) this.year = undefined; // the reader has set another range meanwhile
    this.#ends = from === to ? (this.#ends ?? timeline.years) : [from, to];
    const year = this.year === undefined && from === to ? from + by : (this.year ?? (by > 0 ? from - 1 : to + 1)) + by;
    const inside = year >= this.#ends[0] && year <= this.#ends[1];
    this.year = inside ? year : undefined;
    timeline.set(inside ? [year, year] : this.#ends, timeline.km);
    if (!this.isPlaying) timeline.report();
    this.draw();
    return inside;
  }

  #next() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {}, 0); // it plays from here on
    if (!this.step(1)) {
      this.pause();
      return;
    }
    const stay = this.year !== undefined && this.timeline.hasIncidents(this.year) ? STAY : EMPTY;
    this.#timer = setTimeout(() => this.#next(), stay / SPEEDS[this.#speed]);
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    if (this.isPlaying) this.pause();
    this.step(/** @type {1 | -1} */ (by));
  }

  /** Words are the view's. @param {{get: (key: string) => string}} [strings] */
  draw(strings = this.#strings) {
    if (!strings) return;
    this.#strings = strings;
    const label = strings.get(this.isPlaying ? "pause" : "play");
    this.button.textContent = this.isPlaying ? "❚❚" : "▶";
    this.button.setAttribute("aria-label", label);
    this.button.title = label;
    this.speed.textContent = `${SPEEDS[this.#speed]}×`;
    this.speed.setAttribute("aria-label", `${strings.get("speed")} ${SPEEDS[this.#speed]}×`);
    this.speed.hidden = !this.isPlaying;
  }
}
