"""briefmap turns an Arabic news article into an interactive briefing map, with no network.

>>> import briefmap
>>> briefing = briefmap.brief(briefmap.Article("اجتمع وزراء الخارجية في روما."))
>>> briefing.assignments[0].place.name
'Rome'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefmap.briefing import brief as brief
    from briefmap.errors import ArticleError as ArticleError
    from briefmap.errors import BriefmapError as BriefmapError
    from briefmap.errors import GazetteerError as GazetteerError
    from briefmap.errors import NoPlaceError as NoPlaceError
    from briefmap.errors import OnlineError as OnlineError
    from briefmap.errors import OutputError as OutputError
    from briefmap.errors import ProfileError as ProfileError
    from briefmap.gazetteer import Gazetteer as Gazetteer
    from briefmap.geocoder import GazetteerGeocoder as GazetteerGeocoder
    from briefmap.model import Article as Article
    from briefmap.model import Briefing as Briefing
    from briefmap.reading import read as read

__version__ = "0.1.0"

_ROOMS = {
    "ArticleError": "errors",
    "BriefmapError": "errors",
    "GazetteerError": "errors",
    "NoPlaceError": "errors",
    "OnlineError": "errors",
    "OutputError": "errors",
    "ProfileError": "errors",
    "Article": "model",
    "Briefing": "model",
    "Gazetteer": "gazetteer",
    "GazetteerGeocoder": "geocoder",
    "brief": "briefing",
    "read": "reading",
}

__all__ = [
    "Article",
    "ArticleError",
    "Briefing",
    "BriefmapError",
    "Gazetteer",
    "GazetteerError",
    "GazetteerGeocoder",
    "NoPlaceError",
    "OnlineError",
    "OutputError",
    "ProfileError",
    "__version__",
    "brief",
    "read",
]


def __getattr__(name: str) -> Any:
    """Import a room when it is first asked for, so that the command line starts fast."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'briefmap' has no attribute {name!r}")
    return getattr(import_module(f"briefmap.{_ROOMS[name]}"), name)
