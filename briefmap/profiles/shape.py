"""What the tables of a profile have to look like, and on which line of the file each of them begins.

Checked before a profile is made ready, so that whoever reads the tables finds lists where lists belong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

__all__ = ["line_of", "misshapen", "tables"]

TEXTS = ("id", "needs", "unless", "without", "things", "behind", "done", "literal", "beside", "grain", "hosts")
LISTS = ("names", "verbs", "nouns", "over", "borrows", "echoes", "survives", "until")
KEYS = {
    "role": ("color", "hosts", "id", "label_ar", "label_en", "symbol"),
    "scope": ("id", "literal", "nouns", "over", "that", "until", "verbs", "whole"),
}


def tables(text: str, name: str, rows: Any) -> Iterator[tuple[int, Any]]:
    """Each `[[name]]` table of a TOML text, with the number of lines above it.

    >>> list(tables('version = "1"\\n[[role]]\\nid = "a"', "role", [{"id": "a"}]))
    [(1, {'id': 'a'})]
    """
    above = [number for number, header in _headers(text) if header == name]
    for number, row in enumerate(rows if isinstance(rows, list) else [rows]):
        yield above[number] if number < len(above) else 0, row


@lru_cache(maxsize=1)
def _headers(text: str) -> tuple[tuple[int, str], ...]:
    """The headers of tables in lists, with the number of lines above each."""
    header = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]")
    lines = ((number, header.match(line)) for number, line in enumerate(text.splitlines()) if "[[" in line)
    return tuple((number, found[1]) for number, found in lines if found)


def line_of(text: str, near: str, above: int = 0) -> int:
    """The line, counted from 1, that holds `near` in the table whose header has `above` lines above it.

    The header's own line where none does; with `above` 0 the whole file is searched.
    """
    for number, line in enumerate(text.splitlines()[above:], above + 1):
        if above and number > above + 1 and line.lstrip().startswith("["):
            break
        if near and near in line:
            return number
    return above + 1


def misshapen(text: str, table: dict[str, Any]) -> tuple[int, str]:
    """The line and the reason why a profile's tables can't be read, or (0, '').

    >>> misshapen('[[role]]\\n[[event]]\\nid = "a"\\nverbs = "أعاد يعيد"', {"event": [{"id": "a", "verbs": "أعاد يعيد"}]})
    (4, 'event a: verbs is a list of texts in quotes: verbs = ["…", "…"]')
    """
    for group, members in _dict(table.get("words", {})).items():
        if not _texts(members):
            return line_of(text, group), f'[words] {group} is a list of words in quotes: {group} = ["…", "…"]'
    if not isinstance(table.get("words", {}), dict):
        return line_of(text, "words"), "words is one table, under [words]"
    known: dict[str, set[str]] = {"role": set(), "event": set(), "scope": set()}
    for name, ids in known.items():
        for above, row in tables(text, name, table.get(name, [])):
            near, what = _row(row, name, ids)
            if what:
                return line_of(text, near, above), what
            ids.add(row["id"])
    groups = table.get("groups", {})
    if not isinstance(groups, dict):
        return line_of(text, "groups"), "groups is one table, under [groups]"
    for group, members in groups.items():
        line = line_of(text, f"{group} = ")
        if not _texts(members) or group in known["event"]:
            return line, f'[groups] {group} is a list of events, and none itself: {group} = ["…", "…"]'
        if missing := [one for one in members if one not in known["event"]]:
            return line, f"[groups] {group}: no event is called {missing[0]!r}"
    known["event"] |= groups.keys()
    for name in ("role", "event", "scope"):
        for above, row in tables(text, name, table.get(name, [])):
            for field, kind in (
                ("over", "event"),
                ("borrows", "event"),
                ("echoes", "event"),
                ("beside", "role"),
                ("hosts", "role"),
                ("survives", "scope"),
            ):
                named = row.get(field, [])
                for one in [named] if isinstance(named, str) else named:
                    if one and one not in known[kind]:
                        line = line_of(text, f'"{one}"', above)
                        return line, f"{name} {row['id']}: {field}: no {kind} is called {one!r}"
    return 0, ""


def _row(row: Any, name: str, ids: set[str]) -> tuple[str, str]:
    """Where in its table a row is wrong, and why; ('', '') where all is well."""
    if not isinstance(row, dict):
        return name, f"each {name} is a table of its own, under [[{name}]]"
    title = row.get("id")
    if not isinstance(title, str) or not re.fullmatch(r"[\w-]+", title):
        return "id", f'a {name} needs an id of letters, digits and _: id = "…"'
    if title in ids:
        return title, f"two {name}s are called {title!r}"
    for field in TEXTS:
        if not isinstance(row.get(field, ""), str):
            return field, f'{name} {title}: {field} is one text in quotes: {field} = "…"'
    for field in LISTS:
        if not _texts(row.get(field, [])):
            return field, f'{name} {title}: {field} is a list of texts in quotes: {field} = ["…", "…"]'
    for field in ("own", "kin", "close", "together", "denies", "agents"):
        if not isinstance(row.get(field, False), bool):
            return field, f"{name} {title}: {field} is true or false, without quotes"
    for field in ("negated", "foreign"):
        if not isinstance(row.get(field, {}), dict):
            return field, f'{name} {title}: {field} names slots: {field} = {{ who = "…" }}'
    if name != "role" and not row.get("verbs") and not row.get("nouns"):
        return "", f"{name} {title} has neither verbs nor nouns"
    if name in KEYS and (unknown := set(row) - set(KEYS[name])):
        return min(unknown), f"{name} {title}: {min(unknown)!r} is not known here; use {', '.join(KEYS[name])}"
    return "", ""


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
