"""How fast the sample's page opens beside the yardstick's, in headless Chromium, alternating: `opening.py [RUNS]`.

Drawn, the same for both pages: every place of the article stands in the document (all areas, and the meeting's point),
and the frame that shows them has been laid out and painted. Ours must have painted the basemap's countries as well;
the yardstick's tiles are not waited for. The places are those of the sample, as `yardstick.py` lists them.

The yardstick's files, which folium takes from other servers, are installed by npm once and lie beside the page, as do
its tiles (one blank picture): no server is asked and no network waited for, which favours it.

Printed: navigation to drawn and DOM ready to drawn in milliseconds (both pages draw in scripts that run before the DOM
is ready, so the second is little more than a frame), and the processor time of the page's main thread until nothing is
left to do, with all that ours puts off until the map is drawn.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
PACKAGES = {
    "leaflet@1.9.3": ("leaflet.js", "leaflet.css"),
    "jquery@3.7.1": ("jquery.min.js",),
    "bootstrap@5.2.2": ("bootstrap.min.css", "bootstrap.bundle.min.js"),
    "@fortawesome/fontawesome-free@6.2.0": ("all.min.css",),
    "leaflet.awesome-markers@2.0.5": ("leaflet.awesome-markers.js", "leaflet.awesome-markers.css"),
}
WATCH = """
((wanted) => {
  const there = () => Object.entries(wanted).every(([what, count]) => document.querySelectorAll(what).length >= count);
  const painted = new MessageChannel();
  painted.port1.onmessage = () => { window.drawnAt = performance.now(); };
  const look = () => (there() ? painted.port2.postMessage(0) : requestAnimationFrame(look));
  requestAnimationFrame(look);
})(%s);
"""


def opened(browser: Browser, page: Path, wanted: dict[str, int]) -> tuple[float, float, float]:
    """Milliseconds from navigation and from DOM ready to drawn, and the main thread's processor time in all."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    tab = context.new_page()
    tab.add_init_script(WATCH % json.dumps(wanted))
    session = context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        return float(found["TaskDuration"] * 1000)

    before = busy()
    tab.goto(page.as_uri(), wait_until="commit")
    tab.wait_for_function("window.drawnAt > 0", polling=5)
    tab.wait_for_timeout(700)
    at, ready = tab.evaluate(
        "[window.drawnAt, performance.getEntriesByType('navigation')[0].domContentLoadedEventStart]"
    )
    done = busy() - before
    context.close()
    return at, max(0.0, at - ready), done


def beside(page: Path, folder: Path) -> None:
    """Let a page of folium's take what it wants from files beside it."""
    kept = Path(tempfile.gettempdir()) / "briefmap-yardstick"
    if not (kept / "node_modules").is_dir():
        kept.mkdir(exist_ok=True)
        command = ["npm", "install", "--prefix", str(kept), "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES]
        subprocess.run(command, check=True, capture_output=True)
    (folder / "empty").write_text("")
    Image.new("RGB", (256, 256), "#aad3df").save(folder / "tile.png")
    found = {name: next(kept.rglob(name)) for names in PACKAGES.values() for name in names}

    def answer(match: re.Match[str]) -> str:
        name = match[0].rpartition("/")[2].replace("jquery-3.7.1", "jquery")
        return found[name].as_uri() if name in found else "tile.png" if name == "{y}.png" else "empty"

    html = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r"https://(?!www\.)[^\"\s]+\.(?:js|css|png)", answer, html), encoding="utf-8")


def main(runs: int = 15) -> None:
    folder = Path(tempfile.mkdtemp(prefix="briefmap-opening-"))
    ours, theirs = folder / "briefmap.html", folder / "yardstick.html"
    sample = ROOT / "seeds" / "coalition-rome-meeting.txt"
    subprocess.run([sys.executable, "-m", "briefmap", "map", sample, "-o", ours], check=True, capture_output=True)
    subprocess.run([sys.executable, Path(__file__).with_name("yardstick.py"), theirs], check=True, capture_output=True)
    beside(theirs, folder)
    # 7 areas of threat, 8 that repatriate, 2 reluctant, 3 origins, 2 participants; ours draws a place of two roles once.
    wanted = {ours: {"path.area": 19, ".pin.city": 1, "path.land": 1}, theirs: {"path.leaflet-interactive": 23}}
    times: dict[Path, list[tuple[float, ...]]] = {ours: [], theirs: []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for _ in range(runs + 1):  # the first of each warms up
            for page, found in times.items():
                found.append(opened(browser, page, wanted[page]))
        browser.close()
    said = ("navigation to drawn", "DOM ready to drawn", "processor time in all")
    for number, what in enumerate(said):
        mine, yard = (statistics.median(one[number] for one in found[1:]) for found in times.values())
        print(f"{what}: briefmap {mine:.0f} ms, yardstick {yard:.0f} ms, {mine / yard if yard else 0:.2f} x")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
