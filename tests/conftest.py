"""Tests run what is there: compiled rooms, which an edit of their source leaves behind."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_sessionstart() -> None:
    for source in (ROOT / "briefmap").rglob("*.py"):
        for made in source.parent.glob(f"{source.stem}.*.so"):
            if made.stat().st_mtime < source.stat().st_mtime:
                pytest.exit(
                    f"{source.relative_to(ROOT)} is newer than what is compiled of it: make compiled, or delete {made.name}",
                    2,
                )
