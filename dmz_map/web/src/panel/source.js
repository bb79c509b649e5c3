/* Where list and panel get incidents from: the arrays and texts of a map's incident layer. */

import { TimeOrder } from "./time_order.js";

export class Source {
  /** @type {TimeOrder | undefined} */ #order;

  /** @param {import("../incident_layer.js").IncidentLayer} layer Its incidents have come. */
  constructor(layer) {
    this.layer = layer;
    /** What the app says of the incident that it knows to be chosen. */
    this.offered = layer.selection;
  }

  get n() {
    return this.layer.n;
  }

  get points() {
    return this.layer.points;
  }

  get matching() {
    return this.layer.matching;
  }

  /** The filter in force. */
  get filter() {
    return this.layer.filter;
  }

  get strings() {
    return this.layer.view.strings;
  }

  /** All incidents in the order of time; it is made when it is first asked for. */
  get order() {
    this.#order ||= new TimeOrder(this.points.first);
    return this.#order;
  }

  /** @param {number} i */
  groupOf(i) {
    return this.layer.groupOf(i);
  }

  /** @param {number} i */
  yearOf(i) {
    return this.layer.calendar.yearOf(this.points.first[i]);
  }

  /** @param {number} i */
  known(i) {
    return this.layer.known(i);
  }

  /** @param {number} i */
  text(i) {
    return this.layer.texts.text(i);
  }

  /**
   * Return the position of an incident whose text has come; undefined for any other.
   *
   * @param {string} id
   */
  position(id) {
    if (this.offered?.[1] === id) return this.offered[0];
    for (let i = 0; i < this.n; i += 1) if (this.known(i)?.id === id) return i;
    return undefined;
  }
}
