/* The page's script: hands the map's frame its state, owns the column beside the map, and follows
 * the links that change the address without loading the page anew. */

import { decode } from "../files.js";
import { printLight } from "../paper.js";
import { Address } from "./address.js";
import { watchHanded } from "./handed.js";
import { Place } from "./place.js";
import { Share } from "./share.js";
import { Side } from "./side.js";

/**
 * Streamlit asks for its font of signs (375 KB) before it draws anything. A page with such signs has
 * the browser fetch it anyway; the map has none.
 */
function keepSignsForLater() {
  const { fonts } = document;
  const load = fonts.load.bind(fonts);
  fonts.load = (font, text) => (font.includes("Material") ? Promise.resolve([]) : load(font, text));
}

/** Hand a state to the map's frame, which may not be there yet: then the page keeps it. */
function show(/** @type {string} */ state) {
  window.dmzState = state;
  document.documentElement.dataset.theme = decode(state).theme;
  for (const frame of document.querySelectorAll("iframe")) {
    try {
      frame.contentWindow?.DMZ?.apply(state);
    } catch {
      /* another page's frame, or not yet a map */
    }
  }
}

/** Bring the focus past map and filters: to the chosen incident, or the list's first row. */
function skipToList() {
  const way = document.querySelector("article.dmz-panel:not([hidden]) h2, .dmz-rows .dmz-row");
  if (way instanceof HTMLElement) way.focus();
}

/** Close the menu of what can be added, unless it is under the hand. */
function closeMenu(/** @type {Element | null} */ target) {
  const menu = document.querySelector(".dmz-add[open]");
  if (menu && !(target && menu.contains(target))) menu.removeAttribute("open");
}

/** Follow links with `data-go`, "page=sources&lang=ko": the app runs, the page stays. */
function followLinks(/** @type {Address} */ address, /** @type {Side} */ side, /** @type {Share} */ share) {
  addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    closeMenu(target);
    const opener = target?.closest("[data-share]");
    if (opener instanceof HTMLElement) {
      event.preventDefault();
      share.open(opener);
    }
    if (target?.closest("[data-skip]")) {
      event.preventDefault();
      skipToList();
    }
    const link = target?.closest("a[data-go]");
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    for (const menu of document.querySelectorAll(".dmz-menu[open], .dmz-add[open]")) menu.removeAttribute("open");
    const { incident, ...asked } = Object.fromEntries(new URLSearchParams(link.dataset.go));
    const changes = Object.entries(asked).map(([name, value]) => [name, value || null]);
    if (incident && !changes.length) side.find(incident);
    else {
      if (incident) address.choose(incident, true);
      address.go(Object.fromEntries(changes));
    }
  });
}

if (!window.dmzConnect) {
  const { documentElement: root } = document;
  keepSignsForLater();
  root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  printLight(
    () => root.dataset.theme,
    (theme) => Object.assign(root.dataset, { theme }),
  );
  const address = new Address((incident) => side.follow(incident));
  const side = new Side(address);
  new Place(root);
  addEventListener("keydown", ({ key }) => key === "Escape" && closeMenu(null));
  followLinks(address, side, new Share());
  window.dmzConnect = (layer) => (address.get("embed") === "true" ? null : side.connect(layer));
  watchHanded(show);
}
