/* Dragging over a chart, by mouse, pen or finger. */

const STILL = 4; // pixels within which a hand that goes down and up has only clicked

/**
 * @typedef {object} Hand
 * @property {(start: PointerEvent, now: PointerEvent) => void} moved While it is dragged.
 * @property {(dragged: boolean, event: PointerEvent) => void} ended When the hand lets go.
 */

/**
 * Listen to a hand on a canvas.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Hand} hand
 */
export function brush(canvas, { moved, ended }) {
  /** @type {PointerEvent | null} */
  let start = null;
  let dragged = false;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    start = event;
    dragged = false;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!start) return;
    dragged ||= Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > STILL;
    if (dragged) moved(start, event);
  });
  /** @param {PointerEvent} event */
  const end = (event) => {
    if (!start) return;
    start = null;
    ended(dragged, event);
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
}

/**
 * Return a range input, which reports what it is moved to and when it rests.
 *
 * @param {string} className
 * @param {(value: number) => void} moved
 * @param {() => void} ended
 */
export function handle(className, moved, ended) {
  const input = document.createElement("input");
  input.className = className;
  Object.assign(input, { type: "range", step: 1 });
  input.addEventListener("input", () => moved(Number(input.value)));
  input.addEventListener("change", ended);
  return input;
}
