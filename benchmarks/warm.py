"""One warm process: an article of 2 KB, growth with the text's length, and the gazetteer alone.

    python benchmarks/warm.py

Texts are the sentences of the gold articles in a drawn order, in which every marked place takes the name of another one
of the gazetteer, so that no two paragraphs ask for the same names. KB are 1,000 bytes of UTF-8: about 550 letters.
"""

from __future__ import annotations

import gc
import random
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from briefmap import Article, Gazetteer, brief
from briefmap.gazetteer import EMBEDDED

ROOT = Path(__file__).parents[1]
GOLD = [
    file
    for folder in ("dev", "humanitarian")
    for file in sorted((ROOT / "tests" / "data" / "gold" / folder).glob("*.txt"))
]
MARK = re.compile(r"\[\[([^\]|]+)\|[^\]]*\]\]")


def ms(work: Callable[[], object]) -> float:
    """Processor time, so that what else the machine does is not counted."""
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def names() -> list[str]:
    """Arabic names of the gazetteer, those that news knows: the larger places."""
    with sqlite3.connect(EMBEDDED) as db:
        rows = db.execute("SELECT name_ar FROM place WHERE kind != 'city' OR population > 50000 ORDER BY id")
        return [name for (name,) in rows if name]


def varied(size: int, seed: int = 1) -> str:
    """Text of at least so many bytes."""
    draw, known = random.Random(seed), names()
    bodies = [path.read_text(encoding="utf-8").rpartition("+++")[2] for path in GOLD]
    pool = [s.strip() for body in bodies for s in re.split(r"(?<=[.؟!])\s", body) if len(s) > 40]
    written: list[str] = []
    length = 0
    while length < size:
        paragraph = " ".join(MARK.sub(lambda _: draw.choice(known), s) for s in draw.sample(pool, 2)) + "\n\n"
        written.append(paragraph)
        length += len(paragraph.encode())
    return "".join(written)


def pieces(text: str, size: int) -> list[str]:
    """The text cut at the paragraphs that come nearest to so many bytes."""
    found, piece, length = [], "", 0
    for paragraph in text.split("\n\n"):
        added = len(paragraph.encode()) + 2
        if length and length + added / 2 > size:
            found.append(piece)
            piece, length = "", 0
        piece += paragraph + "\n\n"
        length += added
    return found


def main() -> None:
    text = varied(1_050_000)
    brief(Article(text[:100_000]))  # the process is warm: tables read, patterns compiled, the usual words known

    gold = [MARK.sub(r"\1", path.read_text(encoding="utf-8").rpartition("+++")[2]) for path in GOLD]
    for what, articles in (
        ("gold articles", [body for body in gold if 1_500 < len(body.encode()) < 2_500]),
        ("drawn articles, their names too", pieces(varied(300_000, seed=2), 2_000)),
    ):
        taken = [(ms(lambda a=a: brief(Article(a))), len(a.encode()) / 2_000) for a in articles]  # type: ignore[misc]
        each = median(spent / size for spent, size in taken)
        print(f"{len(articles):3} {what}: {each:.2f} ms for 2 KB (asked 4)")
    sample = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    again = [ms(lambda: brief(Article(sample))) for _ in range(25)]
    print(f"the sample: {median(again):.2f} ms for {len(sample.encode()) / 1000:.1f} KB")

    print("growth")
    base = 0.0
    for size, most in ((1_000, 300), (10_000, 60), (100_000, 10), (1_000_000, 1)):
        parts = pieces(text, size)[:most]
        rounds = [sum(ms(lambda p=p: brief(Article(p))) for p in parts) for _ in range(3)]  # type: ignore[misc]
        each = min(rounds) / sum(len(p.encode()) / 1000 for p in parts)
        base = base or each
        print(f"  {size // 1000:5} KB  {each:.3f} ms/KB  {each / base:.2f} x that of 1 KB (asked 1.20)")

    gc.collect()  # what the articles before have left to clear away is not the gazetteer's work
    opened = [ms(lambda: Gazetteer.open().close()) for _ in range(25)]
    print(f"gazetteer opened  {median(opened):.2f} ms (asked 50)")
    gazetteer = Gazetteer.open()
    asked = random.Random(3).sample(names(), 4_000)
    first = 1000 * ms(lambda: [gazetteer.lookup(name) for name in asked]) / len(asked)
    repeated = 1000 * ms(lambda: [gazetteer.lookup(name) for name in asked]) / len(asked)
    print(f"a name looked up  {first:.1f} µs the first time, {repeated:.2f} µs again (asked 20)")


if __name__ == "__main__":
    main()
