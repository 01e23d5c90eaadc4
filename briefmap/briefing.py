"""The pipeline: article → mentions → places → roles → briefing. A pure function of the article and its resources."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from briefmap import lexicon, profiles
from briefmap.arabic import has_arabic
from briefmap.claims import Dropped
from briefmap.errors import ArticleError
from briefmap.gazetteer import Gazetteer
from briefmap.model import Article, Briefing
from briefmap.phrases import phrases
from briefmap.profiles import Profile
from briefmap.provinces import provinces_meant
from briefmap.recognition import Rejected, recognise
from briefmap.resolution import resolve
from briefmap.roles import assign
from briefmap.text import Text

__all__ = ["Explanation", "brief", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A briefing with what it turned down: strings that are no places here, and roles that were taken back."""

    briefing: Briefing
    rejected: tuple[Rejected, ...]
    dropped: tuple[Dropped, ...]


@cache
def _embedded() -> Gazetteer:
    return Gazetteer.open()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector still: nothing here is cyclic, and in a long text it would go through all that is
    alive again and again (a sixth of the time for 1 MB). Around a whole function, whose own values are gone then."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


def brief(article: Article, *, gazetteer: Gazetteer | None = None, profile: Profile | str = "security") -> Briefing:
    """What an Arabic article says of which places.

    `gazetteer` is the embedded one unless another is given; `profile` a profile, or the name of one.
    Raises ArticleError where the text holds no Arabic, ProfileError or GazetteerError where those are broken.

    >>> found = brief(Article("اجتمع وزراء الخارجية في روما."))
    >>> [(a.place.name, a.role) for a in found.assignments]
    [('Rome', 'meeting_location')]
    """
    return explain(article, gazetteer=gazetteer, profile=profile).briefing


@_uncollected()
def explain(
    article: Article, *, gazetteer: Gazetteer | None = None, profile: Profile | str = "security"
) -> Explanation:
    """Like `brief`, with the strings and roles that were turned down and why."""
    if not has_arabic(article.text):
        raise ArticleError(f"{article.id}: the text holds no Arabic; give an Arabic article")
    gaz = gazetteer or _embedded()
    rules = profiles.load(profile) if isinstance(profile, str) else profile
    text = Text.of(article.text, lexicon.load())
    mentions, rejected = recognise(text, gaz)
    around = phrases(text, mentions)
    resolutions = resolve(text, mentions, around, gaz)
    assignments, dropped = assign(text, resolutions, around, rules)
    resolutions = provinces_meant(resolutions, assignments)
    version = f"{rules.name} {rules.version}"
    briefing = Briefing(article, resolutions, assignments, rules.roles, version, gaz.version, areas=gaz.areas)
    return Explanation(briefing, rejected, dropped)
