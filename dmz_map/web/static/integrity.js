/* Loaded first, and only where set-up could not bring Leaflet: each file that comes from the CDN
 * gets its published hash, so the browser refuses anything else. */
(function () {
  "use strict";
  const sums = {
    "https://cdn.jsdelivr.net/npm/leaflet@1.9.4/dist/leaflet.js": "sha256-20nQCchB9co0qIjJZRGuk2/Z9VM+kNiyxNV1lvTlZBo=",
    "https://cdn.jsdelivr.net/npm/leaflet@1.9.4/dist/leaflet.css": "sha256-p4NxAoJBhIIN+hmNHrzRCf9tD/miZyoHS5obTRR9BMY=",
  };
  for (const [kind, name] of [[HTMLScriptElement, "src"], [HTMLLinkElement, "href"]]) {
    const own = Object.getOwnPropertyDescriptor(kind.prototype, name);
    Object.defineProperty(kind.prototype, name, {
      ...own,
      set(address) {
        if (sums[address]) { this.crossOrigin = "anonymous"; this.integrity = sums[address]; }
        own.set.call(this, address);
      },
    });
  }
})();
