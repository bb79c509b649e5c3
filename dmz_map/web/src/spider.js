/* A mark that no zoom splits, fanned out: its incidents on a spiral around it, the oldest inside. */

import { element } from "./dom.js";

const START = 38; // pixels from the middle to the first
const STEP = 27; // pixels from one to the next, along the spiral and across it

/**
 * Return where the members of a mark stand around it, in pixels.
 *
 * @param {number} count
 * @returns {[number, number][]}
 */
export function spiral(count) {
  /** @type {[number, number][]} */
  const found = [];
  const few = 2 * Math.PI * START >= count * STEP; // one circle has space for all
  let [angle, r] = [-Math.PI / 2, START];
  for (let k = 0; k < count; k += 1) {
    found.push([Math.round(Math.cos(angle) * r), Math.round(Math.sin(angle) * r)]);
    const turn = few ? (2 * Math.PI) / count : STEP / r;
    angle += turn;
    if (!few) r += (STEP * turn) / (2 * Math.PI);
  }
  return found;
}

/**
 * Return how far from the middle the farthest member stands, in pixels.
 *
 * @param {number} count
 */
export function reach(count) {
  return Math.max(...spiral(count).map(([x, y]) => Math.hypot(x, y)), 0);
}

/**
 * Return a mark for each member, with a leg to the middle.
 *
 * @param {import("./marks.js").Marks} marks
 * @param {number[]} members
 * @param {L.LatLng} latlng
 * @returns {import("./marks.js").Mark[]}
 */
export function fan(marks, members, latlng) {
  return spiral(members.length).map(([x, y], k) => {
    const i = members[k];
    const node = marks.button([i], () => marks.name([i]), latlng);
    node.classList.add("dmz-leg");
    node.style.translate = `${x}px ${y}px`;
    const leg = element("i", "dmz-leg-line");
    leg.style.width = `${Math.hypot(x, y)}px`;
    leg.style.rotate = `${Math.atan2(y, x)}rad`;
    const both = element("div");
    both.append(leg, node);
    const icon = L.divIcon({ html: both, className: "dmz-mark dmz-fan", iconSize: [0, 0] });
    const marker = L.marker(latlng, { icon, keyboard: false, interactive: false, zIndexOffset: 2000 });
    return { marker, button: node, members: [i] };
  });
}
