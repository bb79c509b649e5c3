/* How long the map takes to show a choice: from the click on the page to the change in its frame,
 * which may be a new frame. A value that is undefined is a map that is not there. */
const frame = () => document.querySelector('iframe[data-testid="stCustomComponentV1"]');
const inside = (selector) => frame()?.contentDocument?.querySelector(selector);
const marks = () => (inside(".leaflet-container") ? frame().contentDocument.querySelectorAll("path.leaflet-interactive").length : undefined);
function watch(value) {
  const before = value();
  let start;
  window.benchChanged = null;
  window.addEventListener("click", (event) => { start = event.timeStamp; }, { capture: true, once: true });
  const look = () => {
    const now = value();
    if (window.benchChanged || start === undefined || now === undefined || now === before) return;
    window.benchChanged = performance.now() - start;
  };
  new MutationObserver(look).observe(frame().contentDocument.body, { subtree: true, childList: true, attributes: true });
  const step = () => { look(); if (!window.benchChanged) requestAnimationFrame(step); };
  step();
}
