"""What one browser may do to the server, and what a page may do in a browser."""

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.browser.test_map import ARCHIVE, SHOT

PAGES = ["/?page=figures", "/?page=sources", f"/?incident={SHOT.id}&lang=ko&view=table"]
SEND = """([data, times]) => { for (let i = 0; i < times; i += 1) {
  window.sockets.at(-1).send(new Uint8Array(data)); } }"""
KEEP = """() => { const Socket = WebSocket; window.sockets = [];
  window.WebSocket = class extends Socket {
    constructor(...given) { super(...given); window.sockets.push(this); } }; }"""
INLINE = """() => { const script = document.createElement("script");
  const refused = new Promise((done) => addEventListener("securitypolicyviolation", done));
  script.textContent = "window.ran = true"; document.body.append(script);
  return refused.then((event) => [event.blockedURI, "ran" in window]); }"""


@pytest.mark.slow
def test_no_page_does_what_its_policy_forbids(open_page):
    """The console would say so, and `open_page` asks it."""
    for path in PAGES:
        open_page(path).settled()


def test_no_other_script_runs_in_the_page_or_in_the_maps_frame(chromium, address):
    page = chromium.new_page()  # one whose console nobody watches
    page.goto(address)
    page.frame_locator("iframe").locator("#map_div[data-ready=true]").wait_for()
    for frame in page.frames:
        assert frame.evaluate(INLINE) == ["inline", False]
    page.close()


@pytest.mark.slow
def test_two_hundred_unwanted_messages_change_nothing_for_another_reader(open_page):
    message = BackMsg(clear_cache=True)
    one = open_page("/")
    one.page.add_init_script(f"({KEEP})()")
    one.page.reload()
    one.ready()
    other = open_page("/")
    one.page.evaluate(SEND, [list(message.SerializeToString()), 200])
    other.page.get_by_text("Only certain").click()
    expect(other.world()).not_to_have_attribute("data-shown", str(len(ARCHIVE.incidents)))
    one.page.get_by_text("Only certain").click()
    expect(one.world()).not_to_have_attribute("data-shown", str(len(ARCHIVE.incidents)))


def test_what_the_app_does_not_use_is_not_there(open_page, address):
    app = open_page("/")
    for path in (
        "_stcore/metrics",
        "_stcore/agent/openapi.json",
        "nowhere",
        "nowhere/else",
        "auth/login",
    ):
        answer = app.page.request.get(f"{address}/{path}")
        assert (path, answer.status) == (path, 404)
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
