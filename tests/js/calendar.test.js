import { expect, test } from "vitest";
import { Calendar } from "../../dmz_map/web/src/calendar.js";
import { expected } from "./fixture.js";

const calendar = new Calendar(expected.layout.epoch);

test.each(expected.years)("day %i is in the year %i", (day, year) => {
  expect(calendar.yearOf(day)).toBe(year);
});

test("each year's first and last day are its own, from 1 to 9999", () => {
  for (let year = 1; year <= 9999; year += 1) {
    const [first, last] = [calendar.firstDay(year), calendar.firstDay(year + 1) - 1];
    if (calendar.yearOf(first) !== year || calendar.yearOf(last) !== year) expect.fail(`year ${year}`);
    if (last - first !== 364 && last - first !== 365) expect.fail(`length of ${year}`);
  }
});

test("another epoch counts from another day", () => {
  const other = new Calendar("1950-01-01");
  expect(other.firstDay(1950)).toBe(0);
  expect(other.yearOf(-1)).toBe(1949);
  expect(other.firstDay(1970)).toBe(7305);
});

test("a day's position is the part of its year that has passed", () => {
  expect(calendar.position(calendar.firstDay(2001))).toBe(2001);
  expect(calendar.position(calendar.firstDay(2000) + 183)).toBe(2000.5);
});
