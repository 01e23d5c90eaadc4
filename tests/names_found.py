"""What the tests of recognition ask of a text."""

from __future__ import annotations

from briefmap import Article, brief


def named(text: str) -> list[str]:
    """What is taken for a place or a government, as the article writes it."""
    found = (r.mention for r in brief(Article(text)).resolutions)
    return [m.text for m in found if m.kind in ("toponym", "metonym")]
