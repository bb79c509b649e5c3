/* The map within its frame: what it shows at first, and what the page around it has for it. */

/**
 * Show the zone from end to end (or other bounds), clear of what lies over the map.
 *
 * @param {import("./map_view.js").MapView} view
 * @param {L.LatLngBoundsLiteral} home South-west and north-east corner.
 */
export function fitHome(view, home) {
  const { map, strip } = view;
  const narrow = view.isNarrow();
  map.fitBounds(home, {
    animate: false,
    paddingTopLeft: narrow ? [6, 30] : [24, 50],
    paddingBottomRight: [narrow ? 60 : 110, strip.height + (narrow ? 20 : 40)],
  });
}

/** The state that the page around the map's frame has for it; null where there is none. */
export function stateOfPage() {
  try {
    return window.parent === window ? null : window.parent.dmzState || null;
  } catch {
    return null;
  }
}
