/* The ring around a count: how large it is, and the shares of the groups in it. */

const LEAST = 26; // pixels across, for two incidents
const MOST = 46;
const GROWTH = 3.6; // pixels for each doubling

/**
 * Return how wide the ring of a number of incidents is, in pixels.
 *
 * @param {number} number
 */
export function ringSize(number) {
  return Math.round(Math.min(LEAST + GROWTH * Math.log2(Math.max(number, 2) / 2), MOST));
}

/**
 * Return the ring's colours, as a style sheet writes them: each group's share of the circle, in the
 * order of the legend.
 *
 * @param {number[]} members
 * @param {import("./incident_layer.js").IncidentLayer} layer
 */
export function shares(members, layer) {
  const groups = members.map((i) => layer.groupOf(i));
  let from = 0;
  const parts = [...new Set(layer.meta.groups)].flatMap((group) => {
    const count = groups.filter((one) => one === group).length;
    if (!count) return [];
    const to = from + (360 * count) / groups.length;
    const part = `var(--${group}) ${degrees(from)} ${degrees(to)}`;
    from = to;
    return [part];
  });
  return `conic-gradient(${parts.join(",")})`;
}

/** @param {number} angle */
function degrees(angle) {
  return `${Math.round(angle * 10) / 10}deg`;
}
