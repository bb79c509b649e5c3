/* The incident layer: any number of incidents from typed arrays.
 *
 * Up to MARKS visible incidents stand as full marks; more are drawn as dots on the map's one
 * canvas. Filters run here, in the browser. The arrays have no text: titles and excerpts come in
 * chunks and are set as textContent. */

import { afterFrame } from "./dom.js";
import { DotPointer } from "./dot_pointer.js";
import { Dots } from "./dots.js";
import { files } from "./files.js";
import { matching } from "./incident_filter.js";
import { Marks } from "./marks.js";
import { PackedFile } from "./packed_file.js";
import { Popups } from "./popups.js";
import { Timeline } from "./timeline.js";
import { inView } from "./visible.js";

export const MARKS = 2000; // visible incidents up to which full marks are drawn

/** @typedef {{meta: string, points: string, extents: string}} Sources */
/** @typedef {{category?: number[], days?: Days | null}} Choice No days (null) are all days. */

export class IncidentLayer extends L.Layer {
  /** @type {import("./points.js").Points} */ points;
  /** @type {import("./incident_filter.js").Matching} */ matching;
  /** @type {Meta} */ meta;
  /** @type {import("./incident_texts.js").IncidentTexts} */ texts;
  /** @type {import("./calendar.js").Calendar} */ calendar;
  /** In units of 10 m; undefined until the extents have come. @type {Uint16Array} */ radius;
  /** In days since the epoch. @type {Int32Array} */ last;
  /** @type {Timeline | undefined} */ timeline;
  /** How often a filter was applied. */ filterRun = 0;
  /** What the app asks for. @type {Filter} */ filter = {};
  /** What the reader chose here, before the app knows. @type {Choice} */ chosen = {};
  /** @type {ChosenIncident | null} */ selection = null;
  /** The column beside the map, in the app. @type {import("./page/side.js").Side | null} */ side = null;
  /** Whether dots are drawn instead of marks. */ drawnAsDots = false;
  #filterKey = "{}";
  #counting = false;
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
    this.marks.clear();
    this.marks.group.remove();
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

  /** Radius and last day of each incident; dots do without. */
  loadExtents() {
    this.#extents ||= files.buffer(this.sources.extents).then((buffer) => {
      const { version, extents } = this.meta.layout;
      const file = new PackedFile(buffer, version, extents);
      this.radius = /** @type {Uint16Array} */ (file.column("radius"));
      this.last = /** @type {Int32Array} */ (file.column("last"));
    });
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
   * Limit to some days or categories at once, before the app knows of it.
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
    const { days = this.filter.days } = this.chosen;
    this.filterRun += 1;
    this.matching = matching(this.points, { ...this.filter, category: this.categories, days: days ?? undefined });
    this.redraw();
    this.#count();
    this.side?.filtered();
  }

  /** Count for the timeline, once the marks are on the screen. */
  #count() {
    if (this.#counting) return;
    this.#counting = true;
    const count = () => {
      this.#counting = false;
      this.timeline ||= new Timeline(this.view, this);
      this.timeline.count();
    };
    if (this.timeline) afterFrame(count);
    else this.view.afterMarks(count);
  }

  /** Marks or dots, as many as there are. */
  redraw() {
    const map = this._map;
    if (!map || !this.matching) return;
    const visible = inView(this, MARKS);
    this.drawnAsDots = visible.length > MARKS;
    this.view.picture.setDots(this.drawnAsDots ? this.dots : null);
    if (this.drawnAsDots) this.marks.clear();
    else if (this.radius) this.marks.draw(visible);
    else this.view.during(this.loadExtents().then(() => this.redraw()));
    const { dataset } = map.getContainer();
    dataset.shown = String(this.matching.count);
    dataset.drawn = this.drawnAsDots ? "dots" : "marks";
    this.view.labels.request();
  }

  repaint() {
    this.redraw();
    this.timeline?.draw();
  }

  relabel() {
    this.repaint();
    this.side?.relabelled();
    const { current } = this.popups;
    if (current !== undefined && this.popups.isOpen()) this.popups.open(current, { report: false });
  }

  /** Join the column beside the map, if the page around the map's frame has one. */
  connect() {
    try {
      this.side = window.parent.dmzConnect?.(this) ?? null;
    } catch {
      this.side = null; // another site's page
    }
  }

  /**
   * Take over what the app says is chosen; with a column beside the map, the address decides.
   *
   * @param {ChosenIncident | null} selection
   */
  offer(selection) {
    if (this.side) this.side.offer(selection);
    else this.select(selection);
  }

  /**
   * Select from outside.
   *
   * @param {ChosenIncident | null} selection
   */
  select(selection) {
    const [before, now] = [this.selection?.[1], selection?.[1]];
    this.selection = selection;
    if (before === now && !this.side) return;
    if (!selection) {
      this.popups.current = undefined;
      this.popups.close();
      this.marks.highlight();
    } else if (this.matching && this.popups.current !== selection[0]) {
      this.popups.open(selection[0], { report: false });
    }
  }

  /** @param {L.LeafletEvent} event */
  #onMoveEnd = (event) => {
    if (!this.matching || (event.type !== "zoomend" && this.n <= MARKS)) return;
    if (this.drawnAsDots && inView(this, MARKS).length > MARKS) return; // the canvas looks after itself
    this.redraw();
  };
}
