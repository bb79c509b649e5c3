/* How many incidents lie in each year, by group, exact and fuzzy dates apart. */

const MEAN_YEAR = 365.2425; // days

export class YearCounts {
  /**
   * Count.
   *
   * @param {import("./points.js").Points} points
   * @param {import("./incident_filter.js").Matching} matching
   * @param {string[]} groups Group of each category, by its code.
   * @param {import("./calendar.js").Calendar} calendar
   */
  constructor(points, matching, groups, calendar) {
    /** First and last year with an incident. */
    this.years = points.days.map((day) => calendar.yearOf(day));
    this.groups = [...new Set(groups)];
    /** Numbers in each year's part of `bars`: two a group, exact and fuzzy. */
    this.width = this.groups.length * 2;
    const [first, last] = this.years;
    const starts = Int32Array.from({ length: last - first + 2 }, (_, k) => calendar.firstDay(first + k));
    const place = Uint32Array.from(groups, (group) => this.groups.indexOf(group) * 2);
    /** Counts without the range of days, year by year. */
    this.bars = new Uint32Array((starts.length - 1) * this.width);
    const byCategory = count(points, matching, starts, place, this.bars, this.width);
    /** Counts without the choice of categories. @type {Map<string, number>} */
    this.byGroup = new Map(this.groups.map((group) => [group, 0]));
    groups.forEach((group, code) => {
      this.byGroup.set(group, (this.byGroup.get(group) || 0) + byCategory[code]);
    });
  }

  /**
   * How many incidents lie in a year.
   *
   * @param {number} year
   */
  ofYear(year) {
    const at = (year - this.years[0]) * this.width;
    return this.bars.subarray(at, at + this.width).reduce((sum, count) => sum + count, 0);
  }

  /** The most incidents of one year; at least 1. */
  most() {
    const [first, last] = this.years;
    return Math.max(1, ...Array.from({ length: last - first + 1 }, (_, k) => this.ofYear(first + k)));
  }
}

/**
 * Fill the bars, and return the counts by category.
 *
 * @param {import("./points.js").Points} points
 * @param {import("./incident_filter.js").Matching} matching
 * @param {Int32Array} starts First day of each year, and of the one after them.
 * @param {Uint32Array} place Where a category's counts lie within a year.
 * @param {Uint32Array} bars
 * @param {number} width
 */
function count(points, { butDays, butCategory }, starts, place, bars, width) {
  const { n, first } = points;
  const { values, shift, mask } = points.attribute("category");
  const fuzzy = points.attribute("fuzzy");
  const byCategory = new Uint32Array(mask + 1);
  const [zero] = starts;
  for (let i = 0; i < n; i += 1) {
    const category = (values[i] >>> shift) & mask;
    byCategory[category] += butCategory[i];
    if (!butDays[i]) continue;
    const day = first[i];
    let year = ((day - zero) / MEAN_YEAR) | 0; // at most one off
    if (day < starts[year]) year -= 1;
    else if (day >= starts[year + 1]) year += 1;
    bars[year * width + place[category] + ((fuzzy.values[i] >>> fuzzy.shift) & fuzzy.mask)] += 1;
  }
  return byCategory;
}
