/* What is chosen from outside the map: by the app, by the address, by the column beside the map. */

/**
 * Join the column beside the map, if the page around the map's frame has one.
 *
 * @param {import("./incident_layer.js").IncidentLayer} layer
 */
export function connect(layer) {
  try {
    layer.side = window.parent.dmzConnect?.(layer) ?? null;
  } catch {
    layer.side = null; // another site's page
  }
  if (window.parent === window) return; // the page hears the keys itself
  // Before those who close what they are in, so that one key leaves one thing.
  document.addEventListener("keydown", ({ key }) => key === "Escape" && leave(layer), { capture: true });
}

/**
 * Close what lies over the map; where nothing does, leave the incident or the story.
 *
 * @param {import("./incident_layer.js").IncidentLayer} layer
 */
function leave({ list, side, view }) {
  if (list.isOpen()) list.close(true);
  else if (view.map.getContainer().querySelector(".leaflet-popup")) view.map.closePopup();
  else side?.leave();
}

/**
 * Take over what the app says is chosen; with a column beside the map, the address decides.
 *
 * @param {import("./incident_layer.js").IncidentLayer} layer
 * @param {ChosenIncident | null} selection
 */
export function offer(layer, selection) {
  if (layer.side) layer.side.offer(selection);
  else select(layer, selection);
}

/**
 * Select from outside.
 *
 * @param {import("./incident_layer.js").IncidentLayer} layer
 * @param {ChosenIncident | null} selection
 */
export function select(layer, selection) {
  const [before, now] = [layer.selection?.[1], selection?.[1]];
  layer.selection = selection;
  if (before === now && !layer.side) return;
  if (!selection) {
    layer.popups.current = undefined;
    layer.popups.close();
    layer.marks.highlight();
  } else if (layer.matching && layer.popups.current !== selection[0]) {
    layer.popups.open(selection[0], { report: false });
  }
}
