/* As much of a page's elements as the rendering of records needs: no browser, no package. */

class FakeNode {
  /** @type {(FakeNode | string)[]} */ nodes = [];
  /** @type {Record<string, string>} */ dataset = {};
  /** @type {Record<string, string>} */ attributes = {};
  /** @type {Record<string, (event: object) => void>} */ listeners = {};
  className = "";
  hidden = false;

  /** @param {string} tagName */
  constructor(tagName) {
    this.tagName = tagName;
  }

  append(/** @type {(FakeNode | string)[]} */ ...nodes) {
    this.nodes.push(...nodes);
  }

  replaceChildren(/** @type {(FakeNode | string)[]} */ ...nodes) {
    this.nodes = nodes;
  }

  setAttribute(/** @type {string} */ name, /** @type {string} */ value) {
    this.attributes[name] = value;
  }

  addEventListener(/** @type {string} */ kind, /** @type {(event: object) => void} */ listener) {
    this.listeners[kind] = listener;
  }

  click() {
    this.listeners.click({ detail: 1 });
  }

  set textContent(/** @type {string} */ text) {
    this.nodes = [text];
  }

  /** @returns {string} */
  get textContent() {
    return this.nodes.map((node) => (typeof node === "string" ? node : node.textContent)).join("");
  }

  /** @returns {any[]} */
  all(/** @type {string} */ tag) {
    return this.nodes.flatMap((node) =>
      typeof node === "string" ? [] : [...(node.tagName === tag ? [node] : []), ...node.all(tag)],
    );
  }
}

/** Have `document.createElement` give such nodes. */
export function fakeDocument() {
  Object.assign(globalThis, { document: { createElement: (/** @type {string} */ tag) => new FakeNode(tag) } });
}
