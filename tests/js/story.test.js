import { beforeAll, expect, test } from "vitest";
import { StoryView } from "../../dmz_map/web/src/panel/story.js";
import { fakeDocument } from "./fake_dom.js";

beforeAll(fakeDocument);

/** @param {() => Promise<Story[]>} load */
function told(load) {
  /** @type {string[]} */
  const said = [];
  let asked = 0;
  const stories = {
    titles: [["a-walk", ["A walk", "걸음"], 2]],
    load: () => {
      asked += 1;
      return load();
    },
  };
  const view = { stories, notify: (/** @type {string} */ detail) => said.push(detail) };
  const story = new StoryView(/** @type {any} */ ({ layer: { view } }), /** @type {any} */ ({}));
  return { story, said, count: () => asked };
}

test("stories that do not come are told, and none is open", async () => {
  const { story, said } = told(() => Promise.reject(new Error("stories.json: the server answered 503")));
  await story.follow("a-walk.1");
  expect(story.isOpen).toBe(false);
  expect(said).toEqual(["stories.json: the server answered 503"]);
});

test.each([null, "", "a-walk", "a-run.1", "a-walk.x"])("%s asks for no file", async (asked) => {
  const { story, said, count } = told(() => Promise.resolve([]));
  await story.follow(asked);
  expect([story.isOpen, said, count()]).toEqual([false, [], 0]);
});
