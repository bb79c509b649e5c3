/* Where the marks stand that may be moved: clear of all others, and of what lies over the map. */

import { placeBadges } from "./placement.js";

const STRIP_GAP = 18; // pixels that marks keep from the strip at the foot

/**
 * Put each mark that may be moved at the first of its places where it covers nothing, or the least.
 *
 * @param {import("./marks.js").Mark[]} marks
 * @param {import("./map_view.js").MapView} view
 */
export function arrange(marks, { map, strip, key }) {
  for (const { button: node, offsets } of marks) if (offsets) node.style.translate = ""; // it may have been moved
  // All boxes are read before anything is written: the page is laid out once.
  const container = map.getContainer();
  const [left, top, right, bottom] = edges(container);
  const fixed = marks.filter((mark) => !mark.offsets).map((mark) => edges(mark.button));
  key.arrange(fixed);
  const controls = [...container.querySelectorAll(".leaflet-control, .dmz-key")];
  const moved = marks.flatMap(({ button: node, offsets }) => (offsets ? [{ node, offsets, box: edges(node) }] : []));
  const taken = [...fixed, ...controls.map(edges)];
  placeBadges(moved, taken, [left + 2, top + 2, right - 2, bottom - strip.height - STRIP_GAP]).forEach(
    ([dx, dy], i) => {
      moved[i].node.style.translate = `${dx}px ${dy}px`;
    },
  );
}

/**
 * @param {Element} node
 * @returns {Edges}
 */
function edges(node) {
  const { left, top, right, bottom } = node.getBoundingClientRect();
  return [left, top, right, bottom];
}
