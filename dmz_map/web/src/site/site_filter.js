/* The filter of a published page, made in the browser of the address's parameters. */

const CERTAIN = ["exact", "place"];
const AT_ONCE = 16; // chunks of text that are fetched together
const UNITS = 100; // of the packed layout in a kilometre

/** @typedef {import("../incident_layer.js").IncidentLayer} IncidentLayer */

/**
 * Return the filter that an address asks for; what it asks wrongly is left out.
 *
 * @param {IncidentLayer} layer Its incidents have come.
 * @param {(name: string) => string | null} get A parameter of the address.
 * @param {string | undefined} matches Which incidents the search finds (see `search`).
 * @returns {Filter}
 */
export function filterOf(layer, get, matches) {
  const { meta, calendar } = layer;
  /** @type {Filter} */
  const filter = {};
  const lists = /** @type {const} */ ([
    ["category", meta.categories],
    ["sector", meta.sectors],
  ]);
  for (const [name, words] of lists) {
    const asked = (get(name) || "").split(",").map((word) => words.indexOf(word));
    const codes = asked.filter((code) => code >= 0);
    if (codes.length) filter[name] = codes;
  }
  if (get("certain") === "1") {
    filter.location_precision = CERTAIN.map((word) => meta.precision.indexOf(word)).filter((code) => code >= 0);
    filter.fuzzy = 0;
  }
  if (get("evidence") === "excerpt") filter.evidence = 1;
  if (get("evidence") === "citation") filter.evidence = 0;
  const years = /^(\d{4})-(\d{4})$/.exec(get("years") || "");
  if (years) filter.days = [calendar.firstDay(Number(years[1])), calendar.firstDay(Number(years[2]) + 1) - 1];
  const km = /^(\d{1,3})-(\d{1,3})$/.exec(get("km") || "");
  if (km) filter.km = [Number(km[1]) * UNITS, Number(km[2]) * UNITS];
  if (matches !== undefined) filter.matches = matches;
  return filter;
}

/**
 * Return the incidents in whose texts every word occurs, a bit an incident, the lowest first, in base64.
 *
 * @param {IncidentLayer} layer
 * @param {string} words
 */
export async function search(layer, words) {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  const bits = new Uint8Array(Math.ceil(layer.n / 8));
  const { chunk } = layer.meta;
  const step = AT_ONCE * chunk;
  for (let start = 0; start < layer.n; start += step) {
    const numbers = Array.from({ length: AT_ONCE }, (_, k) => start / chunk + k).filter((k) => k * chunk < layer.n);
    const records = (await Promise.all(numbers.map((k) => layer.texts.chunk(k)))).flat();
    records.forEach((record, at) => {
      const text = folded(searched(record));
      if (wanted.every((word) => text.includes(word))) bits[(start + at) >> 3] |= 1 << ((start + at) & 7);
    });
  }
  return btoa(bits.reduce((text, byte) => text + String.fromCharCode(byte), ""));
}

/**
 * What search looks into, as on the server: titles, summaries, places, actors and passages.
 *
 * @param {TextRecord} record
 */
function searched({ title, summary, place, actors = ["", ""], claims = [] }) {
  return [...title, ...summary, ...place, ...actors, ...claims.map((claim) => claim.exact)].join("\n");
}

/** @param {string} text */
function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}
