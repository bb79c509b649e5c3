/* Where the map is on the page: the style sheet sets map and column by it. */

const PAPER_PX = 690; // of A4 between the margins

export class Place {
  #top = -1;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    addEventListener("beforeprint", () => this.#hold());
    new ResizeObserver(() => this.#measure()).observe(document.body);
    new MutationObserver(() => this.#measure()).observe(document.body, { childList: true, subtree: true });
  }

  #measure() {
    const map = document.querySelector(".st-key-map-place");
    if (!map) return;
    const top = Math.round(map.getBoundingClientRect().top + this.#scrolled(map));
    if (top === this.#top || top < 0) return;
    this.#top = top;
    this.root.style.setProperty("--map-top", `${top}px`);
  }

  /** On paper the map's frame keeps its size, made smaller as a whole: it shows what the screen shows. */
  #hold() {
    const { width, height } =
      document.querySelector(":is(.st-key-map-place, .st-key-line-place) iframe")?.getBoundingClientRect() || {};
    if (!width) return;
    this.root.style.setProperty("--frame-width", `${width}px`);
    this.root.style.setProperty("--frame-height", `${height}px`);
    this.root.style.setProperty("--frame-zoom", String(PAPER_PX / width));
  }

  /** @param {Element} map */
  #scrolled(map) {
    return map.closest('[data-testid="stMain"]')?.scrollTop || 0;
  }
}
