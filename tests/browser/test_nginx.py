"""The map below a path of a real nginx, which the guide's own lines configure."""

import re
import shutil
import subprocess
import urllib.request
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, free_port, opening, start, stop
from tests.browser.test_map import ARCHIVE, SHOT

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
GUIDE = (ROOT / "docs" / "DEPLOYMENT.md").read_text("utf-8").split("## Below another path")[1]
BASE = "/maps/dmz"
APP = "http://127.0.0.1:8501"
KEPT, STRIPPED = f"proxy_pass {APP};", f"proxy_pass {APP}/;"
AROUND = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log notice;
events {{ }}
http {{
  log_format short "$status $request_method $request_uri";
  access_log {folder}/access.log short;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  {lines}
}}
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None, reason="NOT TESTED: nginx was not found"),
]


@contextmanager
def nginx(folder, lines):
    """Run nginx, as the user who tests, until the block ends."""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, lines=lines), "utf-8")
    command = [NGINX, "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    running = subprocess.Popen(command)
    try:
        yield
    finally:
        running.terminate()
        running.wait(timeout=20)


@pytest.fixture(params=["kept", "taken away"])
def proxied(request, tmp_path):
    """Return the address of the map below a path, which the app knows or does not."""
    (lines,) = re.findall(r"```nginx\n(.*?)```", GUIDE, re.DOTALL)
    assert KEPT in lines
    assert STRIPPED in GUIDE
    taken = request.param == "taken away"
    lines = lines.replace(KEPT, STRIPPED) if taken else lines
    port, outer = free_port(), free_port()
    server = start(port, base="" if taken else BASE)
    lines = lines.replace(APP, f"http://127.0.0.1:{port}")
    try:
        with nginx(tmp_path, lines.replace("listen 80;", f"listen 127.0.0.1:{outer};")):
            yield f"http://127.0.0.1:{outer}"
    finally:
        stop(server)


def test_the_map_works_below_a_path_of_nginx_and_nothing_is_missing(proxied, contexts, tmp_path):
    with opening(contexts, proxied) as opened:
        app = opened(f"{BASE}?incident={SHOT.id}").styled()
        expect(app.page).to_have_url(f"{proxied}{BASE}/?incident={SHOT.id}")
        expect(app.world()).to_have_attribute("data-shown", str(len(ARCHIVE.incidents)))
        expect(app.panel_title()).to_have_text(SHOT.title_en)
        app.page.get_by_text("Only certain").click()
        expect(app.world()).not_to_have_attribute("data-shown", str(len(ARCHIVE.incidents)))
        app.page.get_by_role("link", name="Figures").click()
        app.page.locator('.dmz-table a[href*="years="]').first.click()
        expect(app.page).to_have_url(re.compile(re.escape(f"{BASE}/?years=")))
        app.ready().settled()
        app.page.reload()
        app.ready().settled()
    for name in ("data/incidents.json", "robots.txt", "download/incidents.csv"):
        with urllib.request.urlopen(f"{proxied}{BASE}/{name}", timeout=60) as answer:
            assert answer.read()
    log = (tmp_path / "access.log").read_text("utf-8").splitlines()
    assert any(line.startswith(f"101 GET {BASE}/_stcore/stream") for line in log)
    assert [line for line in log if line[0] not in "123"] == []
    assert " [error] " not in (tmp_path / "error.log").read_text("utf-8")
