/* Badges: incidents known to the county, to the sector or to the line alone, which no pin may show. */

import { element } from "./dom.js";
import { whole } from "./ui_strings.js";

const KM_TO_A_DEGREE = 111.2;
const STEP = 26; // pixels from one place that a badge may take to the next
const ASIDE = 60; // pixels that it may move sideways

/**
 * Return a badge on the edge of the circle: the middle of a county is not a site.
 *
 * @param {import("./marks.js").Marks} marks
 * @param {number[]} members
 */
export function countyBadge(marks, members) {
  const { layer } = marks;
  const map = layer.map;
  const [first] = members;
  const centre = layer.latLng(first);
  const edge = L.latLng(centre.lat + layer.extents.radius[first] / 100 / KM_TO_A_DEGREE, centre.lng);
  const r = map.project(centre, map.getZoom()).y - map.project(edge, map.getZoom()).y;
  const offsets = [0, 45, -45, 90, -90, 135, -135, 180].map((degrees) => {
    const a = (degrees * Math.PI) / 180;
    return /** @type {[number, number]} */ ([Math.sin(a) * r, -Math.cos(a) * r]);
  });
  const node = badge(marks, members, centre, String(members.length), layer.view.strings.get("county"));
  return marks.mark(node, members, centre, offsets);
}

/**
 * Return the badges of incidents without a point: on their sector's name, or at a fixed position.
 *
 * @param {import("./marks.js").Marks} marks
 */
export function badgesWithoutPoint(marks) {
  const { layer } = marks;
  const { view, meta } = layer;
  return [...byPosition(layer)].flatMap(([id, members]) => {
    const sector = view.sectors[id];
    const fixed = meta.badge_positions[id];
    if (!sector && !fixed) return [];
    members.sort((a, b) => layer.points.first[a] - layer.points.first[b]);
    const at = sector ? sector.at : L.latLng(fixed);
    const name = view.strings.get(`sector:${id}`);
    const node = badge(marks, members, at, `${name} · ${whole(members.length)}`, name);
    node.dataset.sector = id;
    if (sector) {
      node.dataset.side = sector.side;
      view.sectorsWithBadge.add(id); // the badge has the sector's name, and takes its place
    }
    return [marks.mark(node, members, at, offsetsFrom(sector ? sector.offset : [0, 0]))];
  });
}

/**
 * Return the shown incidents without a point by the sector or badge position at which they stand.
 *
 * @param {import("./incident_layer.js").IncidentLayer} layer
 */
function byPosition({ points, matching, meta, view }) {
  /** @type {Map<string, number[]>} */
  const found = new Map();
  for (let i = 0; i < points.n; i += 1) {
    if (!matching.all[i] || points.placed(i)) continue;
    const sector = meta.sectors[points.get("sector", i)];
    const id = view.sectors[sector] || meta.badge_positions[sector] ? sector : "whole_line";
    const members = found.get(id);
    if (members) members.push(i);
    else found.set(id, [i]);
  }
  return found;
}

/**
 * @param {[number, number]} offset
 * @returns {[number, number][]}
 */
function offsetsFrom([x, y]) {
  const steps = [0, -1, 1, -2, 2, -3, 3, -4, 4].map((step) => y + step * STEP);
  return [x, x - ASIDE, x + ASIDE].flatMap((left) => steps.map((top) => /** @type {[number, number]} */ ([left, top])));
}

/**
 * @param {import("./marks.js").Marks} marks
 * @param {number[]} members
 * @param {L.LatLng} at
 * @param {string} label What is written on it.
 * @param {string} name What it stands for.
 */
function badge(marks, members, at, label, name) {
  const node = marks.button(members, `${label === name ? name : `${label} (${name})`}: ${marks.name(members)}`, at);
  node.classList.add("dmz-badge");
  node.append(element("i"), element("span", "", label));
  return node;
}
