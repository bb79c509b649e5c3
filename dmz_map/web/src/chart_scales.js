/* The scales of the unrolled line: kilometres across, years down. Numbers alone, no page. */

const STRIP = 0.09; // of the width, for the estuary
const NARROWEST = 47; // pixels of the estuary's strip
const GAP = 7; // pixels between the estuary and the line
const LONG = 400; // years up to which every year is as high as the next
const EDGE = 12; // pixels at top and bottom for what is far from the rest
const TAIL = 0.005; // of the incidents at each end, which a long scale may press together
const SAMPLES = 4000;
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/**
 * @typedef {object} KmScale
 * @property {number} left Left edge of the estuary's strip, in pixels.
 * @property {number} strip Width of that strip; 0 without one.
 * @property {number} start Where kilometre 0 is, in pixels.
 * @property {number} right Where the line ends, in pixels.
 * @property {(km: number) => number} x
 * @property {(x: number) => number} km
 */

/**
 * Return the scale of kilometres.
 *
 * @param {{left: number, right: number, length: number, estuary: boolean}} size Pixels, and the line's kilometres.
 * @returns {KmScale}
 */
export function kmScale({ left, right, length, estuary }) {
  const strip = estuary ? Math.max(NARROWEST, Math.round((right - left) * STRIP)) : 0;
  const start = left + strip + (estuary ? GAP : 0);
  const pixels = (right - start) / length;
  return {
    left,
    strip,
    start,
    right,
    x: (km) => start + between(km, 0, length) * pixels,
    km: (x) => between((x - start) / pixels, 0, length),
  };
}

/**
 * @typedef {object} YearScale
 * @property {[number, number]} even First year, and the one after the last, of the even part.
 * @property {boolean} pressed Whether there are years outside the even part.
 * @property {(position: number) => number} y Pixels of a year and its part that has passed.
 * @property {(y: number) => number} year
 */

/**
 * Return the scale of years. Where they are many it is even over nearly all of the incidents, and
 * the few that are far from the rest lie pressed together at its edges.
 *
 * @param {{top: number, bottom: number, years: [number, number], bulk: [number, number]}} size
 *   Pixels; first and last year of all; first and last year of nearly all.
 * @returns {YearScale}
 */
export function yearScale({ top, bottom, years, bulk }) {
  const [first, end] = [years[0], years[1] + 1];
  const even = end - first <= LONG ? years : bulk;
  const [from, to] = [even[0], even[1] + 1];
  const a = first < from ? top + EDGE : top;
  const b = end > to ? bottom - EDGE : bottom;
  /** @type {(value: number, low: number, high: number, start: number, stop: number) => number} */
  const map = (value, low, high, start, stop) =>
    high > low ? start + ((between(value, low, high) - low) / (high - low)) * (stop - start) : start;
  return {
    even: [from, to],
    pressed: a > top || b < bottom,
    y: (p) => (p < from ? map(p, first, from, top, a) : p > to ? map(p, to, end, b, bottom) : map(p, from, to, a, b)),
    year: (y) =>
      Math.floor(
        Math.min(
          y < a ? map(y, top, a, first, from) : y > b ? map(y, b, bottom, to, end) : map(y, a, b, from, to),
          years[1],
        ),
      ),
  };
}

/**
 * Return the first and last year of nearly all of the days.
 *
 * @param {Int32Array} days
 * @param {(day: number) => number} yearOf
 * @returns {[number, number]}
 */
export function bulkOfYears(days, yearOf) {
  const every = Math.max(1, Math.floor(days.length / SAMPLES));
  const sample = new Int32Array(Math.ceil(days.length / every)).map((_, k) => days[k * every]).sort();
  const tail = Math.floor(sample.length * TAIL);
  return [yearOf(sample[tail]), yearOf(sample[sample.length - 1 - tail])];
}

/**
 * Return round values from a first to a last one, no closer than some pixels.
 *
 * @param {number} first
 * @param {number} last
 * @param {number} pixels For the whole length.
 * @param {number} least Pixels from one to the next.
 */
export function ticks(first, last, pixels, least) {
  const step = STEPS.find((size) => (size / Math.max(last - first, 1)) * pixels >= least) ?? STEPS[STEPS.length - 1];
  const found = [];
  for (let at = Math.ceil(first / step) * step; at <= last; at += step) found.push(at);
  return found;
}

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
function between(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
