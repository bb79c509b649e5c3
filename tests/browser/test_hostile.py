"""A site that says hostile things wherever it may: nothing runs, asks or opens; all is text."""

from contextlib import contextmanager
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from dmz_map.publish.static_site import publish
from dmz_map.store.query import Query
from tests.browser.conftest import PATIENCE_MS, App, free_port, start, stop
from tests.security.conftest import planted, planted_site  # noqa: F401
from tests.security.corpus import HOSTILE

# Opens one incident after the other in the panel, as a browser does that goes back and on.
WALK = """async (titles) => {
  const wrong = [];
  for (const [id, title] of titles) {
    history.pushState(null, "", `#incident=${id}`);
    dispatchEvent(new PopStateEvent("popstate"));
    const shown = () => document.querySelector("article.dmz-panel h2")?.textContent;
    for (let frames = 0; frames < 60 && shown() !== title; frames += 1) {
      await new Promise(requestAnimationFrame);
    }
    if (shown() !== title) wrong.push([title, shown()]);
    if (wrong.length > 3) break;
  }
  return wrong;
}"""


@contextmanager
def watched(chromium, own):
    """Yield a function that opens a page; afterwards nothing ran, opened or was asked."""
    ran, dialogs, foreign = [], [], []
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.expose_function("hit", lambda: ran.append("hit"))

    def dismissed(dialog):
        dialogs.append(dialog.message)
        dialog.dismiss()

    def opened(path):
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("dialog", dismissed)
        page.on("request", lambda request: foreign.append(request.url))
        page.goto(f"{own}/{path}")
        return page

    yield opened
    context.close()
    mine = (own, own.replace("http:", "ws:"), "data:", "blob:")
    assert ran == []
    assert dialogs == []
    assert [url for url in foreign if not url.startswith(mine)] == []


def shown(text):
    """Return a text as an element holds it: HTML knows one line end, and no NUL."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


@pytest.mark.slow
def test_on_a_published_site_nothing_runs_and_all_is_text(chromium, planted_site, tmp_path):  # noqa: F811
    publish(planted_site, tmp_path / "site", url="https://example.org/a")
    incidents = [*planted_site.store.incidents(Query())]
    titles = {one.id: one.title_en for one in incidents}
    with watched(chromium, (tmp_path / "site").as_uri()) as opened:
        page = opened("index.html")
        page.locator(".folium-map[data-ready=true]").wait_for()
        assert page.evaluate(WALK, [*titles.items()][::5]) == []
        page.close()
        page = opened("list.html")
        cells = "all => Object.fromEntries(all.map(a => [a.getAttribute('href'), a.textContent]))"
        linked = page.locator("tbody a").evaluate_all(cells)
        assert linked == {f"incidents/{i}.html": shown(title) for i, title in titles.items()}
        for name in ("sources.html", "figures.html", "about.html", "ko/list.html"):
            page.goto(page.url.rsplit("/", 1)[0] + f"/{name}")
            expect(page.locator("main")).to_be_visible()


@pytest.mark.slow
def test_what_runs_would_be_seen(chromium, tmp_path):
    (tmp_path / "a.html").write_text("<img src=x onerror=hit()>")
    with pytest.raises(AssertionError, match="hit"), watched(chromium, tmp_path.as_uri()) as opened:
        opened("a.html").wait_for_function("document.images[0].complete")


@pytest.fixture(scope="module")
def hostile_address(planted):  # noqa: F811
    port = free_port()
    server = start(port, "--edit", "--root", str(planted.root), "--store", planted.store)
    yield f"http://localhost:{port}"
    stop(server)


# The newest incident is chosen, then the one before it, to the oldest; what each panel says.
PANELS = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const title = () => document.querySelector(".dmz-panel h2");
  document.querySelector(".dmz-rows .dmz-row").click();
  while (!title()) await frame();
  const said = [];
  for (;;) {
    const shown = title();
    said.push([shown.textContent, shown.closest(".dmz-panel").textContent]);
    const earlier = shown.closest(".dmz-panel").querySelector("[data-step=earlier]");
    if (earlier.disabled) return said;
    earlier.click();
    while (title() === shown || !title()) await frame();
  }
}"""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_panel_of_the_app_says_its_texts(chromium, hostile_address, planted_site, language):  # noqa: F811
    with watched(chromium, hostile_address) as opened:
        page = opened(f"?lang={language}")
        App(page).settled()
        said = page.evaluate(PANELS)
    for one in planted_site.store.incidents(Query()):
        title, summary = (
            (one.title_ko, one.summary_ko) if language == "ko" else (one.title_en, one.summary_en)
        )
        assert any(summary in panel for heading, panel in said if heading == title), title


@pytest.mark.slow
def test_on_the_other_pages_of_the_app_nothing_runs(chromium, hostile_address, planted_site):  # noqa: F811
    titles = {shown(one.title_en) for one in planted_site.store.incidents(Query())}
    with watched(chromium, hostile_address) as opened:
        page = opened("?view=table&lang=en")
        App(page).settled()
        rows = page.get_by_role("table", name="Incidents").get_by_role("rowheader")
        assert {shown(text) for text in rows.all_text_contents()} <= titles
        for address in ("?page=sources", "?page=figures", "?page=read", "?page=add"):
            page.goto(f"{hostile_address}/{address}")
            App(page).settled()


@pytest.mark.slow
def test_an_address_of_them_is_words(chromium, hostile_address):
    with watched(chromium, hostile_address) as opened:
        page = opened("")
        for text in HOSTILE[:: len(HOSTILE) // 8]:
            words = quote(text[:500], safe="", errors="replace")
            page.goto(
                f"{hostile_address}/?q={words}&incident={words}&category={words}&page={words}"
            )
            App(page).settled()
