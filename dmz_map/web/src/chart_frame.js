/* What is around the bars of the unrolled line: sectors on top, years at the left, places and kilometres below. */

import { ticks } from "./chart_scales.js";

const GAP = 8; // pixels between two names
const YEAR = 22; // pixels that a year needs
const KM = 44; // pixels that a kilometre's number needs
const RANKS = ["crossing", "tunnel", "city", "hill", "site", "observatory", "river", "guard_post"];
const FIRST = ["jsa", "cheorwon", "yeoncheon", "inje-front"]; // places that have their names first

/**
 * @typedef {object} Plan
 * @property {CanvasRenderingContext2D} ink
 * @property {import("./chart_scales.js").KmScale} across
 * @property {import("./chart_scales.js").YearScale} down
 * @property {number} head Height of the band of sectors, in pixels.
 * @property {number} top
 * @property {number} bottom
 * @property {number} height
 * @property {(name: string) => string} tone
 * @property {string} font
 */

/**
 * Draw the frame.
 *
 * @param {Plan} plan
 * @param {import("./map_view.js").MapView} view
 */
export function drawFrame(plan, view) {
  const { ink, font } = plan;
  ink.textBaseline = "middle";
  ink.font = `11px ${font}`;
  sectors(plan, view);
  years(plan);
  kilometres(plan, view);
}

/**
 * @param {Plan} plan
 * @param {import("./map_view.js").MapView} view
 */
function sectors({ ink, across, head, top, bottom, tone }, view) {
  const { strings } = view;
  ink.textAlign = "center";
  if (across.strip) {
    ink.fillStyle = tone("sea");
    ink.fillRect(across.left, 0, across.strip, head);
    ink.globalAlpha = 0.35;
    ink.fillRect(across.left, top, across.strip, bottom - top);
    ink.globalAlpha = 1;
    name({ ink, tone }, strings.get("chart_estuary"), across.left, across.left + across.strip, head);
  }
  Object.entries(view.kilometres.sectors).forEach(([id, km], k) => {
    const [from, to] = [across.x(km[0]), across.x(km[1])];
    ink.globalAlpha = k % 2 ? 0.12 : 0.24;
    ink.fillStyle = tone("zone");
    ink.fillRect(from, 0, to - from, head);
    ink.globalAlpha = 1;
    ink.fillStyle = tone("line");
    if (k) ink.fillRect(Math.round(from), head, 1, bottom - head);
    name({ ink, tone }, strings.get(`sector:${id}`), from, to, head);
  });
}

/**
 * Write a name into the band; on two lines where one is too long, and initials where two are.
 *
 * @param {Pick<Plan, "ink" | "tone">} plan
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @param {number} head
 */
function name({ ink, tone }, text, from, to, head) {
  ink.fillStyle = tone("ink");
  const middle = (from + to) / 2;
  if (ink.measureText(text).width <= to - from - 4) {
    ink.fillText(text, middle, head / 2 + 0.5);
    return;
  }
  const lines = text.split(/(?<=-)|\s/);
  const longest = Math.max(...lines.map((line) => ink.measureText(line).width));
  if (lines.length !== 2 || head < 24 || longest > to - from - 2) {
    ink.fillText(lines.map(([initial]) => initial.toUpperCase()).join("-"), middle, head / 2 + 0.5);
    return;
  }
  lines.forEach((line, k) => {
    ink.fillText(line, middle, head / 2 + (k ? 6.5 : -5.5));
  });
}

/** @param {Plan} plan */
function years({ ink, across, down, top, bottom, tone }) {
  const [first, end] = down.even;
  ink.textAlign = "right";
  for (const year of ticks(first, end - 1, bottom - top, YEAR)) {
    const y = Math.round(down.y(year));
    ink.fillStyle = tone("line");
    ink.globalAlpha = 0.7;
    ink.fillRect(across.left, y, across.right - across.left, 1);
    ink.globalAlpha = 1;
    ink.fillStyle = tone("muted");
    if (y - top > 3 && bottom - y > 2) ink.fillText(String(year), across.left - 20, y + 0.5);
  }
}

/**
 * @param {Plan} plan
 * @param {import("./map_view.js").MapView} view
 */
function kilometres({ ink, across, bottom, height, tone }, view) {
  const rows = [bottom + (height - bottom) * 0.38, bottom + (height - bottom) * 0.8];
  ink.fillStyle = tone("line");
  ink.fillRect(across.start, bottom, across.right - across.start, 1);
  ink.textAlign = "center";
  ink.fillStyle = tone("muted");
  const unit = ink.measureText("000 km").width;
  for (const km of ticks(0, view.lineLength, across.right - across.start, KM)) {
    const last = km === 0 ? `${km} km` : String(km);
    if (across.x(km) + unit / 2 < across.right + unit / 3) ink.fillText(last, across.x(km), rows[1]);
  }
  ink.fillStyle = tone("ink");
  for (const { x, text, at } of placeNames(ink, across, view)) {
    ink.fillText(text, at, rows[0]);
    ink.fillRect(Math.round(x), bottom, 1, 4);
  }
}

/**
 * Return the places whose names stand free of each other, the most telling first.
 *
 * @param {CanvasRenderingContext2D} ink
 * @param {import("./chart_scales.js").KmScale} across
 * @param {import("./map_view.js").MapView} view
 */
function placeNames(ink, across, view) {
  /** @type {{x: number, text: string, at: number, from: number, to: number}[]} */
  const found = [];
  const rank = (/** @type {string} */ id, /** @type {string} */ kind) =>
    FIRST.includes(id) ? -1 : RANKS.indexOf(kind);
  const places = Object.entries(view.kilometres.places).filter(([, [km]]) => km > 0);
  for (const [id, [km]] of places.sort(([a, [, kind]], [b, [, other]]) => rank(a, kind) - rank(b, other))) {
    const text = shortName(view, id);
    const half = ink.measureText(text).width / 2;
    const x = across.x(km);
    const at = Math.min(Math.max(x, across.start + half), across.right - half);
    const [from, to] = [at - half - GAP, at + half + GAP];
    if (!found.some((other) => from < other.to - GAP && to > other.from + GAP)) found.push({ x, text, at, from, to });
  }
  return found;
}

/**
 * Return a place's name without what explains it.
 *
 * @param {import("./map_view.js").MapView} view
 * @param {string} id
 */
function shortName(view, id) {
  if (id === "jsa") return view.strings.get("chart_jsa");
  return view.strings.name("places", id).replace(/ \(.*|,.*| front\b.*|-myeon$/gu, "");
}
