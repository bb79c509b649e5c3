import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Play } from "../../dmz_map/web/src/play.js";
import { fakeDocument } from "./fake_dom.js";

const words = { get: (/** @type {string} */ key) => key };

/** @typedef {import("../../dmz_map/web/src/timeline.js").Range} Range */

class FakeTimeline {
  /** @type {Range} */ years = [1953, 1956];
  /** @type {Range} */ km = [0, 241];
  /** @type {string[]} */ shown = [];
  reports = 0;

  /** @param {Range} range */
  constructor(range) {
    this.range = range;
  }

  set(/** @type {Range} */ next) {
    this.range = next;
    this.shown.push(next.join("-"));
  }

  report() {
    this.reports += 1;
  }

  hasIncidents(/** @type {number} */ year) {
    return year !== 1954;
  }
}

/** @param {{range?: Range, still?: boolean}} [options] */
function played({ range = [1953, 1956], still = false } = {}) {
  const timeline = new FakeTimeline(range);
  const play = new Play(timeline, () => still);
  play.draw(words);
  return { play, timeline };
}

beforeEach(() => {
  fakeDocument();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test("the years come one after the other, and then all again", () => {
  const { play, timeline } = played();
  play.toggle();
  vi.runAllTimers();
  expect(timeline.shown).toEqual(["1953-1953", "1954-1954", "1955-1955", "1956-1956", "1953-1956"]);
  expect(play.isPlaying).toBe(false);
  expect(timeline.reports).toBe(1);
});

test("a year without incidents stays for a shorter time", () => {
  const { play, timeline } = played();
  play.toggle();
  vi.advanceTimersByTime(1400);
  expect(timeline.range).toEqual([1954, 1954]);
  vi.advanceTimersByTime(350);
  expect(timeline.range).toEqual([1955, 1955]);
});

test("it plays within the range that was set, and pauses where it is", () => {
  const { play, timeline } = played({ range: [1954, 1956] });
  play.toggle();
  vi.advanceTimersByTime(350);
  play.toggle();
  vi.runAllTimers();
  expect(timeline.shown).toEqual(["1954-1954", "1955-1955"]);
  expect(timeline.reports).toBe(1);
  play.toggle();
  vi.runAllTimers();
  expect(timeline.shown.at(-1)).toBe("1954-1956");
});

test("twice as fast", () => {
  const { play, timeline } = played();
  play.faster();
  play.toggle();
  vi.advanceTimersByTime(700);
  expect(timeline.range).toEqual([1954, 1954]);
});

test("steps go both ways, and each is told", () => {
  const { play, timeline } = played();
  play.step(-1);
  play.step(-1);
  play.step(1);
  expect(timeline.shown).toEqual(["1956-1956", "1955-1955", "1956-1956"]);
  expect(timeline.reports).toBe(3);
});

test("from one chosen year it goes on to the next", () => {
  const { play, timeline } = played({ range: [1954, 1954] });
  play.step(1);
  expect(timeline.range).toEqual([1955, 1955]);
});

test("where nothing may move by itself the button is a step", () => {
  const { play, timeline } = played({ still: true });
  play.toggle();
  vi.runAllTimers();
  expect(timeline.shown).toEqual(["1953-1953"]);
  expect(play.isPlaying).toBe(false);
});
