/* What stands above the rows of the list: where to begin, or the way out of a filter that nothing matches. */

import { button, element } from "../dom.js";
import { FILTERS, remedies } from "./remedies.js";

const STARTERS = 3;

/**
 * Three incidents to begin with, and how to read the map; nothing once a filter is in force.
 *
 * @param {import("./source.js").Source} source
 * @param {Uint32Array} found Positions of those that match, newest first.
 * @param {import("./list.js").ListActions} actions
 */
export function beginning(source, found, actions) {
  const { strings } = source;
  if (found.length < source.n) return [];
  const starters = newestQuoted(source, found);
  const how = element("details", "dmz-how");
  how.append(
    element("summary", "", strings.get("how")),
    element("p", "", strings.get("how_quoted")),
    element("p", "", strings.get("how_gaps")),
    element("p", "dmz-edition", strings.get("edition")),
  );
  const told = stories(source, actions);
  if (!starters.length) return [...told, how];
  const cards = element("div", "dmz-cards");
  for (const i of starters) {
    const card = button("dmz-card");
    card.dataset.incident = String(i);
    card.addEventListener("click", (event) => actions.choose(i, { keyboard: event.detail === 0 }));
    source.text(i).then(
      (text) => card.append(element("b", "", strings.pick(text.title)), element("small", "", strings.pick(text.date))),
      () => card.remove(),
    );
    cards.append(card);
  }
  return [element("h3", "", strings.get("begin")), cards, ...told, how];
}

/**
 * @param {import("./source.js").Source} source
 * @param {import("./list.js").ListActions} actions
 */
function stories({ strings, layer }, actions) {
  const ways = layer.view.stories.titles.map(([id, title, steps]) => {
    const way = button("dmz-story-way", strings.pick(title));
    way.title = strings.count(steps, "steps");
    way.dataset.story = id;
    way.addEventListener("click", (event) => actions.tell(id, { keyboard: event.detail === 0 }));
    return way;
  });
  const box = element("div", "dmz-stories");
  box.append(element("h3", "", strings.get("stories")), ...ways);
  return ways.length ? [box] : [];
}

/**
 * Return the newest incidents whose words are quoted.
 *
 * @param {import("./source.js").Source} source
 * @param {Uint32Array} found
 */
function newestQuoted(source, found) {
  const excerpt = source.points.attribute("excerpt");
  /** @type {number[]} */
  const quoted = [];
  for (const i of found) {
    if ((excerpt.values[i] >>> excerpt.shift) & 1) quoted.push(i);
    if (quoted.length === STARTERS) break;
  }
  return quoted;
}

/**
 * What to remove where nothing matches.
 *
 * @param {import("./source.js").Source} source
 * @param {import("./list.js").ListActions} actions
 */
export function deadEnd({ strings, points, filter, extents }, actions) {
  const ways = remedies(points, filter, extents).map(({ parameter, count }) => {
    const name = strings.get(`filter:${parameter}`);
    const way = button("dmz-way", strings.count(count, "remove").replace("{filter}", name));
    way.addEventListener("click", () => actions.remove({ [parameter]: null }));
    return way;
  });
  const all = button("dmz-way", strings.get("reset"));
  all.addEventListener("click", () => actions.remove(Object.fromEntries(FILTERS.map((name) => [name, null]))));
  return [element("p", "dmz-none", strings.get("no_match")), ...ways, all];
}
