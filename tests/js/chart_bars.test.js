import { describe, expect, test } from "vitest";
import { Calendar } from "../../dmz_map/web/src/calendar.js";
import { bars } from "../../dmz_map/web/src/chart_bars.js";
import { density } from "../../dmz_map/web/src/chart_density.js";

const LAYOUT = { unknown: 65535 };
const META = {
  categories: ["a", "b"],
  groups: ["crossing", "force"],
  precision: ["exact", "place", "county", "sector"],
  sectors: ["western", "han_estuary", "whole_line"],
};

/**
 * @param {{category?: number, sector?: number, precision?: number, lon?: number, radius?: number,
 *   km?: number, off?: number, first?: number, last?: number}[]} rows
 */
function incidents(...rows) {
  const columns = {
    category: rows.map(({ category = 0 }) => category),
    sector: rows.map(({ sector = 0 }) => sector),
    location_precision: rows.map(({ precision = 0 }) => precision),
    fuzzy: rows.map(() => 0),
  };
  const points = {
    n: rows.length,
    layout: LAYOUT,
    lon: rows.map(({ lon = Number.NaN }) => lon * 1e5),
    first: rows.map(({ first = 0 }) => first),
    placed: (/** @type {number} */ i) => rows[i].lon !== undefined,
    attribute: (/** @type {keyof typeof columns} */ name) => ({ values: columns[name], shift: 0, mask: 255 }),
    get: (/** @type {keyof typeof columns} */ name, /** @type {number} */ i) => columns[name][i],
  };
  const extents = {
    last: rows.map(({ first = 0, last = first }) => last),
    radius: rows.map(({ radius = 0 }) => radius),
    km: rows.map(({ km = LAYOUT.unknown }) => km),
    km_uncertainty: rows.map(({ off = LAYOUT.unknown }) => off),
  };
  const all = { points, meta: META, extents, calendar: new Calendar("1970-01-01") };
  return /** @type {import("../../dmz_map/web/src/chart_bars.js").Incidents} */ (/** @type {unknown} */ (all));
}

/** @param {number} count */
function shown(count) {
  return new Uint8Array(count).fill(1);
}

describe("bars", () => {
  test("a bar is as long as its place is uncertain, and has a sign where the place is known", () => {
    const rows = [
      { lon: 126.67, km: 1412, off: 50 },
      { lon: 127, km: 5000, off: 2200, precision: 2 },
    ];
    const { bars: found } = bars(incidents(...rows), shown(2));
    expect(found.map(({ from, at, to, sure }) => [from, at, to, sure])).toEqual([
      [28, 50, 72, false],
      [13.62, 14.12, 14.62, true],
    ]);
  });

  test("a bar does not begin before the line, nor does its sign move", () => {
    const [bar] = bars(incidents({ lon: 126.7, km: 100, off: 400 }), shown(1)).bars;
    expect([bar.from, bar.at, bar.to]).toEqual([0, 1, 5]);
  });

  test("a bar is as high as its date is long", () => {
    const [bar] = bars(incidents({ lon: 126.7, km: 100, off: 0, first: 0, last: 364 }), shown(1)).bars;
    expect([bar.first, bar.last, bar.dated]).toEqual([1970, 1971, false]);
  });

  test("the estuary has places of its own, and one without a point fills its strip", () => {
    const { bars: found } = bars(incidents({ sector: 1, lon: 126.39 }, { sector: 1, precision: 3 }), shown(2));
    expect(found.map(({ estuary }) => estuary)).toEqual([true, true]);
    expect([found[0].from, found[0].to]).toEqual([0, 1]);
    expect(found[1].at).toBeCloseTo(0.5);
  });

  test("what has no kilometre has no bar, and is counted", () => {
    expect(bars(incidents({}, { lon: 127, km: 5, off: 5 }), shown(2))).toMatchObject({ nowhere: 1, bars: [{ i: 1 }] });
  });
});

test("the density of an incident is one in all, spread over its bar", () => {
  const rows = [
    { km: 500, off: 500 },
    { km: 100, off: 0, first: 3, category: 1 },
    { first: 2, km: 65535 },
  ];
  const { grids, columns, most, nowhere } = density(incidents(...rows), shown(3), {
    columns: 20,
    rows: 5,
    column: (at) => Math.floor(at),
    row: (day) => day,
  });
  const sum = (/** @type {Float64Array} */ grid) => grid.reduce((all, one) => all + one, 0);
  expect(grids.map(sum)).toEqual([expect.closeTo(1), expect.closeTo(1)]);
  expect(grids[0][5]).toBeCloseTo(1 / 11);
  expect(grids[1][3 * columns + 1]).toBeCloseTo(1);
  expect([most, nowhere]).toEqual([expect.closeTo(1), 1]);
});

test("a million incidents are counted", () => {
  const one = { km: 100, off: 20 };
  const many = incidents(...Array.from({ length: 1000 }, () => one));
  const million = {
    ...many,
    points: {
      ...many.points,
      n: 1_000_000,
      first: new Int32Array(1_000_000),
      attribute: () => ({ values: new Uint32Array(1_000_000), shift: 0, mask: 1 }),
    },
    extents: {
      last: new Int32Array(1_000_000),
      radius: new Uint16Array(1_000_000),
      km: new Uint16Array(1_000_000).fill(100),
      km_uncertainty: new Uint16Array(1_000_000).fill(20),
    },
  };
  const { most } = density(
    /** @type {import("../../dmz_map/web/src/chart_bars.js").Incidents} */ (/** @type {unknown} */ (million)),
    shown(1_000_000),
    { columns: 200, rows: 70, column: (at) => Math.floor(at), row: () => 0 },
  );
  expect(most).toBeCloseTo(1_000_000 / 2, 0);
});
