/* Where each incident is on the unrolled line: its kilometres, its years, and how surely. */

const ESTUARY = [126.1, 126.68]; // degrees east, the estuary's strip from edge to edge
const KM = 100; // units of the packed layout in a kilometre
const KM_TO_A_DEGREE = 87.6; // of longitude, at 38 degrees north
const SURE = ["exact", "place"];

/**
 * @typedef {object} Bar
 * @property {number} i The incident.
 * @property {string} group
 * @property {boolean} estuary Whether `from` and `to` are shares of the estuary's strip, not kilometres.
 * @property {number} from
 * @property {number} to
 * @property {number} at Its middle, likewise.
 * @property {boolean} sure Whether the place is known well enough for a sign of its own.
 * @property {boolean} dated Whether the day is known.
 * @property {number} first Year, and the part of it that has passed.
 * @property {number} last
 */

/**
 * @typedef {object} Incidents
 * @property {import("./points.js").Points} points
 * @property {import("./calendar.js").Calendar} calendar
 * @property {Meta} meta
 * @property {import("./incident_layer.js").Extents} extents
 */

/**
 * Return a function that gives an incident's stretch of the chart; null for one that has none.
 *
 * @param {Incidents} incidents
 * @returns {(i: number) => {estuary: boolean, from: number, to: number, at: number} | null}
 */
export function stretches({ points, meta, extents }) {
  const sector = points.attribute("sector");
  const estuary = meta.sectors.indexOf("han_estuary");
  const { unknown } = points.layout;
  const { km, km_uncertainty: off, radius } = extents;
  return (i) => {
    if (((sector.values[i] >>> sector.shift) & sector.mask) === estuary) {
      if (!points.placed(i)) return { estuary: true, from: 0, to: 1, at: 0.5 };
      const width = ESTUARY[1] - ESTUARY[0];
      const at = Math.min(Math.max((points.lon[i] * 1e-5 - ESTUARY[0]) / width, 0), 1);
      const reach = radius[i] / KM / KM_TO_A_DEGREE / width;
      return { estuary: true, from: Math.max(at - reach, 0), to: Math.min(at + reach, 1), at };
    }
    if (km[i] === unknown) return null;
    return { estuary: false, from: Math.max((km[i] - off[i]) / KM, 0), to: (km[i] + off[i]) / KM, at: km[i] / KM };
  };
}

/**
 * Return the bars of the incidents that are shown, the longest first, and how many have none.
 *
 * @param {Incidents} incidents
 * @param {Uint8Array} shown
 * @returns {{bars: Bar[], nowhere: number}}
 */
export function bars(incidents, shown) {
  const { points, calendar, meta, extents } = incidents;
  const stretch = stretches(incidents);
  /** @type {Bar[]} */
  const found = [];
  let nowhere = 0;
  for (let i = 0; i < points.n; i += 1) {
    if (!shown[i]) continue;
    const part = stretch(i);
    if (!part) {
      nowhere += 1;
      continue;
    }
    const sure = points.placed(i) && SURE.includes(meta.precision[points.get("location_precision", i)]);
    const [first, last] = [points.first[i], extents.last[i]];
    found.push({
      ...{ i, group: meta.groups[points.get("category", i)], ...part, sure },
      dated: first === last && points.get("fuzzy", i) === 0,
      first: calendar.position(first),
      last: calendar.position(last + 1),
    });
  }
  const length = (/** @type {Bar} */ bar) => bar.to - bar.from + (bar.estuary ? 0 : 1);
  return { bars: found.sort((a, b) => length(b) - length(a)), nowhere };
}
