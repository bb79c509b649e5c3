/* How much of the map's foot the charts cover, and which of them is drawn there; the line alone covers
 * all of the map. */

const YEARS = { wide: 108, narrow: 156 }; // pixels; a narrow legend may need a line of its own
const LINE = { wide: [0.43, 210, 312], narrow: [0.4, 180, 250] }; // share of the map's height, least and most
const LEAST = 430; // height of the map from which there is space for the line
const ALONE = "alone";
const NARROW = 640; // pixels of width

export class Strip {
  /** Pixels at the foot of the map that it covers. */ height = 0;
  /** What the reader wants drawn. */ #wanted = "line";

  /** @param {import("./map_view.js").MapView} view */
  constructor(view) {
    this.view = view;
  }

  /** Whether there is nothing but the line. */
  get isAlone() {
    return this.#wanted === ALONE;
  }

  /** Whether the map is high enough for the line unrolled. */
  fitsLine() {
    return this.isAlone || this.view.map.getSize().y >= LEAST;
  }

  /** What is drawn: "line" or "years". @returns {"line" | "years"} */
  get chart() {
    return this.#wanted === "years" || !this.fitsLine() ? "years" : "line";
  }

  /**
   * Draw another chart.
   *
   * @param {string} chart
   */
  show(chart) {
    if (chart === this.#wanted) return;
    this.#wanted = chart;
    this.measure();
    this.view.fit();
    this.view.incidents?.repaint();
  }

  /** Take the height that the map's size gives. */
  measure() {
    const { x, y } = this.view.map.getSize();
    const size = x < NARROW ? "narrow" : "wide";
    const [share, least, most] = LINE[size];
    this.view.map.getContainer().classList.toggle("dmz-alone", this.isAlone);
    if (this.isAlone) this.height = y;
    else this.height = this.chart === "years" ? YEARS[size] : Math.round(Math.min(Math.max(y * share, least), most));
    this.view.map.getContainer().style.setProperty("--below", `${this.height}px`);
  }
}
