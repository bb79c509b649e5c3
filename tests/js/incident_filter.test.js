import { describe, expect, test } from "vitest";
import { Calendar } from "../../dmz_map/web/src/calendar.js";
import { bytes } from "../../dmz_map/web/src/files.js";
import { matching } from "../../dmz_map/web/src/incident_filter.js";
import { YearCounts } from "../../dmz_map/web/src/year_counts.js";
import { expected, extents, points } from "./fixture.js";

const calendar = new Calendar(expected.layout.epoch);
const groups = Array.from({ length: 12 }, (_, code) => ["crossing", "force", "hazard"][code % 3]);

/** Positions of the incidents whose bit is set. @param {string} base64 */
function positions(base64) {
  const bits = bytes(base64);
  return Array.from({ length: bits.length * 8 }, (_, i) => i).filter((i) => (bits[i >> 3] >> (i & 7)) & 1);
}

/** @param {Uint8Array} mask */
function marked(mask) {
  return [...mask.keys()].filter((i) => mask[i]);
}

describe.each(expected.filters)("the browser finds what the server finds: $filter", (wanted) => {
  const read = points();
  const found = matching(read, wanted.filter, extents());

  test("the same incidents", () => {
    expect(marked(found.all)).toEqual(positions(wanted.matching));
    expect(found.count).toBe(wanted.count);
  });

  test("in the same years", () => {
    const { days, ...rest } = wanted.filter;
    const counts = new YearCounts(read, { ...found, butDays: found.all }, groups, calendar);
    /** @type {Record<string, number>} */
    const years = {};
    for (let at = 0; at < counts.bars.length; at += counts.width) {
      const sum = counts.bars.slice(at, at + counts.width).reduce((a, b) => a + b, 0);
      if (sum) years[counts.years[0] + at / counts.width] = sum;
    }
    expect(years).toEqual(wanted.years);
    expect(marked(found.butDays)).toEqual(marked(matching(read, rest, extents()).all));
  });

  test("without the choice of categories, what passes all the rest", () => {
    const { category, ...rest } = wanted.filter;
    expect(marked(found.butCategory)).toEqual(marked(matching(read, rest, extents()).all));
  });

  test("without the ranges of days and kilometres, what passes all the rest", () => {
    const { days, km, ...rest } = wanted.filter;
    expect(marked(found.butRange)).toEqual(marked(matching(read, rest).all));
  });
});

test("an empty list of codes lets nothing pass", () => {
  expect(matching(points(), { sector: [] }).count).toBe(0);
});

test("bits that end early let the rest not pass", () => {
  expect(marked(matching(points(), { matches: btoa("\x05") }).all)).toEqual([0, 2]);
});

test("counts by group leave the choice of categories out, exact and fuzzy dates lie apart", () => {
  const read = points();
  const counts = new YearCounts(read, matching(read, { category: [0] }), groups, calendar);
  expect([...counts.byGroup.values()].reduce((a, b) => a + b, 0)).toBe(read.n);
  const fuzzy = counts.bars.reduce((sum, count, k) => (k % 2 ? sum + count : sum), 0);
  const own = [...Array(read.n).keys()].filter((i) => read.get("category", i) === 0);
  expect(fuzzy).toBe(own.filter((i) => read.get("fuzzy", i)).length);
});

test("ten thousand years are counted as well", () => {
  const read = points("edges-points.bin");
  const one = Array.from({ length: 256 }, () => "force");
  const counts = new YearCounts(read, matching(read, {}), one, calendar);
  expect(counts.years).toEqual([1, 9999]);
  expect(counts.bars).toHaveLength(9999 * 2);
  expect(counts.bars.reduce((a, b) => a + b, 0)).toBe(read.n);
  expect([counts.bars[0], counts.bars[9998 * 2 + 1], counts.most()]).toEqual([1, 1, 1]);
});

test("the first and the last day of a range belong to it", () => {
  const read = points();
  const day = read.first[500];
  const on = [...read.first.keys()].filter((i) => read.first[i] === day);
  expect(marked(matching(read, { days: [day, day] }).all)).toEqual(on);
  expect(marked(matching(read, { days: [day + 1, day] }).all)).toEqual([]);
});

// 1904 to 2000 has one and a half leap days more than the mean.
test.each([1, 1904, 1953])("the first and the last day of each year from %i on are counted in it", (start) => {
  const years = Array.from({ length: 10000 - start }, (_, k) => k + start);
  const first = Int32Array.from(years.flatMap((year) => [calendar.firstDay(year), calendar.firstDay(year + 1) - 1]));
  const read = points();
  const none = { values: new Uint32Array(first.length), shift: 0, mask: 1 };
  Object.assign(read, { n: first.length, first, days: [first[0], first[first.length - 1]], attribute: () => none });
  const counts = new YearCounts(read, matching(read, {}), ["force", "force"], calendar);
  expect([...counts.bars].filter((_, k) => k % 2 === 0).every((count) => count === 2)).toBe(true);
  expect(counts.most()).toBe(2);
});
