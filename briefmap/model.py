"""The values that pass along the pipeline: frozen, slotted, compared by content.

Offsets count code points of the article's original text, the end exclusive. Coordinates are degrees,
EPSG:4326. Collections are tuples, so that a value can be hashed, shared between threads and pickled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    import folium
    import geopandas

__all__ = [
    "Article",
    "Briefing",
    "Candidate",
    "Evidence",
    "Mention",
    "MentionKind",
    "Place",
    "PlaceKind",
    "Resolution",
    "Role",
    "RoleAssignment",
    "Span",
]

PlaceKind = Literal["country", "region", "admin", "city", "site", "water"]
MentionKind = Literal["toponym", "demonym", "metonym", "organisation"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of the original text, counted in code points.

    >>> Span(2, 6).of("في روما اليوم")
    ' روم'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One news article: its text as it was read, unchanged, and where it came from.

    >>> Article("اجتمع الوزراء في روما.\\nوقال الوزير …", id="a1").title
    'اجتمع الوزراء في روما.'
    """

    text: str
    id: str = "article"
    headline: str = ""
    """A title that came with the article (an HTML title, a column of a table), when there was one."""

    @property
    def title(self) -> str:
        """The headline, or else the first line of the text that reads like one (two words at least)."""
        if self.headline.strip():
            return self.headline.strip()
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        return next((line for line in lines if len(line.split()) > 1), lines[0] if lines else self.id)


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    `id` names it for good: `geonames:3169070`, `iso:IT` (a country), `iso:IQ-AN` (a province),
    `m49:145` (a region of the UN's M49 list), `region:sahel`, `site:al-hol-camp`.
    `lat` and `lon` are a representative point in degrees. `population` 0 means unknown.
    """

    id: str
    name: str
    name_ar: str
    kind: PlaceKind
    lat: float
    lon: float
    iso2: str = ""
    """ISO 3166-1 alpha-2 of the country itself or of the country it lies in; empty for several countries."""
    admin1: str = ""
    """`id` of the province it lies in, where known."""
    feature: str = ""
    """GeoNames feature code: PCLI, ADM1, PPLC, PPL, RGN, SEA, STRT, CMP …"""
    population: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a mention may name, how well it fits (0 to 1), and why it won or lost."""

    place: Place
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A string of the article that names a place, with its article ال and without prefixes stuck to it."""

    span: Span
    text: str
    kind: MentionKind
    places: tuple[str, ...]
    """`id` of every place that the gazetteer knows under this name."""
    reason: str
    """Why the string was taken for a place."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a mention was resolved to.

    `place` is None where no candidate was good enough; `uncertain` marks a winner whose runner-up came close,
    or one that was matched by sound alone. `candidates` holds the winner first, then those that lost.
    """

    mention: Mention
    place: Place | None
    score: float
    uncertain: bool
    candidates: tuple[Candidate, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that gives a place its role, and the words in it that say so."""

    span: Span
    """The sentence in the article."""
    quote: str
    cue: Span
    """The words that spoke, such as «أعادت»."""
    mention: Span
    """The mention of the place that the cue was about."""
    rule: str
    """Name of the profile's rule, such as `repatriation.who`."""


@dataclass(frozen=True, slots=True)
class RoleAssignment:
    """One role of one place, how sure (0 to 1), and every sentence that says so, best first."""

    place: Place
    role: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """How a profile names and draws one role. `color` is `#rrggbb`; `symbol` is one character."""

    id: str
    label_ar: str
    label_en: str
    color: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that was found in one article. Made by `briefmap.brief`."""

    article: Article
    resolutions: tuple[Resolution, ...]
    """One for each mention, in the order of the text."""
    assignments: tuple[RoleAssignment, ...]
    """Sorted by the profile's order of roles, then by score."""
    roles: tuple[Role, ...]
    """Every role of the profile, in its order."""
    profile: str
    """Name and version of the role profile, such as `security 1`."""
    gazetteer: str
    """Version and digest of the gazetteer."""
    notes: tuple[str, ...] = field(default=())
    """What the reader should know, such as an online geocoder that didn't answer."""
    areas: Path | None = None
    """The gazetteer's file where it has polygons beyond those that come with briefmap."""

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that a mention was resolved to, once, in the order of the text; not those inside the name of
        an organisation, which the article does not speak of."""
        meant = (r for r in self.resolutions if r.mention.kind != "organisation")
        return tuple({r.place.id: r.place for r in meant if r.place}.values())

    # Those below only call the room that does the work; they import it late, since it is heavy.

    def to_map(self) -> folium.Map:
        """The interactive map, with a layer for each role that occurs."""
        from briefmap.render.map import draw

        return draw(self)

    def to_geodataframe(self) -> geopandas.GeoDataFrame:
        """One row a place and role, EPSG:4326; polygons for areas, points for the rest."""
        from briefmap.export import geodataframe

        return geodataframe(self)

    def _repr_html_(self) -> str:
        """What a notebook shows: the page in a frame."""
        from briefmap.export.fragment import fragment_html

        return fragment_html(self)

    def to_json(self) -> str:
        """The JSON that `briefmap analyze` prints."""
        from briefmap.export import json_text

        return json_text(self)
