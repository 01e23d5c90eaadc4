"""What briefmap finds in gold articles, against what the editors marked (tests/data/gold/README.md says how).

    python benchmarks/quality.py [--errors] [GOLD_FOLDER …]

Without folders: the project's own. A folder that bears the name of a role profile is read with that profile, all
others with `security`. A place named by its own name is found where a toponym or metonym overlaps it, exact where the
spans are equal, and resolved where one of them stands for the marked place: the same country, the same region, or
else a point within the marked radius. Nationalities, metonyms and names inside organisations count neither way.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from briefmap import Article, Briefing, ProfileError, brief
from briefmap.model import Place, Span

ROOT = Path(__file__).parents[1]
OWN = [ROOT / "tests" / "data" / "gold" / name for name in ("dev", "humanitarian")]
PROFILES = ("humanitarian",)  # those whose gold articles have a folder of their own
MARK = re.compile(r"\[\[(?P<surface>[^\]|]+)\|(?P<place>[^\]|]+)(?:\|(?P<kind>\w+))?\]\]")


@dataclass(frozen=True)
class Mark:
    """A marked string; `kind` is toponym, demonym, metonym, org or trap."""

    span: Span
    place: str
    kind: str


@dataclass(frozen=True)
class Gold:
    article: Article
    marks: tuple[Mark, ...]
    places: dict[str, dict[str, Any]]


@dataclass
class Count:
    """Right ones, false alarms and misses."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def __str__(self) -> str:
        precision = self.right / (self.right + self.false) if self.right + self.false else 1.0
        recall = self.right / (self.right + self.missed) if self.right + self.missed else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"


@dataclass
class Score:
    mentions: Count = field(default_factory=Count)
    exact: Count = field(default_factory=Count)
    roles: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    resolved: int = 0
    traps: int = 0
    hit: int = 0
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def read_gold(path: Path) -> Gold:
    """The unmarked article, its marks, and its places by their local id."""
    _, front, body = re.split(r"^\+\+\+\s*$", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.M)
    table = tomllib.loads(front)
    text, marks, last = "", [], 0
    body = body.lstrip("\n")
    for match in MARK.finditer(body):
        text += body[last : match.start()]
        span = Span(len(text), len(text) + len(match["surface"]))
        kind = "trap" if match["place"] == "-" else match["kind"] or "toponym"
        marks.append(Mark(span, match["place"], kind))
        text += match["surface"]
        last = match.end()
    places = {place["id"]: place for place in table.get("place", [])}
    return Gold(Article(text + body[last:], id=table["id"]), tuple(marks), places)


def km(gold: dict[str, Any], place: Place) -> float:
    north, south = radians(gold["lat"]), radians(place.lat)
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(radians(place.lon - gold["lon"]) / 2) ** 2
    return 2 * 6371.0088 * asin(min(1.0, sqrt(half)))


def same(gold: dict[str, Any], place: Place | None) -> bool:
    """Whether the place is the marked one."""
    if place is None:
        return False
    if gold["kind"] == "country":
        return place.kind == "country" and place.iso2 == gold["iso2"].upper()
    if gold["kind"] == "region":
        named = place.name.casefold() in {name.casefold() for name in gold.get("names", [gold["name"]])}
        return named or (place.kind == "region" and km(gold, place) <= gold.get("radius_km", 500))
    return place.kind not in ("country", "region") and km(gold, place) <= gold.get("radius_km", 50)


def compare(gold: Gold, found: Briefing, score: Score) -> None:
    """Add what one article shows."""
    _compare_mentions(gold, found, score)
    _compare_roles(gold, found, score)


def _compare_mentions(gold: Gold, found: Briefing, score: Score) -> None:
    def error(kind: str, span: Span, place: Place | None) -> None:
        became = f" → {place.name} ({place.kind}, {place.iso2})" if place else ""
        score.errors[kind].append(f"{gold.article.id}: {span.of(gold.article.text)}{became}")

    taken = [r for r in found.resolutions if r.mention.kind in ("toponym", "metonym")]
    wanted = [mark for mark in gold.marks if mark.kind == "toponym"]
    spans = {mark.span for mark in wanted}
    for mark in wanted:
        over = [r for r in taken if r.mention.span.overlaps(mark.span)]
        exact = any(r.mention.span == mark.span for r in over)
        score.mentions.right += bool(over)
        score.mentions.missed += not over
        score.exact.right += exact
        score.exact.missed += not exact
        right = any(same(gold.places[mark.place], r.place) for r in over)
        score.resolved += right
        if not over:
            error("missed", mark.span, None)
        elif not right:
            error("wrong place", mark.span, over[0].place)
    for r in taken:
        span = r.mention.span
        kinds = {mark.kind for mark in gold.marks if mark.span.overlaps(span)}
        if "toponym" in kinds:
            if span not in spans:
                score.exact.false += 1
                error("wrong span", span, r.place)
        elif not kinds - {"trap"}:
            score.mentions.false += 1
            score.exact.false += 1
            score.hit += "trap" in kinds
            error("trap" if kinds else "false alarm", span, r.place)
    score.traps += sum(mark.kind == "trap" for mark in gold.marks)


def _compare_roles(gold: Gold, found: Briefing, score: Score) -> None:
    given: dict[str, set[str]] = defaultdict(set)
    for assignment in found.assignments:
        place = assignment.place
        fits = [
            (marked["kind"] != place.kind, km(marked, place), id)
            for id, marked in gold.places.items()
            if same(marked, place)
        ]
        given[min(fits)[2] if fits else f"{place.name}, which is not marked"].add(assignment.role)
    for id in sorted(gold.places.keys() | given.keys()):
        marked = gold.places.get(id, {})
        must, may = set(marked.get("roles", [])), set(marked.get("optional_roles", []))
        for role in sorted(must | given[id] - may):
            count = score.roles[role]
            if role in must and role in given[id]:
                count.right += 1
            elif role in must:
                count.missed += 1
                score.errors["role missed"].append(f"{gold.article.id}: {id}: {role}")
            else:
                count.false += 1
                score.errors["role too many"].append(f"{gold.article.id}: {id}: {role}")


def report(folder: Path, errors: bool) -> None:
    """Print the figures of one folder of gold articles."""
    profile = folder.name if folder.name in PROFILES else "security"
    score = Score()
    golds = [read_gold(path) for path in sorted(folder.glob("*.txt"))]
    try:
        for gold in golds:
            compare(gold, brief(gold.article, profile=profile), score)
    except ProfileError as error:
        print(f"{folder.name}: left out; {error}\n")
        return
    wanted = score.mentions.right + score.mentions.missed
    every = Count(*(sum(getattr(c, f) for c in score.roles.values()) for f in ("right", "false", "missed")))
    print(f"{folder.name}: {len(golds)} articles, profile {profile}, {wanted} places named")
    print(f"  {'mentions':22} {score.mentions}")
    print(f"  {'with the exact span':22} {score.exact}")
    print(f"  {'resolved':22} {score.resolved / wanted if wanted else 1.0:.3f}")
    print(f"  {'traps hit':22} {score.hit / score.traps if score.traps else 0.0:.3f}  of {score.traps}")
    print(f"  {'roles':22} {every}")
    for role, count in sorted(score.roles.items()):
        print(f"    {role:20} {count}  {count.right + count.missed} wanted")
    kinds = "  ".join(f"{kind} {len(told)}" for kind, told in sorted(score.errors.items()))
    print(f"  errors: {kinds or 'none'}")
    if errors:
        for kind, told in sorted(score.errors.items()):
            print(f"  {kind}")
            print("".join(f"    {line}\n" for line in told), end="")
    print()


def survey(path: Path) -> None:
    """Print what is found in an article that nobody marked."""
    found = brief(Article(path.read_text(encoding="utf-8"), id=path.stem))
    kinds = Counter(r.mention.kind for r in found.resolutions)
    unsure = len({r.mention.text for r in found.resolutions if r.uncertain})
    roles = Counter(a.role for a in found.assignments)
    print(f"{path.stem}: {len(found.places)} places, {unsure} names uncertain")
    print("  mentions  " + "  ".join(f"{kind} {n}" for kind, n in sorted(kinds.items())))
    print("  roles     " + "  ".join(f"{role} {n}" for role, n in sorted(roles.items())) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="GOLD_FOLDER")
    parser.add_argument("--errors", action="store_true", help="print every error, by kind")
    given = parser.parse_args()
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        survey(path)
    for folder in given.folders or OWN:
        if not any(folder.glob("*.txt")):
            parser.error(f"{folder}: no gold article in it")
        report(folder, given.errors)


if __name__ == "__main__":
    main()
