import { describe, expect, test } from "vitest";
import { bulkOfYears, kmScale, ticks, yearScale } from "../../dmz_map/web/src/chart_scales.js";

const across = kmScale({ left: 50, right: 1050, length: 240, estuary: true });

describe("kilometres", () => {
  test("the estuary has a strip of its own, left of kilometre 0", () => {
    expect(across.strip).toBe(90);
    expect(across.start).toBe(147);
    expect([across.x(0), across.x(240)]).toEqual([147, 1050]);
  });

  test("without an estuary the line begins at the left", () => {
    expect(kmScale({ left: 50, right: 1050, length: 240, estuary: false }).start).toBe(50);
  });

  test.each([0, 14.1, 120, 240])("kilometre %d is found where it was put", (km) => {
    expect(across.km(across.x(km))).toBeCloseTo(km);
  });

  test("nothing lies beyond the ends of the line", () => {
    expect([across.x(-5), across.x(300), across.km(0), across.km(5000)]).toEqual([147, 1050, 0, 240]);
  });
});

describe("years", () => {
  const down = yearScale({ top: 20, bottom: 220, years: [1953, 2025], bulk: [1960, 2020] });

  test("the oldest is at the top, and all are as high as each other", () => {
    expect([down.y(1953), down.y(2026)]).toEqual([20, 220]);
    expect(down.y(1963) - down.y(1953)).toBeCloseTo(down.y(2010) - down.y(2000));
    expect(down.pressed).toBe(false);
  });

  test.each([1953, 1976, 2025])("%d is found where it was put", (year) => {
    expect(down.year(down.y(year + 0.5))).toBe(year);
  });

  test("years far from the rest are pressed together at the edges", () => {
    const long = yearScale({ top: 0, bottom: 200, years: [1, 9999], bulk: [1950, 2025] });
    expect(long.pressed).toBe(true);
    expect([long.y(1), long.y(1950), long.y(2026), long.y(10000)]).toEqual([0, 12, 188, 200]);
    expect(long.year(long.y(1988.5))).toBe(1988);
    expect([long.year(-5), long.year(500)]).toEqual([1, 9999]);
  });

  test("one year alone fills the chart", () => {
    const one = yearScale({ top: 0, bottom: 100, years: [1990, 1990], bulk: [1990, 1990] });
    expect([one.y(1990), one.y(1991), one.year(50), one.year(100)]).toEqual([0, 100, 1990, 1990]);
  });

  test("the bulk leaves out one of two hundred at each end", () => {
    const years = [1, ...Array.from({ length: 298 }, (_, k) => 1950 + (k % 70)), 9999];
    expect(bulkOfYears(Int32Array.from(years), (year) => year)).toEqual([1950, 2019]);
  });
});

test.each([
  [1953, 2025, 200, 22, [1960, 1970, 1980, 1990, 2000, 2010, 2020]],
  [0, 240, 900, 44, [0, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240]],
  [1990, 1990, 200, 22, [1990]],
])("ticks from %d to %d are round and have space", (first, last, pixels, least, expected) => {
  expect(ticks(first, last, pixels, least)).toEqual(expected);
});
