/* A story beside the map: what the address names is told, and the map goes along. */

import { StoryView } from "../panel/story.js";
import { select } from "../selection.js";

/**
 * @typedef {object} Around What stands around a story.
 * @property {() => boolean} hasIncident Whether an incident is chosen.
 * @property {() => void} arrange Shows the story, or what is there without one.
 * @property {(id: string) => Promise<void>} open Shows an incident.
 */

export class Storyteller {
  /**
   * @param {import("../panel/source.js").Source} source
   * @param {import("./side.js").PageAddress} address
   * @param {import("./sheet.js").Sheet} sheet
   * @param {Around} around
   */
  constructor(source, address, sheet, around) {
    this.source = source;
    this.address = address;
    this.sheet = sheet;
    this.around = around;
    this.view = new StoryView(source, {
      tell: (value, replace) => this.tell(value, replace),
      open: (id) => around.open(id),
      read: (claim, id) => around.open(id).then(() => address.go({ passage: claim.id })),
      show: (step) => this.#show(step),
    });
  }

  get isOpen() {
    return this.view.isOpen;
  }

  /**
   * Write a step into the address, and show it; null leaves the story.
   *
   * @param {string | null} value
   * @param {boolean} [replace] Whether it takes the place of the one before in the history.
   */
  async tell(value, replace = false) {
    this.address.tell(value, replace);
    await this.follow();
    this.view.node.closest(".dmz-side")?.scrollTo({ top: 0 });
  }

  /** Show what the address names. */
  async follow() {
    const wasOpen = this.isOpen;
    await this.view.follow(this.address.story);
    this.around.arrange();
    if (!wasOpen && this.isOpen && !this.around.hasIncident()) this.sheet.raise();
    if (wasOpen && !this.isOpen && !this.around.hasIncident()) select(this.source.layer, null);
  }

  /** @param {StoryStep} step */
  async #show(step) {
    const { layer } = this.source;
    if (this.around.hasIncident()) return;
    await layer.view.stories.moveTo(step, this.sheet.top);
    const i = this.source.position(step.record.id);
    if (i !== undefined && !this.around.hasIncident() && this.view.shows(step)) select(layer, [i, step.record.id]);
  }
}
