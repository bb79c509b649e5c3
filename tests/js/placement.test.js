import { describe, expect, test } from "vitest";
import { placeBadges, placeNames } from "../../dmz_map/web/src/placement.js";

/**
 * @param {number} left
 * @param {number} top
 */
function box(left, top, width = 40, height = 10) {
  return { left, top, right: left + width, bottom: top + height };
}

const MAP = { left: 0, right: 500, top: -5, bottom: 300 };
const EDGE = { ...MAP, right: 100 };

/** @param {number} left @param {number} top @param {number} rank */
function name(left, top, rank, flips = false) {
  return { box: box(left, top), rank, flips };
}

/** @param {{shown: boolean}[]} placed */
const shown = (placed) => placed.map((one) => one.shown);

describe("names", () => {
  test("that touch no other are all shown", () => {
    expect(shown(placeNames([name(0, 0, 1), name(43, 0, 2), name(0, 10, 3)], [], MAP))).toEqual([true, true, true]);
  });

  test("of the lower rank come first, whatever their order", () => {
    expect(shown(placeNames([name(0, 0, 9), name(20, 0, 1)], [], MAP))).toEqual([false, true]);
  });

  test("of one rank come in their order", () => {
    expect(shown(placeNames([name(0, 0, 1), name(20, 0, 1), name(41, 0, 1)], [], MAP))).toEqual([true, false, false]);
  });

  test("keep clear of marks", () => {
    expect(shown(placeNames([name(0, 0, 1), name(100, 0, 1)], [box(30, 0)], MAP))).toEqual([false, true]);
  });

  test("near the right edge go to the other side, where they may", () => {
    const [flipped, kept] = placeNames([name(80, 0, 1, true), name(80, 50, 1)], [], EDGE);
    expect(flipped).toEqual({ shown: true, flipped: true });
    expect(kept).toEqual({ shown: false, flipped: false });
  });

  test("on the other side are measured there", () => {
    expect(shown(placeNames([name(80, 0, 1, true)], [box(50, 0)], EDGE))).toEqual([false]);
    expect(shown(placeNames([name(80, 0, 1, true)], [box(95, 0)], EDGE))).toEqual([true]);
  });

  test("that an edge would cut are not shown", () => {
    expect(shown(placeNames([name(-5, 0, 1), name(50, -8, 1), name(50, 295, 1)], [], MAP))).toEqual([
      false,
      false,
      false,
    ]);
    expect(shown(placeNames([name(-80, 0, 1)], [], MAP))).toEqual([true]);
  });

  test("far beyond the edge stay as they are", () => {
    expect(placeNames([name(120, 0, 1, true)], [], EDGE)[0].flipped).toBe(false);
  });
});

describe("badges", () => {
  /** @type {Edges} */
  const view = [0, 0, 200, 200];
  /** @type {[number, number][]} */
  const offsets = [
    [0, 0],
    [0, -26],
    [0, 26],
  ];

  test("take the first of their places that covers nothing", () => {
    expect(placeBadges([{ box: [50, 50, 90, 70], offsets }], [], view)).toEqual([[0, 0]]);
    expect(placeBadges([{ box: [50, 50, 90, 70], offsets }], [[60, 55, 70, 65]], view)).toEqual([[0, -26]]);
  });

  test("make way for those before them", () => {
    const same = { box: /** @type {Edges} */ ([50, 50, 90, 70]), offsets };
    expect(placeBadges([same, same, same], [], view)).toEqual([
      [0, 0],
      [0, -26],
      [0, 26],
    ]);
  });

  test("stay in view rather than clear of each other", () => {
    const badge = { box: /** @type {Edges} */ ([50, 5, 90, 25]), offsets: offsets.slice(0, 2) };
    expect(placeBadges([badge], [[50, 5, 90, 25]], view)).toEqual([[0, 0]]);
  });

  test("take the least covered place where none is free", () => {
    const marks = /** @type {Edges[]} */ ([
      [50, 50, 90, 70],
      [50, 24, 60, 44],
      [50, 76, 90, 96],
    ]);
    expect(placeBadges([{ box: [50, 50, 90, 70], offsets }], marks, view)).toEqual([[0, -26]]);
  });
});
