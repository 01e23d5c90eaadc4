"""The command that shows why: which strings were taken, why each place won, what gave and took each role."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from briefmap.cli.options import gazetteer_option, open_gazetteer, profile_option
from briefmap.cli.tables import table

if TYPE_CHECKING:
    from briefmap.briefing import Explanation
    from briefmap.model import Briefing, Evidence, Place, Resolution, Span

__all__ = ["as_json", "explain", "page"]

RIVALS = 3  # losing candidates shown for a place; the JSON holds all that were kept
KINDS_AR = {"toponym": "اسم مكان", "demonym": "نسبة", "metonym": "كناية عن حكومة", "organisation": "ضمن اسم مؤسسة"}


@click.command()
@click.argument("article")
@click.option("--json", "as_data", is_flag=True, help="The same as JSON.")
@profile_option
@gazetteer_option
def explain(article: str, as_data: bool, profile: str, gazetteer: str | None) -> None:
    """Show why each string of an ARTICLE was taken for a place or not, why each place won, and which words gave each
    role or took one away.

    \b
    Examples:
      briefmap explain article.txt
      briefmap explain article.txt --json > why.json
      briefmap explain article.txt --profile humanitarian
    """
    from briefmap.briefing import explain as run
    from briefmap.reading import read

    found = run(read(article), gazetteer=open_gazetteer(gazetteer), profile=profile)
    if as_data:
        click.echo(as_json(found).rstrip("\n").encode())  # bytes: UTF-8 whatever the terminal's encoding
        return
    text = page(found)
    if sys.stdout.isatty() and text.count("\n") >= shutil.get_terminal_size().lines:
        click.echo_via_pager(text)
    else:
        click.echo(text)


def as_json(found: Explanation) -> str:
    """What `briefmap analyze` prints, with `taken` at each mention, and with `rejected` and `dropped`."""
    from briefmap.export import dump, json_text

    briefing, text = found.briefing, found.briefing.article.text
    data: dict[str, Any] = json.loads(json_text(briefing))
    for row, resolution in zip(data["mentions"], briefing.resolutions, strict=True):
        row["taken"] = resolution.mention.reason
    data["rejected"] = [{**_at(r.span), "text": r.text, "reason": r.reason} for r in found.rejected]
    data["dropped"] = [
        {
            **_at(d.mention),
            "text": d.mention.of(text),
            "role": d.role,
            "cue": {**_at(d.cue), "text": d.cue.of(text)},
            "reason": d.reason,
        }
        for d in found.dropped
    ]
    return dump(data)


def _at(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def page(found: Explanation) -> str:
    """The explanation as a page of plain text. Arabic ends its line, where its direction can't shift the rest."""
    parts = [
        "\n".join(["NAMES, AND THE PLACES THEY MEAN  الأسماء وما تدل عليه", *_names(found.briefing)]),
        "\n".join(["NO PLACES HERE  ليست أماكن هنا", *_rejected(found)]),
        "\n".join(["ROLES AND THE WORDS THAT GIVE THEM  الأدوار وما يدل عليها", *_roles(found.briefing)]),
        "\n".join(["ROLES TAKEN AWAY  أدوار سُحبت", *_dropped(found)]),
    ]
    briefing = found.briefing
    parts.append(
        "Prior: how likely the bare name means this place, by its kind and population. Positions count characters from 0.\n"
        f"Profile {briefing.profile}, gazetteer {briefing.gazetteer}"
    )
    return "\n\n".join(parts)


def _names(briefing: Briefing) -> Iterator[str]:
    """One block for each name and what was made of it, with every position where the same was decided."""
    same: dict[tuple[object, ...], list[Resolution]] = {}
    for r in briefing.resolutions:
        key = (r.mention.text, r.mention.kind, r.mention.reason, r.place, r.score, r.reason)
        same.setdefault(key, []).append(r)
    if not same:
        yield "  none  لا شيء"
    for alike in same.values():
        one = alike[0]
        kind = one.mention.kind
        yield f"\n  {_shown(one.mention.text)}"
        facts = [
            ("at", _positions([r.mention.span for r in alike])),
            ("taken as", f"{kind} ({one.mention.reason})  {KINDS_AR[kind]}"),
        ]
        if one.place is None:
            facts.append(("no place", one.reason))
        else:
            doubt = ", uncertain: a rival came close" if one.uncertain else ""
            facts += [
                ("place", f"{_place(one.place)}, score {one.score:.2f}{doubt}  {one.place.name_ar}"),
                ("won by", one.reason),
            ]
        losers = [c for c in one.candidates if c.place != one.place]
        facts += [("lost", f"{_place(c.place)}, score {c.score:.2f}; {c.reason}") for c in losers[:RIVALS]]
        if len(losers) > RIVALS:
            facts.append(("", f"and {len(losers) - RIVALS} more in --json"))
        yield _facts(facts)


def _rejected(found: Explanation) -> Iterator[str]:
    same: dict[tuple[str, str], list[Span]] = {}
    for one in found.rejected:
        same.setdefault((one.reason, _shown(one.text)), []).append(one.span)
    rows = [(_positions(spans), reason, text) for (reason, text), spans in same.items()]
    yield _indent(table(("at", "because", "السلسلة"), rows)) if rows else "  none  لا شيء"


def _roles(briefing: Briefing) -> Iterator[str]:
    labels = {role.id: role for role in briefing.roles}
    if not briefing.assignments:
        yield "  none  لا شيء"
    for given in briefing.assignments:
        role = labels[given.role]
        yield f"\n  {role.label_en}: {given.place.name}, {given.score:.0%}  {role.label_ar}: {given.place.name_ar}"
        for evidence in given.evidence:
            text = briefing.article.text
            yield _facts(
                [
                    ("cue", f"at {_positions([evidence.cue])}, rule {evidence.rule}  {_shown(evidence.cue.of(text))}"),
                    ("name", f"at {_positions([evidence.mention])}  {_shown(evidence.mention.of(text))}"),
                    ("clause", _clause(evidence)),
                ]
            )


def _dropped(found: Explanation) -> Iterator[str]:
    briefing, text = found.briefing, found.briefing.article.text
    labels = {role.id: role for role in briefing.roles}
    places = {r.mention.span: r.place for r in briefing.resolutions}
    rows = []
    for one in found.dropped:
        place = places.get(one.mention)
        rows.append(
            (
                labels[one.role].label_en,
                place.name if place else "–",
                one.reason,
                f"at {_positions([one.cue])}",
                f"{labels[one.role].label_ar}: {_shown(one.mention.of(text))} ← {_shown(one.cue.of(text))}",
            )
        )
    head = ("role", "place", "taken away by", "cue", "الدور: المكان ← الكلمة")
    yield _indent(table(head, rows)) if rows else "  none  لا شيء"


def _clause(evidence: Evidence) -> str:
    """The part of the sentence, between words that open clauses, in which cue and name stand."""
    from briefmap import lexicon
    from briefmap.text import Text

    said = Text.of(evidence.quote, lexicon.load())
    breaks = [start for start, classes in zip(said.starts, said.classes, strict=False) if "clause" in classes]
    first = min(evidence.cue.start, evidence.mention.start) - evidence.span.start
    last = max(evidence.cue.end, evidence.mention.end) - evidence.span.start
    start = max([0, *(b for b in breaks if b <= first)])
    end = min([len(evidence.quote), *(b for b in breaks if b >= last)])
    return _shown(evidence.quote[start:end]).rstrip("،, ")


def _shown(text: str) -> str:
    """A piece of the article in one line, without characters that would steer the terminal or its direction."""
    return " ".join("".join(c for c in text if c.isspace() or unicodedata.category(c)[0] != "C").split())


def _place(place: Place) -> str:
    return ", ".join(filter(None, (place.name, place.iso2 if place.kind != "country" else "", place.kind)))


def _positions(spans: Sequence[Span]) -> str:
    return ", ".join(f"{span.start}–{span.end}" for span in spans)


def _facts(rows: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"    {name:<9}{value}" for name, value in rows)


def _indent(text: str) -> str:
    return "\n".join("  " + line for line in text.split("\n"))
