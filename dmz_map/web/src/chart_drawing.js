/* The bars, signs and cells of the unrolled line, and what is chosen among them. */

import { symbol } from "./symbols.js";

export const SIGN = 3.6; // half the size of a sign, in pixels
const THIN = 1.5; // pixels, the least height of a bar
const FAINT = 0.12; // of an incident outside the range
export const CELL = [4, 3]; // pixels of a cell of density

/** @typedef {import("./chart_frame.js").Plan} Plan */
/** @typedef {import("./chart_bars.js").Bar} Bar */

/**
 * Return where a bar is: left, top, right and bottom edge in pixels.
 *
 * @param {Pick<Plan, "across" | "down">} plan
 * @param {Bar} bar
 * @returns {Edges}
 */
export function place({ across, down }, bar) {
  const x = (/** @type {number} */ at) => (bar.estuary ? across.left + at * across.strip : across.x(at));
  const [top, bottom] = [down.y(bar.first), down.y(bar.last)];
  const grown = Math.max(THIN - (bottom - top), 0) / 2;
  return [x(bar.from), top - grown, x(bar.to), bottom + grown];
}

/**
 * Draw the bars, and on top of them the signs of the places that are known.
 *
 * @param {Plan} plan
 * @param {Bar[]} bars The longest first.
 * @param {Uint8Array} within Whether each incident is in the range.
 */
export function drawBars(plan, bars, within) {
  const { ink, tone } = plan;
  for (const bar of bars) {
    const [left, top, right, bottom] = place(plan, bar);
    ink.fillStyle = tone(bar.group);
    ink.globalAlpha = within[bar.i] ? (bar.sure ? 0.6 : bar.dated ? 0.4 : 0.28) : FAINT;
    ink.fillRect(left, top, Math.max(right - left, 1), bottom - top);
  }
  ink.lineWidth = 1.4;
  ink.strokeStyle = tone("paper");
  for (const bar of bars) if (bar.sure) sign(plan, bar, within[bar.i] ? 1 : 0.2);
  ink.globalAlpha = 1;
}

/**
 * @param {Plan} plan
 * @param {Bar} bar
 * @param {number} opacity
 */
function sign(plan, bar, opacity) {
  const { ink, tone } = plan;
  const [x, y] = middle(plan, bar);
  ink.beginPath();
  symbol(ink, bar.group, x, y, SIGN);
  ink.globalAlpha = opacity;
  if (opacity === 1) ink.stroke();
  ink.fillStyle = tone(bar.group);
  ink.fill();
}

/**
 * Return where a bar has its sign, in pixels.
 *
 * @param {Pick<Plan, "across" | "down">} plan
 * @param {Bar} bar
 */
export function middle({ across, down }, bar) {
  const x = bar.estuary ? across.left + bar.at * across.strip : across.x(bar.at);
  return [x, (down.y(bar.first) + down.y(bar.last)) / 2];
}

/**
 * Draw the density: each cell in the colour of the group that has most of it.
 *
 * @param {Plan} plan
 * @param {import("./chart_density.js").Density} density
 */
export function drawDensity({ ink, across, top, bottom, tone }, { columns, rows, groups, grids, most }) {
  const tones = groups.map(tone);
  const [width, height] = CELL;
  ink.save();
  ink.beginPath();
  ink.rect(across.left, top, across.right - across.left, bottom - top);
  ink.clip();
  for (let at = 0; at < columns * rows; at += 1) {
    let [all, best] = [0, 0];
    for (let g = 0; g < grids.length; g += 1) {
      all += grids[g][at];
      if (grids[g][at] > grids[best][at]) best = g;
    }
    if (all < 1e-3) continue; // less than a thousandth of an incident, or what rounding leaves
    ink.globalAlpha = 0.1 + 0.9 * Math.sqrt(Math.min(all / most, 1));
    ink.fillStyle = tones[best];
    ink.fillRect(across.left + (at % columns) * width, top + Math.floor(at / columns) * height, width, height);
  }
  ink.restore();
}

/**
 * Draw the range of years and kilometres that is chosen.
 *
 * @param {Plan} plan
 * @param {import("./timeline.js").Timeline} timeline
 */
export function drawRange({ ink, across, down, top, bottom, tone }, timeline) {
  const [days, whole] = [timeline.days(), timeline.hasWholeLine()];
  if (!days && whole) return;
  const left = whole ? across.left : across.x(timeline.km[0]);
  const right = whole ? across.right : across.x(timeline.km[1]);
  const from = days ? down.y(timeline.range[0]) : top;
  const to = days ? down.y(timeline.range[1] + 1) : bottom;
  ink.fillStyle = tone("ink");
  ink.globalAlpha = 0.06;
  ink.fillRect(left, from, right - left, to - from);
  ink.globalAlpha = 0.5;
  ink.strokeStyle = tone("ink");
  ink.lineWidth = 1;
  ink.strokeRect(Math.round(left) + 0.5, Math.round(from) + 0.5, Math.round(right - left), Math.round(to - from));
  ink.globalAlpha = 1;
}

/**
 * Draw one bar over all others.
 *
 * @param {Plan} plan
 * @param {Bar} bar
 * @param {boolean} chosen
 */
export function drawOver(plan, bar, chosen) {
  const { ink, tone } = plan;
  const [left, top, right, bottom] = place(plan, bar);
  ink.globalAlpha = 1;
  ink.fillStyle = chosen ? tone("chosen") : tone("paper");
  ink.fillRect(left - 2, top - 2, Math.max(right - left, 1) + 4, bottom - top + 4);
  ink.fillStyle = tone(bar.group);
  ink.fillRect(left, top, Math.max(right - left, 1), bottom - top);
  const [x, y] = middle(plan, bar);
  ink.beginPath();
  symbol(ink, bar.group, x, y, SIGN + 1.6);
  ink.lineWidth = 5;
  ink.strokeStyle = chosen ? tone("chosen") : tone("ink");
  ink.stroke();
  ink.lineWidth = 2;
  ink.strokeStyle = tone("paper");
  ink.stroke();
  ink.fill();
}
