import { describe, expect, test } from "vitest";
import { withParameters } from "../../dmz_map/web/src/page/address.js";
import { related } from "../../dmz_map/web/src/panel/related.js";
import { remedies } from "../../dmz_map/web/src/panel/remedies.js";
import { TimeOrder } from "../../dmz_map/web/src/panel/time_order.js";

const FIRST = Int32Array.from([5, -700000, 5, 20000, 0]);

describe("incidents in the order of time", () => {
  test("the newest is first, days before the epoch too, and equal days keep an order", () => {
    expect([...new TimeOrder(FIRST).positions]).toEqual([3, 2, 0, 4, 1]);
  });

  test("those that match keep it", () => {
    const all = Uint8Array.from([1, 1, 0, 1, 0]);
    expect([...new TimeOrder(FIRST).matching({ all, count: 3 })]).toEqual([3, 0, 1]);
  });

  test("a million days keep each its own position", () => {
    const first = new Int32Array(1_000_000).map((_, i) => (i * 7919) % 25000);
    const { positions } = new TimeOrder(first);
    expect(new Set(positions).size).toBe(first.length);
    expect(positions.every((i, k) => k === 0 || first[i] <= first[positions[k - 1]])).toBe(true);
  });
});

/** @type {any} Three at one place, two on one day, codes 1, 1, 2, 1, 1. */
const POINTS = {
  n: 5,
  lon: Int32Array.from([7, 7, 7, 9, 9]),
  lat: Int32Array.from([3, 3, 3, 3, 2 ** 31 - 1]),
  first: Int32Array.from([10, 20, 10, 40, 12]),
  placed: (/** @type {number} */ i) => POINTS.lat[i] !== 2 ** 31 - 1,
  attribute: () => ({ values: Uint32Array.from([1, 1, 2, 1, 1]), shift: 0, mask: 255 }),
};

test("beside an incident are those of its place, its day and its kind, nearest in time", () => {
  const order = new TimeOrder(POINTS.first).positions;
  expect(related(POINTS, order, 0)).toEqual({ same_place: [1, 2], same_day: [2], same_kind: [4, 1, 3] });
  expect(related(POINTS, order, 4)).toEqual({ same_place: [], same_day: [], same_kind: [0, 1, 3] });
});

test("a remedy is a filter without which something matches", () => {
  expect(remedies(POINTS, { category: [2], days: [30, 50] })).toEqual([
    { parameter: "years", count: 1 },
    { parameter: "category", count: 1 },
  ]);
  expect(remedies(POINTS, { category: [3] })).toEqual([{ parameter: "category", count: 5 }]);
});

test.each([
  ["?a=1&b=%20x,y", { incident: "id-1" }, "?a=1&b=%20x,y&incident=id-1"],
  ["?incident=a&b=2", { incident: null }, "?b=2"],
  ["?incident=a", { incident: null }, ""],
  ["", { q: "a b&c,d" }, "?q=a%20b%26c,d"],
])("%j with %j is %j", (search, changes, expected) => {
  expect(withParameters(search, changes)).toBe(expected);
});
