"""Compiles the gazetteer and the boundaries into the package when it is built or installed."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs the deterministic builds of `gazetteer/` before files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        from gazetteer import boundaries
        from gazetteer.build import build

        build()
        boundaries.build()
