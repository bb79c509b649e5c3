/* The colours of the style sheet, which the canvases need by name. */

export class Tones {
  #theme = "";
  /** @type {Record<string, string>} */
  #byName = {};

  /** @param {HTMLElement} container The map's. */
  constructor(container) {
    this.container = container;
  }

  /**
   * Return a custom property of the style sheet; "" before the sheet has come.
   *
   * @param {string} name
   * @param {string} theme The theme of now.
   */
  get(name, theme) {
    if (theme !== this.#theme) [this.#theme, this.#byName] = [theme, {}];
    this.#byName[name] ||= getComputedStyle(this.container).getPropertyValue(`--${name}`).trim();
    return this.#byName[name];
  }
}
