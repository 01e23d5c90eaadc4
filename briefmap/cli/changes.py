"""How `briefmap compare` prints what it found."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from briefmap.cli.tables import table

if TYPE_CHECKING:
    from briefmap.corpus.compare import Comparison

__all__ = ["changes_csv", "changes_json", "changes_table"]

_LINES = 40


def changes_table(found: Comparison) -> str:
    """The changes in most articles, and how many there are of each kind."""

    def told(end: tuple[str, str]) -> str:
        return f"{found.places[end[0]][1]}: {found.roles[end[1]][1]}" if end[0] else "–"

    counted = found.counted()
    rows = [(kind, f"{articles:,}", told(old), told(new)) for kind, old, new, articles in counted[:_LINES]]
    parts = [table(("Change", "Articles", "Before", "After"), rows)] if rows else []
    if len(counted) > _LINES:
        parts.append(f"… and {len(counted) - _LINES:,} more: --format csv prints all")
    by_kind = _by_kind(found)
    parts.append(
        f"{found.articles:,} articles in both: {found.same:,} places with the same role, "
        + ", ".join(f"{number:,} {name}" for name, number in by_kind.items())
    )
    if found.only_before or found.only_after:
        parts.append(f"Only in the first: {found.only_before:,} articles; only in the second: {found.only_after:,}")
    return "\n".join(parts)


def changes_csv(found: Comparison) -> str:
    """Every change, one a line."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(("change", "article_id", "place_before", "role_before", "place_after", "role_after", "quote"))
    for change in found.changes:
        writer.writerow((change.kind, change.article_id, *change.before, *change.after, change.quote))
    return sink.getvalue()


def changes_json(found: Comparison) -> str:
    """The counts, as the table has them, for machines."""
    keys = ("change", "place_before", "role_before", "place_after", "role_after", "articles")
    rows = [dict(zip(keys, (kind, *old, *new, number), strict=True)) for kind, old, new, number in found.counted()]
    told = {
        "articles": found.articles,
        "only_before": found.only_before,
        "only_after": found.only_after,
        "same": found.same,
        **_by_kind(found),
        "changes": rows,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _by_kind(found: Comparison) -> dict[str, int]:
    return {kind: sum(c.kind == kind for c in found.changes) for kind in ("gained", "lost", "moved", "role")}
