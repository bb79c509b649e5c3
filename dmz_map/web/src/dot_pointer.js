/* A mouse over dots: what a click opens, and what is fetched before it. */

const REST = 80; // milliseconds after which a hand over a dot rests there
const PREFETCHED = 3; // incidents under a button that goes down

export class DotPointer {
  #frame = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;

  /** @param {import("./incident_layer.js").IncidentLayer} layer */
  constructor(layer) {
    this.layer = layer;
    this.events = { click: this.#onClick, mousedown: this.#onMouseDown, mousemove: this.#onMouseMove };
  }

  /**
   * Return the incidents whose dots are under the mouse.
   *
   * @param {L.Point} point
   */
  #under(point) {
    return this.layer.drawnAsDots && this.layer.map ? this.layer.dots.near(point) : [];
  }

  /** A click on the map itself: the dots under it. @param {L.LeafletMouseEvent} event */
  #onClick = ({ layerPoint }) => {
    const { popups, view } = this.layer;
    const found = this.#under(layerPoint);
    if (found.length === 1) popups.open(found[0], { latlng: this.layer.latLng(found[0]) });
    else if (found.length) {
      const { first } = this.layer.points;
      this.layer.list.open(
        found.sort((a, b) => first[a] - first[b]),
        view.strings.count(found.length),
      );
    }
  };

  /** A hand over a dot; one that rests there will want to read. @param {L.LeafletMouseEvent} event */
  #onMouseMove = ({ layerPoint }) => {
    const { map } = this.layer;
    if (this.#frame || map.dragging.moving()) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      clearTimeout(this.#resting);
      const found = this.#under(layerPoint);
      map.getContainer().style.cursor = found.length ? "pointer" : "";
      if (found.length) this.#resting = setTimeout(() => this.layer.texts.prefetch([found[0]]), REST);
    });
  };

  /** A button goes down: fetch the texts that its coming up will ask for. @param {L.LeafletMouseEvent} event */
  #onMouseDown = ({ layerPoint }) => {
    this.layer.texts.prefetch(this.#under(layerPoint).slice(0, PREFETCHED));
  };
}
