/* What a published page hands to its map: there is no server that would. */

/** What a map shows until a reader chooses. */
export const LAYERS = ["border", "zone", "sectors", "places", "incidents"];

/** The theme that the reader's system wants. */
export const dark = matchMedia("(prefers-color-scheme: dark)");

/**
 * Show this on the map, in the reader's language and theme.
 *
 * @param {{layers: string[], filter: Filter, chart: string}} shown
 */
export function handState(shown) {
  const theme = dark.matches ? "dark" : "light";
  document.documentElement.dataset.theme = theme;
  const state = { ...shown, selection: null, theme, language: document.documentElement.lang };
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  window.DMZ?.apply(btoa(String.fromCharCode(...bytes)));
}
