/* Badges: incidents known to the county, to the sector or to the line alone, which no pin may show. */

import { shares } from "./count_ring.js";
import { element } from "./dom.js";
import { whole } from "./ui_strings.js";

const KM_TO_A_DEGREE = 111.2;
const FARTHEST = 64; // pixels that a county's mark keeps from its middle, at the most
const STEP = 26; // pixels from one place that a badge may take to the next
const ASIDE = 24; // the same, sideways

/**
 * Return a dashed ring on the edge of the circle: the middle of a county is not a site.
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
  const r = Math.min(map.project(centre, map.getZoom()).y - map.project(edge, map.getZoom()).y, FARTHEST);
  const offsets = [0, 1, 2, 3, 4, 5]
    .map((step) => r + step * STEP)
    .flatMap((far) =>
      [0, 30, -30, 60, -60, 90, -90, 120, -120, 150, -150, 180].map((degrees) => {
        const a = (degrees * Math.PI) / 180;
        return /** @type {[number, number]} */ ([Math.sin(a) * far, -Math.cos(a) * far]);
      }),
    );
  const name = () => `${members.length} · ${layer.view.strings.get("key:county")}: ${marks.name(members)}`;
  const node = marks.button(members, name, centre);
  marks.ring(node, members);
  node.classList.add("dmz-county");
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
    const node = badge(marks, members, at, name);
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
  const found = Array.from({ length: 15 }, (_, a) => a - 7).flatMap((aside) =>
    Array.from({ length: 37 }, (_, k) => k - 18).map(
      (step) => /** @type {[number, number]} */ ([x + aside * ASIDE, y + (step * STEP) / 2]),
    ),
  );
  return found.sort((a, b) => Math.hypot(a[0] - x, a[1] - y) - Math.hypot(b[0] - x, b[1] - y));
}

/**
 * @param {import("./marks.js").Marks} marks
 * @param {number[]} members
 * @param {L.LatLng} at
 * @param {string} name What it stands for.
 */
function badge(marks, members, at, name) {
  const node = marks.button(members, () => `${name} ${whole(members.length)}: ${marks.name(members)}`, at);
  node.classList.add("dmz-badge");
  const ring = element("i");
  ring.style.setProperty("--shares", shares(members, marks.layer));
  node.append(ring, element("span", "", name), " ", element("b", "", whole(members.length)));
  return node;
}
