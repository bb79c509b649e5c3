/* The sign of each group on a canvas, as the style sheet draws it on the map. */

/**
 * Add the outline of a group's sign to the path.
 *
 * @param {CanvasRenderingContext2D} ink
 * @param {string} group
 * @param {number} x Of its middle, in pixels.
 * @param {number} y
 * @param {number} r Half its size, in pixels.
 */
export function symbol(ink, group, x, y, r) {
  if (group === "force") polygon(ink, [x, y - r * 1.25, x + r * 1.25, y, x, y + r * 1.25, x - r * 1.25, y]);
  else if (group === "hazard") polygon(ink, [x, y - r * 1.15, x + r * 1.15, y + r * 0.9, x - r * 1.15, y + r * 0.9]);
  else if (group === "measures") ink.rect(x - r * 0.95, y - r * 0.95, r * 1.9, r * 1.9);
  else {
    ink.moveTo(x + r, y);
    ink.arc(x, y, r, 0, 2 * Math.PI);
  }
}

/**
 * @param {CanvasRenderingContext2D} ink
 * @param {number[]} corners x and y in turn.
 */
function polygon(ink, corners) {
  ink.moveTo(corners[0], corners[1]);
  for (let k = 2; k < corners.length; k += 2) ink.lineTo(corners[k], corners[k + 1]);
  ink.closePath();
}
