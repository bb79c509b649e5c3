/* The strings of the map's own interface, in the reader's language. */

/**
 * Return a whole number as both languages write it; Intl takes ten milliseconds to wake up.
 *
 * @param {number} number
 */
export function whole(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

export class UiStrings {
  language = "en";
  /** Strings by language and key. @type {Record<string, Record<string, string>>} */
  byLanguage = {};
  /** English and Korean names of sectors and places by layer and id. @type {Record<string, Record<string, Pair>>} */
  names = {};
  /** @type {Map<string, Intl.PluralRules>} */
  #rules = new Map();

  /**
   * Return the string of a key; English where the language has none, else the key itself.
   *
   * @param {string} key
   */
  get(key) {
    return this.#find(key) ?? key;
  }

  /**
   * Return "1 incident", "2 incidents" and so on.
   *
   * @param {number} number
   * @param {string} [key] Of the string, without its form of number.
   */
  count(number, key = "incident_count") {
    const form = this.#find(`${key}_${this.#plural(number)}`) ?? this.get(`${key}_other`);
    return form.replace("{n}", whole(number));
  }

  /**
   * Return the string of a key with its fields filled in.
   *
   * @param {string} key
   * @param {Record<string, string>} values
   */
  fill(key, values) {
    return this.get(key).replace(/\{(\w+)\}/g, (field, name) => values[name] ?? field);
  }

  /**
   * Return what a reader calls a claim's field; an unknown one has its own name in words.
   *
   * @param {string} name
   */
  field(name) {
    return this.#find(`field:${name}`) ?? `${name[0].toUpperCase()}${name.slice(1)}`.replaceAll("_", " ");
  }

  /** @param {number} number */
  number(number) {
    return whole(number);
  }

  /**
   * Return the text of a pair in the reader's language; English where there is no other.
   *
   * @param {[en: string, ko: string]} pair
   */
  pick(pair) {
    return (this.language === "ko" && pair[1]) || pair[0];
  }

  /**
   * Return the name of a sector or place; "" before the names have come.
   *
   * @param {string} layer
   * @param {string} id
   */
  name(layer, id) {
    const pair = this.names[layer]?.[id];
    return pair ? this.pick(pair) : "";
  }

  /** @param {string} key */
  #find(key) {
    return this.byLanguage[this.language]?.[key] ?? this.byLanguage.en?.[key];
  }

  /** @param {number} number */
  #plural(number) {
    let rules = this.#rules.get(this.language);
    if (!rules) {
      rules = new Intl.PluralRules(this.language);
      this.#rules.set(this.language, rules);
    }
    return rules.select(number);
  }
}
