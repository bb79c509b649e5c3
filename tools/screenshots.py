"""Takes the pictures of the README: the map on a desktop and on a phone.

Starts the app on a free port, opens an incident, and writes ``docs/pictures/*.png``.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browser.conftest import CHROMIUM, FLAGS, App, free_port, start, stop  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
SHOT = "/?incident=2017-11-13-jsa-oh-chong-song"
VIEWS = (
    ("desktop", SHOT, {"width": 1440, "height": 900}, "light"),
    ("phone", "/", {"width": 390, "height": 844}, "light"),
    ("desktop-dark", SHOT, {"width": 1440, "height": 900}, "dark"),
)


def main() -> int:
    if CHROMIUM is None:
        print("Chromium was not found; no pictures were made.", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    port = free_port()
    server = start(port)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for name, path, viewport, scheme in VIEWS:
                page = browser.new_page(viewport=viewport, color_scheme=scheme)
                page.goto(f"http://localhost:{port}{path}")
                App(page).settled()
                page.screenshot(path=PICTURES / f"{name}.png")
                print(f"docs/pictures/{name}.png")
            browser.close()
    finally:
        stop(server)
    return 0


if __name__ == "__main__":
    sys.exit(main())
