/* Stories on the map's side: their file, and the way from one step to the next. */

import { files } from "./files.js";
import { homePadding } from "./frame.js";

const NAME = "stories.json";
const SECONDS = 1.2; // of a flight

export class Stories {
  /** Id, title and number of steps of each. @type {StoryTitles["titles"]} */ titles = [];
  #address = NAME;

  /** @param {import("./map_view.js").MapView} view */
  constructor(view) {
    this.view = view;
  }

  /**
   * @param {StoryTitles | undefined} stories
   * @param {string} base Address of `base.json`.
   */
  take(stories, base) {
    this.titles = stories?.titles ?? [];
    if (stories && !files.isHere(NAME)) {
      this.#address = new URL(`../${stories.file}`, new URL(base, document.baseURI)).href;
    }
  }

  /**
   * Fetch all stories, once.
   *
   * @returns {Promise<Story[]>}
   */
  load() {
    return files.json(this.#address);
  }

  /**
   * Bring a step's place into view, or the whole zone; resolves when the map stands still.
   *
   * @param {StoryStep} step
   * @param {number} sheet Where a sheet over the map begins, in pixels from the page's top.
   */
  async moveTo({ at, zoom }, sheet) {
    const { view } = this;
    const { map } = view;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const arrived = new Promise((done) => map.once("moveend", done));
    view.touched = true;
    if (at && zoom) {
      const below = Math.min(map.getSize().y - view.strip.height, sheet - frameTop());
      const middle = map.project(at, zoom).add([0, (map.getSize().y - below) / 2]);
      const centre = map.unproject(middle, zoom);
      if (still) map.setView(centre, zoom, { animate: false });
      else map.flyTo(centre, zoom, { duration: SECONDS });
    } else if (view.home) {
      const padding = homePadding(view);
      if (still) map.fitBounds(view.home, { animate: false, ...padding });
      else map.flyToBounds(view.home, { duration: SECONDS, ...padding });
    } else return;
    await arrived;
  }
}

/** Where the map's frame begins, in pixels from the page's top. */
function frameTop() {
  return window.frameElement?.getBoundingClientRect().top ?? 0;
}
