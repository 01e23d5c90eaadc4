"""One chunk of records → one part of the dataset. It runs where it is sent: in this process or on a worker."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from briefmap import __version__, profiles
from briefmap.boundaries import Worldview
from briefmap.briefing import brief
from briefmap.corpus.dataset import VERSION, Part, encode
from briefmap.corpus.input import DUPLICATE, Chunk
from briefmap.corpus.records import Record, plain
from briefmap.errors import ArticleError, ClusterError
from briefmap.gazetteer import Gazetteer
from briefmap.model import Article, Briefing
from briefmap.reading import read

__all__ = ["Settings", "analyse", "settings"]

_PROVINCE = re.compile(r"iso:([A-Z]{2}-.+)")


@dataclass(frozen=True, slots=True)
class Settings:
    """What briefs the articles, small enough to go with every chunk: paths, and the versions found behind them."""

    gazetteer: str
    """Path of the gazetteer; empty for the embedded one."""
    profile: str
    pages: Worldview | None
    """With whom each article's page draws disputed areas; None for no pages."""
    versions: str
    """Versions of briefmap, gazetteer, profile and schema: a worker that has others must not answer."""

    @property
    def tag(self) -> str:
        return f"{self.versions}\n{self.pages}"


def settings(gazetteer: str = "", profile: str = "security", pages: Worldview | None = None) -> Settings:
    """Settings with the versions of this process. Raises GazetteerError or ProfileError."""
    return Settings(gazetteer, profile, pages, _versions(gazetteer, profile))


@cache
def _gazetteer(path: str) -> Gazetteer:
    """Opened once a process, however many chunks it is sent."""
    return Gazetteer.open(Path(path) if path else None)


@cache
def _versions(gazetteer: str, profile: str) -> str:
    rules = profiles.load(profile)
    return (
        f"briefmap {__version__}, gazetteer {_gazetteer(gazetteer).version}, "
        f"profile {rules.name} {rules.version} ({_profile_digest(profile)}), schema {VERSION}"
    )


def _profile_digest(name: str) -> str:
    """An editor may change a profile without another version in it."""
    data = b"".join(file.read_bytes() for file in profiles.files(name))
    return hashlib.sha256(data).hexdigest()[:8]


def analyse(chunk: Chunk, settings: Settings) -> Part:
    """Brief the articles of a chunk. One that can't be briefed costs the others nothing.

    Raises ClusterError where this process has other versions than the one that asks.
    """
    own = _versions(settings.gazetteer, settings.profile)
    if own != settings.versions:
        raise ClusterError(f"a worker has {own}, this process {settings.versions}; install the same on both")
    rows: dict[str, list[dict[str, Any]]] = {"places": [], "articles": [], "failures": []}
    pages: list[tuple[str, bytes]] = []
    for record in chunk.records:
        outcome = _outcome(record, settings)
        if isinstance(outcome, Briefing):
            page = ""
            if settings.pages and outcome.places:
                page = f"pages/{chunk.key}/{_safe(record.id)}-{record.digest.hex()[:8]}.html"
                pages.append((page, _page(outcome, settings.pages)))
            rows["places"] += _places(record, outcome)
            rows["articles"].append(_article(record, outcome, page))
        else:
            status = "duplicate" if record.problem.startswith(DUPLICATE) else "failed"
            rows["articles"].append(_article(record, None, "", status))
            told = {"article_id": record.id, "source": record.source, "line": record.line}
            rows["failures"].append({**told, "status": status, "reason": outcome})
    return encode(chunk.key, rows, pages)


def _outcome(record: Record, settings: Settings) -> Briefing | str:
    """The briefing of a record, or why there is none."""
    if record.problem:
        return record.problem
    try:
        if isinstance(record.content, bytes):
            with _Named(record.content, record.source) as file:
                found = read(file)
            article = Article(found.text, id=record.id, headline=found.headline)
        else:
            article = Article(record.content, id=record.id)
        return brief(article, gazetteer=_gazetteer(settings.gazetteer), profile=settings.profile)
    except ArticleError as error:
        return plain(" ".join(str(error).split()))
    except Exception as error:  # a fault of ours in one article of ten million must not end the run
        return plain(f"{type(error).__name__}: {error}"[:500])


class _Named(io.BytesIO):
    """The bytes of a file that was read already, with its name."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


def _page(briefing: Briefing, worldview: Worldview) -> bytes:
    from briefmap.render.map import page_html

    return page_html(briefing, worldview=worldview).encode(errors="replace")


def _places(record: Record, briefing: Briefing) -> list[dict[str, Any]]:
    """One row a place and role, with the columns of `dataset.PLACES`."""
    text = briefing.article.text
    labels = {role.id: role for role in briefing.roles}
    certain = {r.place.id for r in briefing.resolutions if r.place and not r.uncertain}
    found = []
    for assignment in briefing.assignments:
        place, role, best = assignment.place, labels[assignment.role], assignment.evidence[0]
        province = _PROVINCE.fullmatch(place.id if place.kind == "admin" else place.admin1)
        found.append(
            {
                "article_id": record.id,
                "date": record.date,
                "place_id": place.id,
                "name": place.name,
                "name_ar": place.name_ar,
                "kind": place.kind,
                "iso2": place.iso2,
                "iso3166_2": province[1] if province else "",
                "role": role.id,
                "role_ar": role.label_ar,
                "role_en": role.label_en,
                "score": round(assignment.score, 3),
                "uncertain": place.id not in certain,
                "evidence": len(assignment.evidence),
                "rule": best.rule,
                "quote": _utf8(best.quote),
                "quote_start": best.span.start,
                "quote_end": best.span.end,
                "cue": _utf8(best.cue.of(text)),
                "cue_start": best.cue.start,
                "cue_end": best.cue.end,
                "mention": _utf8(best.mention.of(text)),
                "mention_start": best.mention.start,
                "mention_end": best.mention.end,
                "lat": place.lat,
                "lon": place.lon,
                "profile": briefing.profile,
                "gazetteer": briefing.gazetteer,
            }
        )
    return found


def _article(record: Record, briefing: Briefing | None, page: str, status: str = "") -> dict[str, Any]:
    """One row of `dataset.ARTICLES`."""
    places = briefing.places if briefing else ()
    return {
        "article_id": record.id,
        "title": _utf8(briefing.article.title[:300]) if briefing else "",
        "date": record.date,
        "source": record.source,
        "status": status or ("done" if places else "no_place"),
        "places": len(places),
        "roles": len(briefing.assignments) if briefing else 0,
        "chars": len(briefing.article.text) if briefing else 0,
        "digest": record.digest.hex()[:16],
        "page": page,
        "note": record.note,
        "profile": briefing.profile if briefing else "",
        "gazetteer": briefing.gazetteer if briefing else "",
        "briefmap": __version__,
    }


def _utf8(text: str) -> str:
    """A text that can be stored: half a surrogate pair, as broken feeds have it, can't be written as UTF-8."""
    return text.encode(errors="replace").decode()


def _safe(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name)[:60].strip("-.") or "article"
