/* What the app is told: a layer group that has the message as its tooltip and fires "click". */

export class Reporter {
  #count = 0;
  /** @param {L.Map} map */
  constructor(map) {
    /** The app's side asks for `_tooltip`, then for `getTooltip`. @type {L.LayerGroup & {_tooltip?: object}} */
    this.group = L.layerGroup();
    Object.assign(this.group, { getTooltip: () => this.group._tooltip }).addTo(map);
  }

  /**
   * Report the id of the chosen incident, or "~" and what else was chosen. A counter makes the
   * same message news again.
   *
   * @param {string} message
   */
  report(message) {
    this.#count += 1;
    const content = `${message}#${this.#count}`;
    this.group._tooltip = { _content: content, getContent: () => content };
    this.group.fire("click", {});
  }
}
