"""How fast the page of a very long article opens in headless Chromium: `long_page.py [RUNS]`.

The article is made from templates on several topics until it has 200 KB and 2,000 mentions; it names some 800 places.
Printed, best and median: navigation until areas and pins stand on the map and until the page is whole (lists, labels),
with every mention in the text, and the processor time of the page's main thread until nothing is left to do.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.articles import articles
from benchmarks.opening import opened
from briefmap import Article, Briefing, brief
from briefmap.render.map import page_html

BYTES, MENTIONS = 200_000, 2_000


def long_briefing() -> Briefing:
    """The briefing of the first articles of the series, put together, that reach both sizes."""
    texts: list[str] = []
    size = mentions = 0
    for article in articles(1000):
        texts.append(article["text"])
        size += len(article["text"].encode()) + 2
        mentions += len(brief(Article(article["text"])).resolutions)
        if size >= BYTES and mentions >= MENTIONS * 1.02:  # an organisation's name is no mention in the page
            break
    return brief(Article("\n\n".join(texts), headline="مقال طويل"))


def main(runs: int = 9) -> None:
    briefing = long_briefing()
    html = page_html(briefing)
    mentions = html.count('"span":[')
    print(
        f"article {len(briefing.article.text.encode()):,} bytes, {mentions:,} mentions, {len(briefing.places):,} places; "
        f"page {len(html.encode()):,} bytes, {len(gzip.compress(html.encode())):,} gzipped"
    )
    with tempfile.TemporaryDirectory(prefix="briefmap-long-") as folder, sync_playwright() as playwright:
        page = Path(folder, "long.html")
        page.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        stages = {
            "map drawn": {".mention": mentions, "path.area": 10, ".pin": 100},
            "whole": {".mention": mentions, "#legend .entry": len(briefing.places), "#map:not(.opening)": 1},
        }
        for what, wanted in stages.items():
            times = [opened(browser, page, wanted) for _ in range(runs + 1)][1:]  # the first warms up
            for said, found in zip(("navigation to", "", "processor time,"), zip(*times, strict=True), strict=True):
                if said:
                    print(f"{said} {what}: best {min(found):.0f} ms, median {statistics.median(found):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
