"""How fast the sample's page opens beside the yardstick's, in headless Chromium, alternating: `opening.py [RUNS]`.

The yardstick's Leaflet and jQuery are served from this machine; its other scripts, styles and tiles are answered at
once by empty files, which favours it. Measured in the page: navigation to the map drawn, and DOM ready to map drawn.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Route, sync_playwright
from xstatic.pkg import jquery, leaflet

ROOT = Path(__file__).parents[1]
SERVED = {
    "leaflet.js": next(Path(leaflet.BASE_DIR).rglob("leaflet.js")),
    "leaflet.css": next(Path(leaflet.BASE_DIR).rglob("leaflet.css")),
    "jquery": next(Path(jquery.BASE_DIR).rglob("jquery*.js")),
}
WATCH = """
const drawn = () => document.querySelector('path.leaflet-interactive');
const look = () => drawn() ? requestAnimationFrame(() => { window.drawnAt = performance.now(); }) : requestAnimationFrame(look);
requestAnimationFrame(look);
"""


def opened(browser: Browser, page: Path) -> tuple[float, float]:
    """Milliseconds from navigation, and from DOM ready, to the map drawn."""

    def answer(route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
            return
        kind = route.request.resource_type
        body = next((path.read_bytes() for name, path in SERVED.items() if name in route.request.url), b"")
        types = {"script": "text/javascript", "stylesheet": "text/css", "image": "image/png"}
        route.fulfill(status=200, body=body, content_type=types.get(kind, "text/plain"))

    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    context.route("**/*", answer)
    tab = context.new_page()
    tab.add_init_script(WATCH)
    tab.goto(page.as_uri())
    tab.wait_for_function("window.drawnAt > 0")
    drawn, ready = tab.evaluate(
        "[window.drawnAt, performance.getEntriesByType('navigation')[0].domContentLoadedEventStart]"
    )
    context.close()
    return drawn, max(0.0, drawn - ready)


def main(runs: int = 9) -> None:
    folder = Path(tempfile.mkdtemp(prefix="briefmap-opening-"))
    ours, theirs = folder / "briefmap.html", folder / "yardstick.html"
    sample = ROOT / "seeds" / "coalition-rome-meeting.txt"
    subprocess.run([sys.executable, "-m", "briefmap", "map", sample, "-o", ours], check=True, capture_output=True)
    subprocess.run([sys.executable, Path(__file__).with_name("yardstick.py"), theirs], check=True, capture_output=True)
    times: dict[Path, list[tuple[float, float]]] = {ours: [], theirs: []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for _ in range(runs + 1):  # the first of each warms up
            for page, found in times.items():
                found.append(opened(browser, page))
        browser.close()
    for number, what in enumerate(("navigation to map drawn", "DOM ready to map drawn")):
        mine, yard = (statistics.median(one[number] for one in found[1:]) for found in times.values())
        print(f"{what}: briefmap {mine:.0f} ms, yardstick {yard:.0f} ms, {mine / yard if yard else 0:.2f} x")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
