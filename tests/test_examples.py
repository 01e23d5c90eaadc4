"""The examples in docstrings, run."""

from __future__ import annotations

import doctest
import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = sorted(path for path in (ROOT / "briefmap").rglob("*.py") if ">>>" in path.read_text(encoding="utf-8"))


def room(path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of a file; where it is compiled, which leaves docstrings out, the file itself."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    module = import_module(name)
    if module.__file__ == str(path):
        return module
    spec = spec_from_file_location(name, path)
    assert spec and spec.loader
    source = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, source)
    spec.loader.exec_module(source)
    return source


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_examples_of_a_room_hold(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = doctest.testmod(room(path, monkeypatch))
    assert tried.attempted > 0
    assert tried.failed == 0
