/* The page's address. The browser owns the parameters `incident` and `story`: choosing one causes no
 * run of the app, which therefore does not know them; all other parameters are the app's. */

const OWN = "incident";
const NONE = { [OWN]: null, story: null };

/**
 * Return a query string with some parameters set, or removed (null); the rest stays letter for letter.
 *
 * @param {string} search With or without "?".
 * @param {Record<string, string | null>} changes
 */
export function withParameters(search, changes) {
  const parts = search
    .replace(/^\?/, "")
    .split("&")
    .filter((part) => part && !(part.split("=")[0] in changes));
  for (const [name, value] of Object.entries(changes)) {
    if (value !== null) parts.push(`${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`);
  }
  return parts.length ? `?${parts.join("&")}` : "";
}

export class Address {
  #push = history.pushState.bind(history);
  #replace = history.replaceState.bind(history);
  #last = location.search;
  #asked = false;
  /** The incident of which the app knows. @type {string | null} */ #known = null;

  /** @param {(incident: string | null) => void} moved Called when the browser went back or on. */
  constructor(moved) {
    this.moved = moved;
    this.incident = this.#known = this.get(OWN);
    /** The step of a story that is shown, such as "panmunjom-1976.2". */
    this.story = this.get("story");
    history.pushState = (data, _title, url) => this.#ofApp(this.#push, data, url);
    history.replaceState = (data, _title, url) => this.#ofApp(this.#replace, data, url);
    addEventListener("popstate", this.#onPop, true); // before the app's own listener
  }

  /** @param {string} name */
  get(name) {
    return new URLSearchParams(location.search).get(name);
  }

  /**
   * Write the chosen incident; the app is not told.
   *
   * @param {string | null} id
   * @param {boolean} [replace] Whether it takes the place of the one before in the history.
   */
  choose(id, replace = false) {
    if (id === this.incident && id === this.get(OWN)) return;
    this.incident = id;
    this.#write(replace ? this.#replace : this.#push, {}, location.pathname + location.search);
  }

  /**
   * Write the step of a story, or that none is told, without a chosen incident; the app is not told.
   *
   * @param {string | null} story
   * @param {boolean} replace Whether it takes the place of the one before in the history.
   */
  tell(story, replace) {
    Object.assign(this, { story, incident: null });
    this.#write(replace ? this.#replace : this.#push, {}, location.pathname + location.search);
  }

  /**
   * Change parameters, and have the app run with the new address.
   *
   * @param {Record<string, string | null>} changes
   */
  go(changes) {
    this.#write(this.#push, {}, location.pathname + withParameters(location.search, changes));
    this.run();
  }

  /** Have the app run with the address of now: it does so when the browser goes back. */
  run() {
    this.#asked = true;
    this.#known = this.incident;
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  }

  /**
   * Write an address that the app asks for. It names the incident of which the app knows, which
   * may be an old one; another one was chosen in the app.
   *
   * @param {typeof history.pushState} write
   * @param {unknown} data
   * @param {string | URL | null} [url]
   */
  #ofApp(write, data, url) {
    const named = new URL(url ?? "", location.href).searchParams.get(OWN);
    const isChoice = named !== this.#known && named !== this.incident;
    this.#known = named;
    if (isChoice) this.incident = named;
    this.#write(write, data, url);
    if (isChoice) this.moved(named);
  }

  /**
   * Write an address that has the chosen incident, whoever asked for it.
   *
   * @param {typeof history.pushState} write
   * @param {unknown} data
   * @param {string | URL | null} [url]
   */
  #write(write, data, url) {
    if (url === undefined || url === null) return write(data, "");
    const asked = new URL(url, location.href);
    const search = withParameters(asked.search, { [OWN]: this.incident, story: this.story });
    write(data, "", asked.pathname + search + asked.hash);
    this.#last = location.search;
  }

  /** What changes incident or story alone is no business of the app. */
  #onPop = (/** @type {PopStateEvent} */ event) => {
    const before = withParameters(this.#last, NONE);
    this.#last = location.search;
    const asked = this.#asked;
    this.#asked = false;
    if (asked) return;
    if (withParameters(location.search, NONE) === before) event.stopImmediatePropagation();
    else this.#known = this.get(OWN);
    this.incident = this.get(OWN);
    this.story = this.get("story");
    this.moved(this.incident);
  };
}
