import { beforeAll, describe, expect, test } from "vitest";

const VIEW = { scale: 360 * 100, x: 0, y: 0, ratio: 1, width: 800, height: 600 };

/** @type {typeof import("../../dmz_map/web/src/base_shape.js").BaseShape} */
let BaseShape;

beforeAll(async () => {
  // As much of Leaflet as a shape needs of it.
  class Path {
    options = {};
  }
  /** @type {any} */ (globalThis).L = { Path, latLngBounds: (/** @type {unknown[]} */ ...corners) => corners };
  ({ BaseShape } = await import("../../dmz_map/web/src/base_shape.js"));
});

/**
 * Return the shape of a geometry, and what it does to a canvas.
 *
 * @param {string} type
 * @param {any} coordinates
 * @param {Partial<typeof VIEW>} [view]
 */
function drawn(type, coordinates, view = {}) {
  /** @type {any} */
  const feature = { type: "Feature", properties: {}, geometry: { type, coordinates } };
  const shape = new BaseShape(/** @type {any} */ ({ hasStyle: () => true }), feature);
  /** @type {string[]} */
  const strokes = [];
  const ink = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (/** @type {number[]} */ ...at) =>
          strokes.push([String(name), ...at.map((v) => Math.round(v) + 0)].join(" ")),
    },
  );
  const renderer = { view: { ...VIEW, ...view }, _ctx: ink, _fillStroke: () => strokes.push("fillStroke") };
  /** @type {any} */ (shape)._renderer = renderer;
  shape._updatePath();
  return { shape, strokes: strokes.filter((s) => /moveTo|lineTo|close|setTransform|fillStroke/.test(s)) };
}

const RING = [
  [127.5, 38.2],
  [128.5, 38.2],
  [128.5, 38.3],
  [127.5, 38.2],
];
const HOLE = [
  [127.9, 38.21],
  [128, 38.21],
  [128, 38.22],
  [127.9, 38.21],
];

describe("a shape of the base map", () => {
  test("a line is open, and has no area", () => {
    const { shape, strokes } = drawn("LineString", [
      [127.5, 38.2],
      [128.5, 38.2],
    ]);
    expect(strokes).toEqual(["setTransform 1 0 0 1 0 0", "moveTo 0 0", "lineTo 100 0", "fillStroke"]);
    expect(shape.options.fill).toBe(false);
  });

  test("each ring of each polygon is closed, and all are filled as one", () => {
    const { shape, strokes } = drawn("MultiPolygon", [[RING, HOLE], [RING]]);
    expect(strokes.filter((s) => s.startsWith("moveTo"))).toHaveLength(3);
    expect(strokes.filter((s) => s === "closePath")).toHaveLength(3);
    expect(strokes.filter((s) => s === "fillStroke")).toHaveLength(1);
    expect(shape.options.fill).toBe(true);
  });

  test("vertices nearer than a pixel to the last one are left out, but never the end", () => {
    const near = [127.5, 127.501, 127.502, 127.6, 127.601].map((lon) => [lon, 38.2]);
    expect(drawn("LineString", near).strokes.filter((s) => s.startsWith("lineTo"))).toHaveLength(2);
    const close = drawn("LineString", near, { scale: 360 * 10_000 }).strokes;
    expect(close.filter((s) => s.startsWith("lineTo"))).toHaveLength(4);
  });

  test("on a screen of fine pixels the canvas is scaled, not the line", () => {
    const { strokes } = drawn(
      "LineString",
      [
        [127.5, 38.2],
        [128.5, 38.2],
      ],
      { ratio: 2, scale: 720 * 100 },
    );
    expect(strokes.slice(0, 3)).toEqual(["setTransform 2 0 0 2 0 0", "moveTo 0 0", "lineTo 100 0"]);
  });

  test("its bounds are those of its vertices", () => {
    expect(drawn("Polygon", [RING]).shape.getBounds()).toEqual([
      [38.2, 127.5],
      [38.3, 128.5],
    ]);
  });
});
