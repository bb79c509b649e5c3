/* Small helpers for the page's elements. */

/**
 * Return an element with a class and, as text, what is given.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [className]
 * @param {string | null} [text]
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
}

/**
 * Return a button that submits nothing.
 *
 * @param {string} [className]
 * @param {string} [text]
 */
export function button(className, text) {
  const node = element("button", className, text);
  node.type = "button";
  return node;
}

/**
 * Do something once the next frame is on the screen: what marks do not need waits for them.
 *
 * @param {() => void} work
 * @param {number} [rest] Milliseconds to wait after the frame.
 */
export function afterFrame(work, rest = 0) {
  requestAnimationFrame(() => setTimeout(work, rest));
}

/**
 * Do something when the browser has nothing else to do: a click, or a picture that is due, comes first.
 *
 * @param {(deadline?: any) => void} work
 */
export function whenIdle(work) {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 1000 });
  else setTimeout(work, 50); // Safari
}
