/* What the marks do not need waits for them. */

import { afterFrame, whenIdle } from "./dom.js";

const QUIET = 200; // milliseconds after very many dots in which a click comes before names and timeline

/**
 * Do what the marks do not need: after them, and after a first click where they are very many.
 *
 * @param {import("./map_view.js").MapView} view
 * @param {() => void} work
 */
export async function afterMarks(view, work) {
  const rest = (await view.startsAsDots) ? QUIET : 0;
  await view.firstDrawn;
  afterFrame(() => whenIdle(work), rest);
}
