"""Role profiles: which words give a place a role, read from TOML and checked line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import tomli

from briefmap.arabic import key
from briefmap.errors import ProfileError
from briefmap.inflection import conjugate, jussives, stems
from briefmap.lexicon import inflections
from briefmap.model import Role
from briefmap.profiles.shape import line_of, misshapen, tables

__all__ = ["FOLDER", "GAP", "SLOTS", "Event", "Giving", "Profile", "Scope", "load", "parse"]

FOLDER = Path(__file__).parent
"""Where the profiles that ship with briefmap lie, `NAME.toml` each."""

SLOTS = ("who", "object", "of", "where", "on", "from", "to", "with", "officials", "giver", "people")
KINDS = ("country", "region", "admin", "city", "site", "water")
PEOPLE = "<nationality>"  # in a class of words: people named by their nationality, such as «62 إيطاليا»
GAP = "…"  # inside a cue of several words: one to three words may stand here
GRAINS = ("all", "finest", "tied", "area", "written")

Giving = dict[str, tuple[str, ...]]  # kind of place ('' = any) → roles


@dataclass(frozen=True, eq=False)
class Event:
    """What a cue tells: which slot of its frame gives which role to which kind of place."""

    id: str
    slots: dict[str, Giving]
    negated: dict[str, Giving]
    needs: frozenset[str]
    unless: frozenset[str]
    over: frozenset[str]
    beside: str
    borrows: frozenset[str]
    grain: str
    own: bool
    kin: bool
    foreign: dict[str, Giving]
    without: frozenset[str]
    things: frozenset[str]
    close: bool
    together: bool
    denies: bool
    behind: frozenset[str]
    agents: bool
    names: frozenset[str]
    done: str
    literal: frozenset[str]
    echoes: frozenset[str]
    survives: frozenset[str]

    @cached_property
    def talks(self) -> bool:
        """Whether officials meet in it."""
        return "officials" in self.slots

    @cached_property
    def deed(self) -> bool:
        """Whether it is a deed done at one place, and no meeting."""
        return self.grain == "finest" and not self.talks


@dataclass(frozen=True, eq=False)
class Scope:
    """Words that take back what stands behind them: denied, asked, cancelled."""

    id: str
    until: frozenset[str]
    over: frozenset[str]
    that: bool
    literal: frozenset[str]
    whole: bool
    """Whether it reaches to the end of the sentence, past a contrast."""


@dataclass(frozen=True, eq=False)
class Profile:
    """A profile ready for the engine. `cues` maps a normalised form to (event or scope, 'verb' or 'noun')."""

    name: str
    version: str
    roles: tuple[Role, ...]
    hosts: dict[str, str]
    """The role that the state of a place takes, by that of the place."""
    words: dict[str, frozenset[str]]
    people: frozenset[str]
    named: dict[str, tuple[Event, ...]]
    cues: dict[str, tuple[tuple[Event | Scope, str], ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Event | Scope], ...]]

    def classes(self, stem: str) -> frozenset[str]:
        """The profile's word classes of a normalised word, possessive pronouns parted."""
        return frozenset().union(*(self.words.get(one, frozenset()) for one in stems(stem)))


@cache
def load(name: str) -> Profile:
    """A profile that ships with briefmap (`security`, `humanitarian`), one in a TOML file, or one in a folder of them.

    Raises ProfileError with the file, the line and the reason.
    """
    found = files(name)
    try:
        texts = [file.read_text(encoding="utf-8") for file in found]
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{name}: can't be read as UTF-8 text: {error}") from error
    sources = [name] if len(found) == 1 else [f"{name}/{file.name}" for file in found]
    return parse(dict(zip(sources, texts, strict=True)))


def files(name: str) -> tuple[Path, ...]:
    """The file of a profile, or those of its folder, of which `profile.toml` comes first.

    Raises ProfileError when there is none.
    """
    shipped = (FOLDER / f"{name}.toml", FOLDER / name) if re.fullmatch(r"[a-z_]+", name) else ()
    for path in (*shipped, Path(name)):
        if path.is_file():
            return (path,)
        if (first := path / "profile.toml").is_file():
            return (first, *sorted(file for file in path.glob("*.toml") if file != first))
    raise ProfileError(f"{name}: no such profile; give a TOML file, or one of security, humanitarian")


def parse(texts: dict[str, str]) -> Profile:
    """Check the TOML texts of a profile, by what messages call them, and make them ready as one."""
    table: dict[str, Any] = {}
    for source, part in texts.items():
        try:
            rows = tomli.loads(part)
        except tomli.TOMLDecodeError as error:
            raise ProfileError(f"{source}: not valid TOML: {error}") from error
        twice = _twice(table.get("words"), rows.get("words"))
        if twice:
            raise ProfileError(f"{source}, line {line_of(part, twice)}: [words] {twice} stands in another file too")
        for field, value in rows.items():
            table[field] = _joined(table.get(field), value)
    text = "\n".join(texts.values())
    above = 0  # lines of the text before the table in hand

    def at(line: int) -> str:
        for source, part in texts.items():
            lines = part.count("\n") + 1
            if line <= lines:
                return f"{source}, line {line}"
            line -= lines
        return source

    def fail(what: str, near: str) -> ProfileError:
        return ProfileError(f"{at(line_of(text, near, above))}: {what}")

    for field in ("name", "version", "role", "event"):
        if field not in table:
            raise fail(f"«{field}» is missing", "")
    line, what = misshapen(text, table)
    if what:
        raise ProfileError(f"{at(line)}: {what}")
    roles = []
    for start, row in tables(text, "role", table["role"]):
        above = start
        missing = [f for f in ("id", "label_ar", "label_en", "color", "symbol") if not isinstance(row.get(f), str)]
        if missing:
            raise fail(f"role {row['id']} lacks {', '.join(missing)}", "")
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", row["color"]):
            raise fail(f"color {row['color']!r} is not of the form #rrggbb", row["color"])
        roles.append(Role(row["id"], row["label_ar"], row["label_en"], row["color"], row["symbol"]))
    ids = {r.id for r in roles}
    held: dict[str, list[str]] = {}  # a word and its classes, so that its forms are made once
    for group, members in table.get("words", {}).items():
        for word in members:
            held.setdefault(word, []).append(group)
    people = frozenset(held.pop(PEOPLE, ()))
    own = {key(word) for word in held}
    dual = frozenset(word for word in own if word.endswith("ان"))  # طالبان is a word of its own, and no two students
    words: dict[str, frozenset[str]] = {}
    for word, its in held.items():
        classes = frozenset(its)
        for form in _forms(word):
            if form not in dual or form == key(word):
                words[form] = words[form] | classes if form in words else classes
    groups = set(table.get("words", {}))

    def giving(value: Any, where: str) -> Giving:
        rows = value if isinstance(value, dict) else {"": value}
        made: Giving = {}
        for kind, names in rows.items():
            if kind and kind not in KINDS:
                raise fail(f"{where}: {kind!r} is no kind of place; use one of {', '.join(KINDS)}", kind)
            if not isinstance(names, str):
                raise fail(f"{where}: the name of a role is wanted, not {names!r}", where.split(".")[-1])
            for role in names.split():
                if role not in ids:
                    raise fail(f"{where}: no role is called {role!r}", role)
            made[kind] = tuple(names.split())
        return made

    def events(named: Iterable[str]) -> frozenset[str]:
        """The events of a list, which may name [groups] of them."""
        return frozenset(one for name in named for one in table.get("groups", {}).get(name, (name,)))

    verbs: dict[str, list[Event | Scope]] = {}
    nouns: dict[str, list[Event | Scope]] = {}
    longer: dict[str, list[tuple[tuple[str, ...], Event | Scope]]] = {}
    named: dict[str, list[Event]] = {}
    known = {"verbs", "nouns", *SLOTS, *(field.name for field in fields(Event))} - {"slots"}
    for start, row in tables(text, "event", table["event"]):
        above = start
        name = row["id"]
        unknown = set(row) - known
        if unknown:
            raise fail(
                f"event {name}: {min(unknown)!r} is not known here; use {', '.join(sorted(known))}", min(unknown)
            )
        for condition in ("needs", "unless", "without", "things", "behind", "done", "literal"):
            for group in row.get(condition, "").split():
                if group not in groups:
                    raise fail(f"event {name}: {condition} {group!r}, which [words] lacks", group)
        if row.get("grain", "all") not in GRAINS:
            raise fail(f"event {name}: grain is one of {', '.join(GRAINS)}", "grain")
        turned = {field: row.get(field, {}) for field in ("negated", "foreign")}
        for field, slots in turned.items():
            if unknown := set(slots) - set(SLOTS):
                raise fail(f"event {name}: {field}: {min(unknown)!r} is no slot; use {', '.join(SLOTS)}", field)
        event = Event(
            name,
            {slot: giving(row[slot], f"{name}.{slot}") for slot in SLOTS if slot in row},
            {slot: giving(v, f"{name}.negated.{slot}") for slot, v in turned["negated"].items()},
            frozenset(row.get("needs", "").split()),
            frozenset(row.get("unless", "").split()),
            events(row.get("over", ())),
            row.get("beside", ""),
            events(row.get("borrows", ())),
            row.get("grain", "all"),
            row.get("own", False),
            row.get("kin", False),
            {slot: giving(v, f"{name}.foreign.{slot}") for slot, v in turned["foreign"].items()},
            frozenset(row.get("without", "").split()),
            frozenset(row.get("things", "").split()),
            row.get("close", False),
            row.get("together", False),
            row.get("denies", False),
            frozenset(row.get("behind", "").split()),
            row.get("agents", False),
            frozenset(row.get("names", ())),
            row.get("done", ""),
            frozenset(row.get("literal", "").split()),
            events(row.get("echoes", ())),
            frozenset(row.get("survives", ())),
        )
        _index(event, row, verbs, nouns, longer, fail)
        for feature in event.names:
            named.setdefault(feature, []).append(event)
    for start, row in tables(text, "scope", table.get("scope", [])):
        above = start
        for group in row.get("literal", "").split():
            if group not in groups:
                raise fail(f"scope {row['id']}: literal {group!r}, which [words] lacks", group)
        scope = Scope(
            row["id"],
            frozenset(map(key, row.get("until", ()))),
            events(row.get("over", ())),
            row.get("that", False),
            frozenset(row.get("literal", "").split()),
            row.get("whole", False),
        )
        _index(scope, row, verbs, nouns, longer, fail)
    return Profile(
        str(table["name"]),
        str(table["version"]),
        tuple(roles),
        {row["hosts"]: row["id"] for row in table["role"] if "hosts" in row},
        words,
        people,
        {feature: tuple(events) for feature, events in named.items()},
        _cues(verbs, nouns),
        {first: tuple(found) for first, found in longer.items()},
    )


def _joined(known: Any, more: Any) -> Any:
    """What two files say under one key, together."""
    if isinstance(known, list) and isinstance(more, list):
        return known + more
    return known | more if isinstance(known, dict) and isinstance(more, dict) else more


def _twice(known: Any, more: Any) -> str:
    """A key that both tables have, or nothing."""
    both = known.keys() & more.keys() if isinstance(known, dict) and isinstance(more, dict) else ()
    return min(both, default="")


def _forms(word: str) -> list[str]:
    """The forms of a word as an editor wrote it; a ه that is no ة stays: مياه has no plural «ميات», which مئات would be."""
    base = key(word)
    return [base, "ال" + base] if word.endswith("ه") else inflections(base)


def _index(
    owner: Event | Scope,
    row: dict[str, Any],
    verbs: dict[str, list[Event | Scope]],
    nouns: dict[str, list[Event | Scope]],
    longer: dict[str, list[tuple[tuple[str, ...], Event | Scope]]],
    fail: Any,
) -> None:
    """Enter the words of an event or scope, as an editor wrote them; those of several words under the first."""
    for verb in row.get("verbs", ()):
        parts = verb.split()
        if len(parts) != 2 or any(len(key(part)) < 2 for part in parts):
            raise fail(f"{owner.id}: a verb is «past present», such as «أعاد يعيد», not {verb!r}", verb)
        verbs.setdefault(verb, []).append(owner)
    for noun in row.get("nouns", ()):
        words = [w for part in noun.split() for w in ([GAP] if part == GAP else key(part).split())]
        if not words or words == [GAP]:
            raise fail(f"{owner.id}: {noun!r} holds no Arabic word", noun)
        if GAP in (words[0], words[-1]):
            raise fail(f"{owner.id}: {noun!r}: «{GAP}» stands between words", noun)
        if len(words) == 1:
            nouns.setdefault(noun, []).append(owner)
            continue
        longer.setdefault(words[0], []).append((tuple(words[1:]), owner))
        if len(words) == 2 and GAP not in words and not any(word.startswith("ال") for word in words):
            longer.setdefault("ال" + words[0], []).append((("ال" + words[1],), owner))  # عبوة ناسفة، العبوة الناسفة
            if isinstance(owner, Event):
                longer.setdefault(words[0], []).append((("ال" + words[1],), owner))  # عملية طعن، عملية الطعن
                if not any(word.endswith(("ه", "ا", "ت")) for word in words):
                    longer.setdefault(words[0] + "ا", []).append(((words[1] + "ا",), owner))  # إنزالا جويا


def _cues(
    verbs: dict[str, list[Event | Scope]], nouns: dict[str, list[Event | Scope]]
) -> dict[str, tuple[tuple[Event | Scope, str], ...]]:
    """Every form of the words, with what it opens; each word is inflected once, whoever lists it."""
    cues: dict[str, tuple[tuple[Event | Scope, str], ...]] = {}
    parts = [verb.split() for verb in verbs]  # تسلّم, he received, and تُسلّم, she hands over, look alike
    alike = {key(past) for past, _ in parts} & {"ت" + key(present)[1:] for _, present in parts}
    for (past, present), owners in zip(parts, verbs.values(), strict=True):
        short = jussives(past, present)
        verbal, shortened = (tuple((owner, form) for owner in owners) for form in ("verb", "jussive"))  # shared
        for form in conjugate(past, present):
            told = shortened if form in short else verbal
            if form in alike:
                told = tuple((owner, "his" if form == key(past) else "hers") for owner in owners)
            cues[form] = cues[form] + told if form in cues else told
    for noun, owners in nouns.items():
        nominal = tuple((owner, "noun") for owner in owners)
        for form in _forms(noun):
            cues[form] = tuple(dict.fromkeys(cues[form] + nominal)) if form in cues else nominal
    return cues
