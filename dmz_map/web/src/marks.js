/* Few enough incidents for full marks: a sign for each incident, a ring with a count for several. */

import { badgesWithoutPoint, countyBadge } from "./badges.js";
import { clusters } from "./clusters.js";
import { ringSize, shares } from "./count_ring.js";
import { button } from "./dom.js";
import { arrange } from "./mark_arranger.js";
import { MarkOpener } from "./mark_opener.js";
import { origin, worldSize } from "./projection.js";

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
  /** @type {number[]} */ #visible = [];
  /** What gives each mark its name anew. @type {(() => void)[]} */ #names = [];

  /** @param {import("./incident_layer.js").IncidentLayer} layer */
  constructor(layer) {
    this.layer = layer;
    this.group = L.layerGroup();
    this.opener = new MarkOpener(this);
  }

  /** Name the marks anew: the texts of their incidents have come. */
  rename() {
    for (const write of this.#names) write();
  }

  clear() {
    this.#marks = [];
    this.#names = [];
    this.opener.forget();
    this.group.clearLayers();
    this.layer.view.circles.clear();
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
    this.#visible = visible;
    for (const cluster of this.#clusters(visible)) {
      cluster.members.sort((a, b) => layer.points.first[a] - layer.points.first[b]);
      if (!cluster.county) this.#add(this.#pin(cluster));
      else if (layer.view.key.shows.county) this.#add(countyBadge(this, cluster.members));
    }
    if (layer.view.key.shows.sector) for (const badge of badgesWithoutPoint(this)) this.#add(badge);
    this.arrange();
    if (members) this.focus(`[data-members="${members}"]`);
    this.highlight();
  }

  /** Move the marks that may be moved clear of all others and of what lies over the map. */
  arrange() {
    arrange(this.#marks, this.layer.view);
  }

  /**
   * Put marks before all others, on top: a popup points to these.
   *
   * @param {Mark[]} legs
   */
  addLegs(legs) {
    this.#marks.unshift(...legs);
    this.highlight();
  }

  removeLegs() {
    this.#marks = this.#marks.filter(({ button: node }) => !node.classList.contains("dmz-leg"));
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
    const node = this.button(members, () => this.name(members), latlng);
    if (!single) this.ring(node, members);
    return this.mark(node, members, latlng);
  }

  /**
   * Write a count into a mark, and the shares of the groups around it.
   *
   * @param {HTMLElement} node
   * @param {number[]} members
   */
  ring(node, members) {
    node.dataset.count = node.textContent = String(members.length);
    node.classList.add("dmz-ring");
    node.style.setProperty("--size", `${ringSize(members.length)}px`);
    node.style.setProperty("--shares", shares(members, this.layer));
  }

  /**
   * Return a mark.
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
   * @param {() => string} name
   * @param {L.LatLng} latlng
   */
  button(members, name, latlng) {
    const node = button();
    const write = () => {
      node.title = name();
      node.setAttribute("aria-label", node.title);
    };
    this.#names.push(write);
    write();
    node.dataset.members = members.join(" ");
    node.dataset.group = this.#group(members);
    L.DomEvent.disableClickPropagation(node);
    for (const type of ["pointerenter", "focus"]) node.addEventListener(type, () => this.#hover(members));
    for (const type of ["pointerleave", "blur"]) node.addEventListener(type, () => this.#hover([]));
    node.addEventListener("click", (event) => {
      const { popups } = this.layer;
      const opener = event.detail === 0 ? members.join(" ") : null;
      popups.opener = members.length === 1 ? opener : null;
      if (members.length === 1) popups.open(members[0], { latlng: this.#anchor(node, latlng) });
      else this.opener.open(members, latlng, node.title, opener);
    });
    return node;
  }

  /** Show the circles of a mark's members, and on the unrolled line a single one. @param {number[]} members */
  #hover(members) {
    this.layer.hover(members.length === 1 ? members[0] : undefined);
    this.#circle(members);
  }

  /** Show the circles of some incidents, of the chosen one, and of all where they are switched on. @param {number[]} under */
  #circle(under) {
    const { chosenIncident, hovered, view } = this.layer;
    view.circles.show(this.layer, [...under, chosenIncident, hovered], this.#visible);
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

  /**
   * Return where a mark stands; a popup points to a badge, not to a centre nobody knows.
   *
   * @param {HTMLButtonElement} node
   * @param {L.LatLng} latlng
   */
  #anchor(node, latlng) {
    if (!node.matches(".dmz-badge, .dmz-county, .dmz-leg")) return latlng;
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

  /** Show which mark has the chosen incident, and which the one under a hand. */
  highlight() {
    const { hovered } = this.layer;
    const { current } = this.layer.popups;
    if (this.layer.extents) this.#circle([]);
    this.layer.list.highlight();
    for (const { button: node, members } of this.#marks) {
      node.classList.toggle("dmz-chosen", current !== undefined && members.includes(current));
      node.classList.toggle("dmz-hovered", hovered !== undefined && members.includes(hovered));
    }
  }
}
