/* The page of figures: the line unrolled, large and alone; an incident opens on the page of the map. */

import { dark, handState, LAYERS } from "./site_state.js";

/** Show the line, and follow what a reader chooses on it. */
export function showLine() {
  const show = () => handState({ layers: LAYERS, filter: {}, chart: "alone" });
  window.dmzConnect = (layer) => {
    layer.view.reporter.report = (message) => {
      if (!message.startsWith("~")) location.href = `index.html?incident=${encodeURIComponent(message)}`;
    };
    show();
    return null;
  };
  dark.addEventListener("change", show);
  addEventListener("DOMContentLoaded", show);
}
