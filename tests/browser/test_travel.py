"""The map travels once: what a rerun sends, and what it leaves as it is."""

import re

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.synthetic import synthetic_incidents
from dmz_map.store.open_store import initialise_store
from dmz_map.store.query import Query
from tests.browser.conftest import App, free_port, start, stop
from tests.browser.test_map import ARCHIVE, SHOT

MANY = 3000


class Wire:
    """What comes over a page's socket."""

    def __init__(self, page):
        self.frames = []
        self.asked = []

        def listen(socket):
            socket.on("framereceived", lambda frame: self.frames.append(frame))
            socket.on("framesent", lambda frame: self.asked.append(BackMsg.FromString(frame)))

        page.on("websocket", listen)

    def read(self):
        """Return the bytes that came since the last time, and those of the map's state."""
        frames, self.frames[:] = list(self.frames), []
        states = [frame for frame in frames if state_of(frame)]
        return sum(map(len, frames)), sum(map(len, states))


def state_of(frame):
    """Return whether a message hands the map its state."""
    message = ForwardMsg()
    message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
    if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
        return False
    element = message.delta.new_element
    return element.WhichOneof("type") == "html" and "data-dmz-state" in element.html.body


@pytest.fixture
def reading(open_page):
    """Return a function that opens an incident and the wire of its page."""

    def opened(path):
        app = open_page(path)
        wire = Wire(app.page)
        app.page.reload()
        app.ready()
        expect(app.panel_title()).to_be_visible()
        app.world().evaluate("() => { window.untouched = true; }")
        app.page.get_by_role("button", name="Filters").click()
        expect(app.page.get_by_role("button", name="Zone", exact=True)).to_be_visible()
        app.settled()
        wire.read()
        return app, wire

    return opened


def switch_zone(app):
    app.page.get_by_role("button", name="Zone", exact=True).click()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("act", "sign"),
    [
        (switch_zone, "layers"),
        (lambda app: app.page.get_by_text("Only certain").click(), "shown"),
    ],
    ids=["a layer", "a filter"],
)
def test_a_switch_moves_a_few_kilobytes_and_leaves_map_zoom_and_panel(reading, act, sign):
    app, wire = reading(f"/?incident={SHOT.id}")
    zoom, title = app.zoom(), app.panel_title().text_content()
    before = app.world().get_attribute(f"data-{sign}")
    act(app)
    expect(app.world()).not_to_have_attribute(f"data-{sign}", before)
    app.settled()
    whole, own = wire.read()
    assert 0 < own <= 1000
    assert own < whole <= 5000
    assert app.world().evaluate("() => window.untouched")
    assert (app.zoom(), app.panel_title().text_content()) == (zoom, title)


def test_choosing_an_incident_sends_nothing_and_asks_nothing(open_page):
    app = open_page("/?evidence=excerpt")
    wire = Wire(app.page)
    app.page.reload()
    app.ready().settled()
    asked = []
    app.page.on("request", lambda request: asked.append(request.url))
    # A run of the page's opening may come late: a choice that costs none shows so in a later turn.
    for _turn in range(3):
        wire.read()
        wire.asked.clear()
        asked.clear()
        app.lines().first.click()
        first = app.panel_title().text_content()
        app.page.keyboard.press("ArrowLeft")
        expect(app.panel_title()).not_to_have_text(first)
        app.page.go_back()
        expect(app.panel()).to_be_hidden()
        expect(app.lines().first).to_be_visible()
        app.settled()
        # Chromium asks for the page icon again.
        found = wire.read(), [url for url in asked if not url.endswith(".png")]
        if found == ((0, 0), []):
            break
    assert found == ((0, 0), []), f"The page asked for: {wire.asked[-3:]}"


@pytest.mark.slow
def test_the_first_page_needs_no_font(open_page):
    app = open_page("/")
    app.page.on("request", lambda request: asked.append(request.url))
    asked = []
    app.page.reload()
    app.ready().settled()
    assert [url for url in asked if url.endswith(".js")]
    assert not [url for url in asked if "woff" in url or "ttf" in url]


@pytest.mark.slow
def test_a_choice_survives_what_the_app_writes_into_the_address(open_page):
    app = open_page(f"/?incident={SHOT.id}")
    expect(app.panel_title()).to_have_text(SHOT.title_en)
    app.page.get_by_role("button", name="Earlier").click()
    expect(app.panel_title()).not_to_have_text(SHOT.title_en)
    other = app.panel_title().text_content()
    app.page.get_by_text("Only certain").click()
    expect(app.page).to_have_url(re.compile("certain=1"))
    expect(app.page).not_to_have_url(re.compile(SHOT.id))
    expect(app.panel_title()).to_have_text(other)
    app.page.get_by_role("link", name="한국어").click()
    expect(app.count()).to_be_hidden()
    expect(app.page).to_have_url(re.compile("lang=ko"))
    expect(app.page).to_have_url(re.compile("incident="))
    app.page.keyboard.press("Escape")
    expect(app.page).not_to_have_url(re.compile("incident="))


@pytest.mark.slow
def test_the_list_opens_at_the_incident_that_was_chosen_on_the_map(open_page):
    app = open_page()
    first = ARCHIVE.incidents[0]
    expect(app.lines().filter(has_text=first.title_en)).to_have_count(0)
    app.world().evaluate(
        "(_, id) => { const layer = DMZ.of(map_div).layers.incidents;"
        " for (let i = 0; i < layer.n; i++) if (layer.known(i).id === id) layer.open(i); }",
        first.id,
    )
    expect(app.panel_title()).to_have_text(first.title_en)
    app.page.get_by_role("button", name="All incidents").click()
    line = app.lines().filter(has_text=first.title_en)
    expect(line).to_have_attribute("aria-selected", "true")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """Return the address of a server with more incidents than have marks of their own."""
    folder = str(tmp_path_factory.mktemp("crowded"))
    store = initialise_store(folder)
    store.add(synthetic_incidents(MANY))
    count = store.count(Query())
    store.close()
    port = free_port()
    server = start(port, env={"DMZ_MAP_STORE": folder})
    yield f"http://localhost:{port}", count
    stop(server)


@pytest.mark.slow
def test_very_many_incidents_are_dots_that_answer_filter_and_become_marks(crowded, chromium):
    address, count = crowded
    page = chromium.new_page(locale="en-GB", viewport={"width": 1440, "height": 900})
    page.goto(address)
    app = App(page)
    world = app.world()
    expect(world).to_have_attribute("data-drawn", "dots")
    expect(world).to_have_attribute("data-shown", str(count))
    expect(app.map.locator(".dmz-timeline-caption")).to_contain_text(f"{count:,} incidents")
    box, (x, y) = world.bounding_box(), world.evaluate(AT_A_DOT)
    page.mouse.move(box["x"] + x, box["y"] + y)
    expect(world).to_have_css("cursor", "pointer")
    page.mouse.click(box["x"] + x, box["y"] + y)
    if world.evaluate("() => DMZ.of(map_div).layers.incidents.list.isOpen()"):
        app.cluster_list().locator("li button").first.click()  # several dots lie there
    expect(app.panel_title()).to_be_visible()
    page.get_by_role("button", name="All incidents").click()
    page.get_by_role("button", name="Filters").click()
    app.settled()
    before = world.evaluate(COLOURS)
    assert before > 0
    page.get_by_role("button", name="Incidents", exact=True).click()
    expect(world).to_have_attribute("data-layers", re.compile("places$"))
    coloured(app, f"(now) => now < {before} / 2")  # the dots are gone, the base map is not
    page.get_by_role("button", name="Incidents", exact=True).click()
    expect(world).to_have_attribute("data-layers", re.compile("incidents$"))
    coloured(app, f"(now) => now === {before}")
    app.search("SHOTS at a guard post 철원")
    expect(world).to_have_attribute("data-drawn", "marks")
    expect(app.marks().first).to_be_visible()
    page.close()


def coloured(app, holds):
    """Wait until the number of coloured points is as a function of JavaScript says."""
    frame = app.page.query_selector('iframe[data-testid="stCustomComponentV1"]').content_frame()
    frame.wait_for_function(f"() => ({holds})(({COLOURS})())")


# Where one dot is, in pixels from the map's corner.
AT_A_DOT = """() => {
  const layer = DMZ.of(map_div).layers.incidents;
  for (let i = 0; i < layer.n; i++) {
    const at = map_div.latLngToContainerPoint(layer.latLng(i));
    const inside = at.x > 100 && at.x < 500 && at.y > 100 && at.y < 400;
    if (layer.placed(i) && inside) return [at.x, at.y];
  }
}"""
# How many points of the base map's canvas have one of the groups' colours.
COLOURS = """() => {
  const sheet = document.querySelector(".leaflet-pane canvas");
  const { data } = sheet.getContext("2d").getImageData(0, 0, sheet.width, sheet.height);
  const dmz = DMZ.of(map_div);
  const tones = ["crossing", "force", "hazard", "measures"].map((group) => {
    const v = parseInt(dmz.tone(group).slice(1), 16);
    return [v >> 16, (v >> 8) & 255, v & 255];
  });
  let found = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (tones.some((t) => t.every((c, k) => Math.abs(c - data[i + k]) < 30))) found += 1;
  }
  return found;
}"""
