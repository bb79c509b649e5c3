/* The scrolling box around the column: on a phone a sheet of three heights over the map. */

import { button, element } from "../dom.js";

const HALF = 0.5; // of the sheet's range, from which on it counts as raised

export class Sheet {
  /** @param {HTMLElement} content */
  constructor(content) {
    this.box = element("div", "dmz-sheet");
    const stop = element("div", "dmz-half");
    this.grip = button("dmz-grip");
    this.grip.addEventListener("click", () => this.#toggle());
    this.box.append(stop, content);
    this.content = content;
    this.stop = stop;
  }

  /** Put it on the page. */
  show() {
    if (!this.box.isConnected) document.body.append(this.box);
  }

  /** Whether the page is narrow: the column is a sheet. */
  get isSheet() {
    return getComputedStyle(this.box).overflowY === "scroll";
  }

  /** Where the sheet begins at its middle height, in pixels from the page's top; Infinity beside the map. */
  get top() {
    if (!this.isSheet) return Infinity;
    return this.box.getBoundingClientRect().top + this.content.offsetTop - this.stop.offsetTop;
  }

  /** Bring the top of what is shown into view; a low sheet rises to its middle height. */
  raise() {
    this.content.scrollTop = 0;
    if (this.isSheet) this.box.scrollTo({ top: this.stop.offsetTop });
    else if (getComputedStyle(this.box).position === "static") this.box.scrollIntoView(); // a very low window
  }

  /** Bring a sheet that was scrolled far up back to its middle height. */
  settle() {
    if (this.isSheet) this.box.scrollTo({ top: Math.min(this.box.scrollTop, this.stop.offsetTop) });
  }

  #toggle() {
    const low = this.box.scrollTop < this.stop.offsetTop * HALF;
    const high = this.box.scrollTop > this.stop.offsetTop * (1 + HALF);
    const heights = [0, this.stop.offsetTop, this.content.offsetTop];
    this.box.scrollTo({ top: heights[low ? 1 : high ? 0 : 2], behavior: "smooth" });
  }
}
