/* The incident layer: any number of incidents from typed arrays.
 *
 * Up to MARKS visible incidents stand as full marks; more are drawn as dots on the map's one
 * canvas. Filters run here, in the browser. The arrays have no text: titles and excerpts come in
 * chunks and are set as textContent. */

import { ClusterList } from "./cluster_list.js";
import { DotPointer } from "./dot_pointer.js";
import { Dots } from "./dots.js";
import { loadExtents } from "./extents.js";
import { matching } from "./incident_filter.js";
import { Marks } from "./marks.js";
import { OutsideNote } from "./outside_note.js";
import { Popups } from "./popups.js";
import { countLater } from "./timeline.js";
import { inView } from "./visible.js";

export const MARKS = 2000; // visible incidents up to which full marks are drawn

/** @typedef {{meta: string, points: string, extents: string}} Sources */
/** @typedef {{category?: number[], days?: Days | null, km?: [number, number] | null}} Choice Null is all. */
/** @typedef {import("./extents.js").Extents} Extents */

export class IncidentLayer extends L.Layer {
  /** @type {import("./points.js").Points} */ points;
  /** @type {import("./incident_filter.js").Matching} */ matching;
  /** @type {Meta} */ meta;
  /** @type {import("./incident_texts.js").IncidentTexts} */ texts;
  /** @type {import("./calendar.js").Calendar} */ calendar;
  /** Undefined until they have come. @type {Extents} */ extents;
  /** The incident under a hand, on the map or elsewhere. @type {number | undefined} */ hovered;
  /** @type {import("./timeline.js").Timeline | undefined} */ timeline;
  /** How often a filter was applied. */ filterRun = 0;
  /** What the app asks for. @type {Filter} */ filter = {};
  /** What the reader chose here, before the app knows. @type {Choice} */ chosen = {};
  /** @type {ChosenIncident | null} */ selection = null;
  /** The column beside the map, in the app. @type {import("./page/side.js").Side | null} */ side = null;
  /** Whether dots are drawn instead of marks. */ drawnAsDots = false;
  #filterKey = "{}";
  #pointer = new DotPointer(this);
  /** @type {Promise<void> | undefined} */ #extents;

  /**
   * @param {import("./map_view.js").MapView} view
   * @param {Sources} sources
   */
  constructor(view, sources) {
    super();
    this.view = view;
    this.sources = sources;
    this.marks = new Marks(this);
    this.dots = new Dots(this);
    this.popups = new Popups(this);
    this.list = new ClusterList(this);
    this.outside = new OutsideNote(this);
  }

  /** The map on which the layer is; null while it is on none. */
  get map() {
    return this._map;
  }

  /** Number of incidents; 0 until they have come. */
  get n() {
    return this.points?.n || 0;
  }

  /** @param {L.Map} map */
  onAdd(map) {
    this.marks.group.addTo(map);
    map.on(this.#events);
    this.redraw();
    return this;
  }

  /** @param {L.Map} map */
  onRemove(map) {
    map.off(this.#events);
    map.getContainer().style.cursor = "";
    this.popups.close();
    this.list.close();
    this.marks.clear();
    this.marks.group.remove();
    this.outside.button.remove();
    this.view.picture.setDots(null);
    return this;
  }

  get #events() {
    return {
      moveend: this.#onMoveEnd,
      zoomend: this.#onMoveEnd,
      popupclose: this.popups.onClose,
      ...this.#pointer.events,
    };
  }

  /** Radius, last day and kilometres of each incident; dots do without. */
  loadExtents() {
    this.#extents ||= loadExtents(this);
    return this.#extents;
  }

  /** @param {number} i */
  latLng(i) {
    return L.latLng(this.points.lat[i] * 1e-5, this.points.lon[i] * 1e-5);
  }

  /** @param {number} i */
  placed(i) {
    return this.points.placed(i);
  }

  /** @param {number} i */
  groupOf(i) {
    return this.meta.groups[this.points.get("category", i)];
  }

  /** @param {number} i */
  isCounty(i) {
    return this.meta.precision[this.points.get("location_precision", i)] === "county";
  }

  /** @param {number} i */
  known(i) {
    return this.texts.known(i);
  }

  /**
   * Open an incident's popup.
   *
   * @param {number} i
   * @param {import("./popups.js").Opening} [opening]
   */
  open(i, opening) {
    return this.popups.open(i, opening);
  }

  /**
   * Take over the filter that the app asks for.
   *
   * @param {Filter} filter
   */
  setFilter(filter) {
    const key = JSON.stringify(filter);
    if (key === this.#filterKey) return;
    this.#filterKey = key;
    this.filter = filter;
    this.chosen = {};
    if (!this.points) return;
    this.timeline?.sync();
    this.applyFilter();
  }

  /**
   * Limit to some days, kilometres or categories at once, before the app knows of it.
   *
   * @param {Choice} chosen
   */
  choose(chosen) {
    Object.assign(this.chosen, chosen);
    this.applyFilter();
  }

  /** Codes of the categories that are shown; undefined for all. */
  get categories() {
    return this.chosen.category ?? this.filter.category;
  }

  applyFilter() {
    if (!this.points) return;
    const { days = this.filter.days, km = this.filter.km } = this.chosen;
    if (km && !this.extents) {
      this.view.during(this.loadExtents().then(() => this.applyFilter()));
      return;
    }
    this.filterRun += 1;
    const filter = { ...this.filter, category: this.categories, days: days ?? undefined, km: km ?? undefined };
    this.matching = matching(this.points, filter, this.extents);
    this.redraw();
    this.view.shade.redraw();
    this.outside.update();
    countLater(this);
    this.side?.filtered();
  }

  /** Marks or dots, as many as there are. */
  redraw() {
    const map = this._map;
    if (!map || !this.matching) return;
    const visible = inView(this, MARKS);
    this.drawnAsDots = visible.length > MARKS;
    this.view.picture.setDots(this.drawnAsDots ? this.dots : null);
    if (this.drawnAsDots) this.marks.clear();
    else if (this.extents) this.marks.draw(visible);
    else this.view.during(this.loadExtents().then(() => this.redraw()));
    const { dataset } = map.getContainer();
    dataset.shown = String(this.matching.count);
    dataset.drawn = this.drawnAsDots ? "dots" : "marks";
    this.view.labels.request();
  }

  /** The chosen incident. */
  get chosenIncident() {
    return this.popups.current ?? this.selection?.[0];
  }

  /**
   * Show which incident is under a hand: on the map, on the unrolled line and in the list.
   *
   * @param {number | undefined} i
   */
  hover(i) {
    if (i === this.hovered) return;
    this.hovered = i;
    this.marks.highlight();
    this.timeline?.highlight();
    this.side?.hovered(i);
  }

  repaint() {
    this.redraw();
    this.timeline?.draw();
  }

  relabel() {
    this.repaint();
    this.outside.relabel();
    this.side?.relabelled();
    const { current } = this.popups;
    if (current !== undefined && this.popups.isOpen()) this.popups.open(current, { report: false });
  }

  /** @param {L.LeafletEvent} event */
  #onMoveEnd = (event) => {
    if (!this.matching || (event.type !== "zoomend" && this.n <= MARKS)) return;
    if (this.drawnAsDots && inView(this, MARKS).length > MARKS) return; // the canvas looks after itself
    this.redraw();
  };
}
