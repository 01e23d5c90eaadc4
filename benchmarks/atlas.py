"""The atlas of 100,000 articles: its size, and in Chromium how long it takes to open and to filter.

    python benchmarks/atlas.py [articles, default 100000]

The rows are those of 1,000 briefed articles, repeated with other days, titles and sentences.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

from articles import write_jsonl
from playwright.sync_api import sync_playwright

from briefmap.corpus.analysis import settings
from briefmap.corpus.atlas import atlas_html
from briefmap.corpus.dataset import Dataset, encode
from briefmap.corpus.run import batch

_FILTER = """() => {
  const box = document.querySelector('#roles input');
  const begun = performance.now();
  box.click();
  document.body.offsetHeight;
  return performance.now() - begun;
}"""


def main(count: int = 100_000) -> None:
    import pyarrow.parquet as pq

    folder = Path(tempfile.mkdtemp(prefix="briefmap-atlas-"))
    write_jsonl(folder / "a.jsonl", 1000)
    batch([str(folder / "a.jsonl")], folder / "small", settings())
    small = Dataset(folder / "small")
    places = [row for path in small.parts("places") for row in pq.read_table(path, partitioning=None).to_pylist()]
    articles = [row for path in small.parts("articles") for row in pq.read_table(path, partitioning=None).to_pylist()]
    chance, large = random.Random(3), Dataset(folder / "large")
    for part in range(count // 1000):
        days = {row["article_id"]: date(2019, 1, 1) + timedelta(chance.randrange(2000)) for row in articles}

        def again(row: dict[str, object], part: int = part, days: dict[str, date] = days) -> dict[str, object]:
            id = str(row["article_id"])
            told = {key: f"{row[key]} {part}" for key in ("title", "quote") if key in row}
            return row | told | {"article_id": f"{id}-{part}", "date": days[id]}

        rows = {"places": [*map(again, places)], "articles": [*map(again, articles)], "failures": []}
        large.put(encode(f"{part:020}", rows, []))
    begun = monotonic()
    html = atlas_html(folder / "large", folder / "atlas.html")
    (folder / "atlas.html").write_text(html, encoding="utf-8")
    print(f"{count:,} articles, {len(places) * (count // 1000):,} rows: {len(html.encode()) / 1e6:.2f} MB (asked: 5), "
          f"made in {monotonic() - begun:.0f} s")  # fmt: skip
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=shutil.which("chromium")).new_page()
        begun = monotonic()
        page.goto((folder / "atlas.html").as_uri())
        page.wait_for_selector("html[data-ready]")
        opened = monotonic() - begun
        times = sorted(page.evaluate(_FILTER) for _ in range(9))
        print(f"opens in {opened:.1f} s (asked: 3); a filter by role: median {times[4]:.0f} ms, fastest {times[0]:.0f} ms "
              "(asked: 200)")  # fmt: skip
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
