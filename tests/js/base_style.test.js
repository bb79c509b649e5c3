import { describe, expect, test } from "vitest";
import { styleFunction } from "../../dmz_map/web/src/base_style.js";

/** @type {Record<string, Record<string, string>>} */
const TONES = {
  light: { zone: "#b07d1e", "zone-fill": "0.26" },
  dark: { zone: "#d9a441", "zone-fill": "0.24" },
};

/**
 * Return what a style function needs of a view.
 *
 * @param {string} theme
 * @returns {any}
 */
function viewIn(theme) {
  const view = { theme, tone: (/** @type {string} */ name) => TONES[view.theme][name] };
  return view;
}

describe("the style of a base map's layer", () => {
  const style = { fillColor: "zone", fillOpacity: "zone-fill", color: "zone", opacity: 0.7, weight: 2 };

  test("names become the colours and numbers of the theme of now", () => {
    const view = viewIn("light");
    const of = styleFunction(view, style);
    expect(of()).toEqual({ fillColor: "#b07d1e", fillOpacity: 0.26, color: "#b07d1e", opacity: 0.7, weight: 2 });
    view.theme = "dark";
    expect(of()).toMatchObject({ color: "#d9a441", fillOpacity: 0.24 });
  });

  test("a feature's own style comes before its layer's", () => {
    /** @type {any} */
    const feature = { properties: { id: "central", style: { fillOpacity: 0.22 } } };
    expect(styleFunction(viewIn("light"), style)(feature)).toMatchObject({ fillOpacity: 0.22, weight: 2 });
  });
});
