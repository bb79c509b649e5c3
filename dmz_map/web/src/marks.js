/* Few enough incidents for full marks: buttons with shape, count and name, and their circles. */

import { badgesWithoutPoint, countyBadge } from "./badges.js";
import { clusters } from "./clusters.js";
import { button } from "./dom.js";
import { placeBadges } from "./placement.js";
import { origin, worldSize } from "./projection.js";

const EQUATOR_M = 40075016.686;
const STRIP_GAP = 18; // pixels that badges keep from the timeline

/**
 * @typedef {object} Mark
 * @property {L.Marker} marker
 * @property {HTMLButtonElement} button
 * @property {number[]} members
 * @property {[number, number][]} [offsets] Where a badge may stand, in pixels from its anchor.
 */

export class Marks {
  /** @type {Mark[]} */
  #marks = [];

  /** @param {import("./incident_layer.js").IncidentLayer} layer */
  constructor(layer) {
    this.layer = layer;
    this.group = L.layerGroup();
  }

  clear() {
    this.#marks = [];
    this.group.clearLayers();
    this.layer.view.picture.setCircles([]);
    this.layer.view.sectorsWithBadge.clear();
  }

  /**
   * Draw marks for incidents with a point, and badges for those without.
   *
   * @param {number[]} visible
   */
  draw(visible) {
    const { layer } = this;
    const focused = document.activeElement?.closest(".dmz-mark > [data-members]");
    const members = focused instanceof HTMLElement ? focused.dataset.members : undefined;
    this.clear();
    layer.view.picture.setCircles(this.#circles(visible));
    for (const cluster of this.#clusters(visible)) {
      cluster.members.sort((a, b) => layer.points.first[a] - layer.points.first[b]);
      this.#add(cluster.county ? countyBadge(this, cluster.members) : this.#pin(cluster));
    }
    for (const badge of badgesWithoutPoint(this)) this.#add(badge);
    this.#arrange();
    if (members) this.focus(`[data-members="${members}"]`);
    this.highlight();
  }

  /** @param {Mark} mark */
  #add(mark) {
    this.#marks.push(mark);
    this.group.addLayer(mark.marker);
  }

  /**
   * Give the focus to the mark that a selector names, if there is one.
   *
   * @param {string} selector
   */
  focus(selector) {
    const found = this.layer.map.getContainer().querySelector(`.dmz-mark ${selector}`);
    if (found instanceof HTMLElement) found.focus({ preventScroll: true });
  }

  /**
   * Return how far off each place may be, once for each place and radius.
   *
   * @param {number[]} visible
   */
  #circles(visible) {
    const { layer } = this;
    const { lat, lon, x, y } = layer.points;
    /** @type {Map<string, import("./incident_picture.js").Circle>} */
    const circles = new Map();
    for (const i of visible) {
      const radius = layer.radius[i];
      const key = `${lat[i]},${lon[i]},${radius}`;
      if (circles.has(key) || !radius) continue;
      const parallel = EQUATOR_M * Math.cos((lat[i] * 1e-5 * Math.PI) / 180);
      const place = { x: x[i], y: y[i], radius: (radius * 10) / parallel };
      circles.set(key, { ...place, county: layer.isCounty(i), group: layer.groupOf(i) });
    }
    return [...circles.values()];
  }

  /** @param {number[]} visible */
  #clusters(visible) {
    const { layer } = this;
    const { x, y } = layer.points;
    const scale = worldSize(layer.map.getZoom());
    return clusters(
      visible.map((i) => ({
        i,
        x: (x[i] + origin.x) * scale,
        y: (y[i] + origin.y) * scale,
        county: layer.isCounty(i),
      })),
    );
  }

  /** @param {import("./clusters.js").Cluster} cluster */
  #pin({ x, y, members }) {
    const { layer } = this;
    const single = members.length === 1;
    const latlng = single ? layer.latLng(members[0]) : layer.map.unproject(L.point(x, y), layer.map.getZoom());
    const node = this.button(members, this.name(members), latlng);
    if (!single) node.dataset.count = node.textContent = String(members.length);
    return this.mark(node, members, latlng);
  }

  /**
   * Return a mark.
   *
   * @param {HTMLButtonElement} node
   * @param {number[]} members
   * @param {L.LatLng} latlng
   * @param {[number, number][]} [offsets]
   * @returns {Mark}
   */
  mark(node, members, latlng, offsets) {
    const icon = L.divIcon({ html: node, className: "dmz-mark", iconSize: [0, 0] });
    const marker = L.marker(latlng, { icon, keyboard: false, interactive: false });
    return { marker, button: node, members, offsets };
  }

  /**
   * Return the button of a mark; it opens its incident, or the list of its incidents.
   *
   * @param {number[]} members
   * @param {string} name
   * @param {L.LatLng} latlng
   */
  button(members, name, latlng) {
    const node = button();
    node.dataset.members = members.join(" ");
    node.dataset.group = this.#group(members);
    node.setAttribute("aria-label", name);
    node.title = name;
    L.DomEvent.disableClickPropagation(node);
    node.addEventListener("click", (event) => {
      const { popups } = this.layer;
      popups.opener = event.detail === 0 ? members.join(" ") : null;
      const at = this.#anchor(node, latlng);
      if (members.length === 1) popups.open(members[0], { latlng: at });
      else popups.list(members, at, name);
    });
    return node;
  }

  /** @param {number[]} members */
  #group(members) {
    const groups = new Set(members.map((i) => this.layer.groupOf(i)));
    return groups.size === 1 ? [...groups][0] : "mixed";
  }

  /**
   * Return what a mark is called: its incident, or how many there are.
   *
   * @param {number[]} members
   */
  name(members) {
    const { strings } = this.layer.view;
    if (members.length > 1) return strings.count(members.length);
    const text = this.layer.known(members[0]);
    return text ? `${strings.pick(text.title)}, ${strings.pick(text.date)}` : strings.get("incident");
  }

  /** Put each badge at the first of its places where it covers nothing, or the least. */
  #arrange() {
    // All boxes are read before anything is written: the page is laid out once.
    const view = edges(this.layer.map.getContainer());
    view[0] += 2;
    view[1] += 2;
    view[2] -= 2;
    view[3] -= this.layer.view.stripHeight + STRIP_GAP;
    const taken = this.#marks.filter((mark) => !mark.offsets).map((mark) => edges(mark.button));
    const badges = this.#marks.flatMap(({ button: node, offsets }) =>
      offsets ? [{ node, offsets, box: edges(node) }] : [],
    );
    placeBadges(badges, taken, view).forEach(([dx, dy], i) => {
      badges[i].node.style.translate = `${dx}px ${dy}px`;
    });
  }

  /**
   * Return where a mark stands; a popup points to a badge, not to a centre nobody knows.
   *
   * @param {HTMLButtonElement} node
   * @param {L.LatLng} latlng
   */
  #anchor(node, latlng) {
    if (!node.classList.contains("dmz-badge")) return latlng;
    const map = this.layer.map;
    const [outer, own] = [map.getContainer().getBoundingClientRect(), node.getBoundingClientRect()];
    return map.containerPointToLatLng([own.left + own.width / 2 - outer.left, own.top + own.height / 2 - outer.top]);
  }

  /**
   * Return where an incident stands now: at its mark, or at its point.
   *
   * @param {number} i
   */
  where(i) {
    const found = this.#marks.find(({ members }) => members.includes(i));
    if (found) return this.#anchor(found.button, found.marker.getLatLng());
    return this.layer.placed(i) ? this.layer.latLng(i) : null;
  }

  /** Show which mark has the chosen incident. */
  highlight() {
    const { current } = this.layer.popups;
    for (const { button: node, members } of this.#marks) {
      node.classList.toggle("dmz-chosen", current !== undefined && members.includes(current));
    }
  }
}

/**
 * @param {HTMLElement} node
 * @returns {Edges}
 */
function edges(node) {
  const { left, top, right, bottom } = node.getBoundingClientRect();
  return [left, top, right, bottom];
}
