"""Every error briefmap raises on purpose.

    BriefmapError
    ├── ArticleError (also ValueError)       the article can't be read, or holds no Arabic text
    │   └── NoPlaceError                     the article names no place that briefmap knows
    ├── GazetteerError (also ValueError)     a gazetteer is missing, broken, or of another version
    ├── ProfileError (also ValueError)       a role profile is not valid; the message names the line
    ├── CorpusError (also ValueError)        the articles or the dataset of a batch are not what the command needs
    ├── ClusterError (also OSError)          a Dask cluster can't be reached, or isn't fit for the work
    ├── OutputError (also OSError)           the result can't be written
    └── OnlineError (also OSError)           an online geocoder, asked for by the user, didn't answer

Each message is one line that names the input and says what to do about it.
"""

__all__ = [
    "ArticleError",
    "BriefmapError",
    "ClusterError",
    "CorpusError",
    "GazetteerError",
    "NoPlaceError",
    "OnlineError",
    "OutputError",
    "ProfileError",
]


class BriefmapError(Exception):
    """The base of every error that briefmap raises on purpose."""


class ArticleError(BriefmapError, ValueError):
    """The article can't be read, or holds no Arabic text."""


class NoPlaceError(ArticleError):
    """The article names no place that briefmap knows."""


class GazetteerError(BriefmapError, ValueError):
    """A gazetteer is missing, broken, or of another version."""


class ProfileError(BriefmapError, ValueError):
    """A role profile is not valid."""


class CorpusError(BriefmapError, ValueError):
    """The articles or the dataset of a batch are not what the command needs."""


class ClusterError(BriefmapError, OSError):
    """A Dask cluster can't be reached, or isn't fit for the work."""


class OutputError(BriefmapError, OSError):
    """The result can't be written."""


class OnlineError(BriefmapError, OSError):
    """An online geocoder, asked for by the user, didn't answer."""
