/* Which filter to remove when nothing matches. */

import { matching } from "../incident_filter.js";

/** Parameter of the address to the keys of the filter that it makes. */
const KEYS = /** @type {Record<string, (keyof Filter)[]>} */ ({
  q: ["matches"],
  years: ["days"],
  certain: ["fuzzy", "location_precision"],
  category: ["category"],
  sets: ["set"],
  sector: ["sector"],
  direction: ["direction"],
  hurt: ["casualties"],
  evidence: ["evidence"],
});

/** Parameters of the address that restrict what is shown. */
export const FILTERS = [...Object.keys(KEYS), "precision"];

/**
 * Return each filter in force with the number of incidents that match without it.
 *
 * @param {import("../points.js").Points} points
 * @param {Filter} filter
 * @returns {{parameter: string, count: number}[]}
 */
export function remedies(points, filter) {
  return Object.entries(KEYS).flatMap(([parameter, keys]) => {
    if (filter[keys[0]] === undefined) return [];
    const rest = Object.fromEntries(Object.entries(filter).filter(([key]) => !keys.includes(/** @type {any} */ (key))));
    const { count } = matching(points, rest);
    return count ? [{ parameter, count }] : [];
  });
}
