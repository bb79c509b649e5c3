/* The page's script: hands the map's frame its state, and keeps what is chosen in view. */

import { keepLineInView } from "./list_line.js";
import { scrollToPassage } from "./passage.js";

/** Hand a state to the map's frame, which may not be there yet: then the page keeps it. */
function show(/** @type {string} */ state) {
  window.dmzState = state;
  for (const frame of document.querySelectorAll("iframe")) {
    try {
      frame.contentWindow?.DMZ?.apply(state);
    } catch {
      /* another page's frame, or not yet a map */
    }
  }
}

if (!window.dmzShow) {
  window.dmzShow = show;
  window.dmzScrollToPassage = scrollToPassage;
  if (window.dmzState) show(window.dmzState);
  keepLineInView();
}
