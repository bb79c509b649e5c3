/* What the server hands to the page's script: elements without a script of their own. */

import { scrollToPassage } from "./passage.js";

const STATE = "[data-dmz-state]";
const PASSAGE = "#passage";
const HEAD = "header.dmz-head"; // it is in the reader's language, whichever page it heads

/**
 * Watch for the map's state, a passage to bring into view and the page's language; also for what
 * is there already.
 *
 * @param {(state: string) => void} show Takes the state, base64 of JSON.
 */
export function watchHanded(show) {
  const look = (/** @type {Element} */ added) => {
    const state = found(added, STATE);
    if (state instanceof HTMLElement) show(state.dataset.dmzState || "");
    if (found(added, PASSAGE)) scrollToPassage();
    const head = found(added, HEAD);
    if (head instanceof HTMLElement) document.documentElement.lang = head.lang;
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const added of addedNodes) if (added instanceof Element && added.isConnected) look(added);
    }
  }).observe(document.body, { childList: true, subtree: true });
  look(document.body);
}

/**
 * @param {Element} added
 * @param {string} selector
 */
function found(added, selector) {
  return added.matches(selector) ? added : added.querySelector(selector);
}
