/* Keeps the chosen line of the incident list in view. */

/** Watch the page, and scroll the list when another line is chosen or the list is drawn anew. */
export function keepLineInView() {
  /** @type {Element | null} */
  let list = null;
  let seen = "";
  const look = () => {
    const now = document.querySelector(".st-key-incident-list");
    const input = now?.querySelector("input:checked");
    const line = input?.closest("label");
    if (!now || !line || !(input instanceof HTMLInputElement)) return;
    if (input.value === seen && now === list) return;
    [list, seen] = [now, input.value];
    const [outer, own] = [now.getBoundingClientRect(), line.getBoundingClientRect()];
    if (own.top >= outer.top && own.bottom <= outer.bottom) return;
    now.scrollTop += own.top - outer.top - outer.height / 3;
  };
  new MutationObserver(look).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["class"],
  });
}
