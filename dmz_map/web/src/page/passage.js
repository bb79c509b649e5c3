/* Brings the passage of a document into view once it is there. */

const TRIES = 50;
const PAUSE = 40; // milliseconds between two tries
const SETTLED = 600; // milliseconds after which styles and fonts have come

/** Centre `#passage` in the box that scrolls, and give it the focus. */
export function scrollToPassage() {
  let touched = false;
  for (const kind of ["wheel", "touchstart", "keydown"]) {
    addEventListener(kind, () => (touched = true), { once: true, passive: true });
  }
  find(TRIES, () => touched);
}

/**
 * @param {number} tries
 * @param {() => boolean} touched
 */
function find(tries, touched) {
  const mark = document.getElementById("passage");
  if (mark) centre(mark, touched);
  else if (tries > 0) setTimeout(() => find(tries - 1, touched), PAUSE);
}

/**
 * @param {HTMLElement} mark
 * @param {() => boolean} touched Whether the reader has begun to scroll.
 */
function centre(mark, touched) {
  const box = scrollingBox(mark);
  const scroll = () => {
    const [own, outer] = [mark.getBoundingClientRect(), box.getBoundingClientRect()];
    box.scrollTop += own.top - outer.top - (outer.height - own.height) / 2;
  };
  scroll();
  mark.focus({ preventScroll: true });
  // Styles and fonts that come later move the text: again, unless the reader has begun.
  const watch = new ResizeObserver(() => {
    if (touched()) watch.disconnect();
    else scroll();
  });
  watch.observe(mark.closest(".document") || mark);
  setTimeout(() => {
    watch.disconnect();
    if (touched()) return;
    scroll();
    mark.scrollIntoView({ block: "nearest" });
  }, SETTLED);
}

/** @param {HTMLElement} mark */
function scrollingBox(mark) {
  let box = mark.parentElement || document.documentElement;
  while (box.parentElement && !/auto|scroll/.test(getComputedStyle(box).overflowY)) box = box.parentElement;
  return box;
}
