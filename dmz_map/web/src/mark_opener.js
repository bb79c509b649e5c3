/* What a mark of several incidents opens: a list by year, and a fan where no zoom splits them. */

import { worldSize } from "./projection.js";
import { fan, reach } from "./spider.js";

const SAME = 25; // pixels at the nearest zoom within which two incidents are in one mark
const TOGETHER = 4; // incidents in one mark at the nearest zoom, from which it fans out
const FANNED = 80; // incidents up to which a mark fans out
const NEAREST = 14; // zoom to which a mark's places are brought nearer
const EDGE = 20; // pixels that a fan keeps from the edge of the map

export class MarkOpener {
  /** @type {L.LayerGroup | null} */ #fan = null;

  /** @param {import("./marks.js").Marks} marks */
  constructor(marks) {
    this.marks = marks;
  }

  /**
   * Open a mark's incidents.
   *
   * @param {number[]} members By time.
   * @param {L.LatLng} latlng
   * @param {string} name
   * @param {string | null} opener The mark, where the keyboard opened it.
   */
  open(members, latlng, name, opener) {
    const { layer } = this.marks;
    const known = layer.placed(members[0]) && !layer.isCounty(members[0]);
    const together = known ? this.#together(members) : members.length;
    layer.popups.close();
    this.closeFan();
    layer.list.open(members, name, {
      opener,
      zoom: together < members.length ? () => this.#zoom(members) : null,
    });
    if (known && together >= TOGETHER && members.length <= FANNED) this.#fanOut(members, latlng);
  }

  /** How many of the members are one mark at the nearest zoom, at the most. @param {number[]} members */
  #together(members) {
    const { points, map } = this.marks.layer;
    const cell = worldSize(map.getMaxZoom()) / SAME;
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const i of members) {
      const key = `${Math.round(points.x[i] * cell)},${Math.round(points.y[i] * cell)}`;
      counts.set(key, (counts.get(key) || 0) + 1);
    }
    return Math.max(...counts.values());
  }

  /** @param {number[]} members */
  #zoom(members) {
    const { layer } = this.marks;
    const places = L.latLngBounds(members.map((i) => layer.latLng(i)));
    layer.view.touched = true;
    layer.list.close();
    layer.map.fitBounds(places, {
      maxZoom: NEAREST,
      paddingTopLeft: [60, 60],
      paddingBottomRight: [60, 60 + layer.view.strip.height],
    });
  }

  /**
   * @param {number[]} members
   * @param {L.LatLng} latlng
   */
  #fanOut(members, latlng) {
    const { marks } = this;
    const { layer } = marks;
    const r = reach(members.length) + EDGE;
    layer.map.panInside(latlng, {
      ...{ paddingTopLeft: [r, r], paddingBottomRight: [r + layer.list.width, r + layer.view.strip.height] },
      animate: false,
    });
    const legs = fan(marks, members, latlng);
    this.#fan = L.layerGroup(legs.map((leg) => leg.marker)).addTo(marks.group);
    layer.map.getContainer().classList.add("dmz-fanned");
    marks.addLegs(legs);
  }

  /** Take back the mark that is fanned out. */
  closeFan() {
    if (!this.#fan) return;
    this.marks.group.removeLayer(this.#fan);
    this.marks.removeLegs();
    this.forget();
  }

  /** The fan has gone with all other marks. */
  forget() {
    this.#fan = null;
    this.marks.layer.map?.getContainer().classList.remove("dmz-fanned");
  }
}
