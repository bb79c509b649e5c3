/* Years and days of the Gregorian calendar, without a table. */

const DAYS_BEFORE_1970 = 719162; // from 0001-01-01
const MEAN_YEAR = 365.2425; // days

export class Calendar {
  /** @param {string} epoch Day 0, such as "1970-01-01". */
  constructor(epoch) {
    const [year, month, day] = epoch.split("-").map(Number);
    /** Days from 0001-01-01 to the epoch. */
    this.zero = Date.UTC(year, month - 1, day) / 86_400_000 + DAYS_BEFORE_1970;
  }

  /**
   * Return the day of 1 January of a year, in days since the epoch.
   *
   * @param {number} year
   */
  firstDay(year) {
    const before = year - 1;
    const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
    return 365 * before + leaps - this.zero;
  }

  /**
   * Return the year in which a day lies.
   *
   * @param {number} day Days since the epoch; may be negative.
   */
  yearOf(day) {
    const guess = Math.floor((day + this.zero) / MEAN_YEAR) + 1; // at most one off
    if (day < this.firstDay(guess)) return guess - 1;
    return day < this.firstDay(guess + 1) ? guess : guess + 1;
  }

  /**
   * Return the year of a day and the part of it that has passed, as one number.
   *
   * @param {number} day
   */
  position(day) {
    const year = this.yearOf(day);
    const start = this.firstDay(year);
    return year + (day - start) / (this.firstDay(year + 1) - start);
  }
}
