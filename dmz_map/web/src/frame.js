/* The map within its frame: what it shows at first and at most, and what the page around it has for it. */

/** Within the land that is drawn, which ends in straight cuts a little farther out. @type {L.LatLngBoundsLiteral} */
const GROUND = [
  [36, 124],
  [41, 131],
];
const LEAST_ZOOM = 6;
const LOW_PAGE = "(max-height: 430px) and (max-width: 899px)"; // as in page.css

/**
 * Show the zone from end to end (or other bounds), clear of what lies over the map.
 *
 * @param {import("./map_view.js").MapView} view
 * @param {L.LatLngBoundsLiteral} home South-west and north-east corner.
 */
export function fitHome(view, home) {
  view.map.fitBounds(home, { animate: false, ...homePadding(view) });
}

/**
 * Return what the zone keeps clear of, as options of `fitBounds`.
 *
 * @param {import("./map_view.js").MapView} view
 */
export function homePadding(view) {
  const narrow = view.isNarrow();
  /** @type {L.FitBoundsOptions} */
  const padding = {
    paddingTopLeft: narrow ? [6, 30] : [24, 50],
    paddingBottomRight: [narrow ? 60 : 110, view.strip.height + (narrow ? 20 : 40)],
  };
  return padding;
}

/**
 * Keep the view on the ground that is drawn, but for what the strip at the foot covers.
 *
 * @param {import("./map_view.js").MapView} view
 */
export function keepToGround({ map, strip }) {
  const { x, y } = map.getSize();
  if (x <= 0 || y <= strip.height) return;
  const [southWest, northEast] = GROUND;
  map.options.minZoom = LEAST_ZOOM; // else the least zoom could only grow
  map.setMinZoom(map.getBoundsZoom(GROUND, true, L.point(0, strip.height)));
  const foot = map.project(southWest).add([0, strip.height]);
  map.options.maxBoundsViscosity = 1;
  map.setMaxBounds(L.latLngBounds(map.unproject(foot), L.latLng(northEast)));
}

/** The state that the page around the map's frame has for it; null where there is none. */
export function stateOfPage() {
  try {
    return window.parent === window ? null : window.parent.dmzState || null;
  } catch {
    return null;
  }
}

/**
 * Leave the wheel to a page so low that it has its parts one after the other; with Ctrl it is the map's.
 *
 * @param {HTMLElement} container The map's.
 */
export function leaveWheelToPage(container) {
  const leave = (/** @type {WheelEvent} */ event) => {
    if (!event.ctrlKey && isInLowPage()) event.stopImmediatePropagation();
  };
  container.addEventListener("wheel", leave, { capture: true, passive: true }); // before Leaflet's own
}

function isInLowPage() {
  const { parent } = window;
  try {
    if (parent === window || !parent.matchMedia(LOW_PAGE).matches) return false;
    return Boolean(parent.document.querySelector(".st-key-head"));
  } catch {
    return false; // a page of somebody else's
  }
}
