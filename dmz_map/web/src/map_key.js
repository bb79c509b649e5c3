/* The legend in the map's corner: a line for each kind of mark, which is also its switch. */

import { button, element } from "./dom.js";
import { origin, worldSize } from "./projection.js";
import { OPTIONAL } from "./shown_layers.js";

const LAYERS = ["border", "zone", "sectors", "places", "context", "incidents"];
const CORNERS = ["north-west", "south-east"];
const EVERY = 5; // vertices of the line from one that is looked at to the next
const OPEN = [620, 300]; // width and height of the map from which it starts open

/** Kinds of mark of the incidents, and whether they are shown. */
const MARKS = { county: true, sector: true, circles: false };

export class MapKey {
  /** @type {Record<string, boolean>} */ shows = { ...MARKS };
  /** @type {Map<string, HTMLButtonElement>} */ #lines = new Map();
  /** Whether the reader has used it: then it stays as it is. */ byHand = false;
  #seen = "";

  /** @param {import("./map_view.js").MapView} view */
  constructor(view) {
    this.view = view;
    this.box = element("details", "dmz-key");
    this.summary = element("summary");
    this.lines = element("div");
    this.box.append(this.summary, this.lines);
    this.box.addEventListener("click", () => Object.assign(this, { byHand: true }));
    this.box.addEventListener("toggle", () => this.byHand && view.incidents?.redraw());
    L.DomEvent.disableClickPropagation(this.box);
    L.DomEvent.disableScrollPropagation(this.box);
    view.map.getContainer().append(this.box);
  }

  /** Write the lines, and open where there is room, once there are marks: those that may be moved give way. */
  begin() {
    for (const name of [...LAYERS, ...Object.keys(MARKS)]) this.#add(name);
    this.draw();
    const { map, strip, incidents, labels } = this.view;
    const { x, y } = map.getSize();
    if (this.byHand || x < OPEN[0] || y - strip.height < OPEN[1]) return;
    this.box.open = true;
    incidents?.marks.arrange();
    labels.request();
  }

  /** @param {string} name */
  #add(name) {
    const line = button();
    line.dataset.key = name;
    line.append(element("i"), element("span"));
    line.addEventListener("click", () => this.#toggle(name));
    this.#lines.set(name, line);
    this.lines.append(line);
  }

  /** @param {string} name */
  #toggle(name) {
    const { view } = this;
    if (name in this.shows) {
      this.shows[name] = !this.shows[name];
      view.incidents?.redraw();
      this.draw();
      return;
    }
    const names = Object.keys(view.layers).filter((layer) => layer !== "land");
    const wanted = names.filter((layer) => view.shown.isChosen(layer) !== (layer === name));
    view.shown.choose(wanted);
    this.draw();
    const isUsual = names.every((layer) => wanted.includes(layer) !== OPTIONAL.includes(layer));
    view.reporter.report(`~layers:${isUsual ? "" : wanted.join(",") || ","}`);
  }

  /**
   * Move it to the corner where it covers neither a mark nor the line; close it where there is none.
   *
   * @param {Edges[]} marks
   */
  arrange(marks) {
    const { map } = this.view;
    const now = [map.getZoom(), map.getSize(), marks.length, Boolean(this.view.shade.line)].join();
    if (!this.box.open || this.byHand || now === this.#seen) return;
    this.#seen = now;
    for (const corner of CORNERS) {
      this.box.dataset.corner = corner;
      const box = this.box.getBoundingClientRect();
      const free = [...marks, ...this.#line()].every(
        (m) => m[0] > box.right || m[2] < box.left || m[1] > box.bottom || m[3] < box.top,
      );
      if (free) return;
    }
    this.box.dataset.corner = CORNERS[0];
    this.box.open = false;
  }

  /** Where the line runs, as boxes of points on the page. @returns {Edges[]} */
  #line() {
    const { map, shade } = this.view;
    const { line } = shade;
    if (!line) return [];
    const scale = worldSize(map.getZoom());
    const { left, top } = map.getContainer().getBoundingClientRect();
    const corner = map.getPixelBounds().min ?? L.point(0, 0);
    const found = [];
    for (let v = 0; v < line.x.length; v += EVERY) {
      const x = (line.x[v] + origin.x) * scale - corner.x + left;
      const y = (line.y[v] + origin.y) * scale - corner.y + top;
      found.push(/** @type {Edges} */ ([x, y, x, y]));
    }
    return found;
  }

  /** Write the words, and which lines are on. */
  draw() {
    const { strings, shown } = this.view;
    this.summary.textContent = strings.get("key");
    for (const [name, line] of this.#lines) {
      const on = this.shows[name] ?? shown.isChosen(name);
      line.setAttribute("aria-pressed", String(on));
      /** @type {HTMLElement} */ (line.lastChild).textContent = strings.get(`key:${name}`);
    }
  }
}
