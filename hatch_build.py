"""Compiles the gazetteer, the boundaries and the rooms that read an article when the package is built or installed."""

from __future__ import annotations

import compileall
import os
import sys
import tomllib
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GROUP = "briefmap"  # what the library that all compiled rooms share is named after


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs the deterministic builds of `gazetteer/`, then mypyc, before files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        compile_rooms(root)
        sys.path.insert(0, self.root)
        from gazetteer import boundaries
        from gazetteer.build import build

        build()
        boundaries.build()
        made = [path.relative_to(root).as_posix() for path in binaries(root)]
        if made and version != "editable":
            build_data["pure_python"] = False
            build_data["infer_tag"] = True
            build_data["force_include"] |= {path: path for path in made}


def binaries(root: Path) -> list[Path]:
    """What was compiled, beside its source."""
    end = EXTENSION_SUFFIXES[0]  # of this Python's version
    return [*root.glob(f"{GROUP}__*{end}"), *root.glob(f"{GROUP}/**/*{end}")]


def compile_rooms(root: Path) -> None:
    """Twice as fast by mypyc; where there is no C compiler, briefmap runs as plain Python with the same answers.

    What stays Python becomes bytecode, which many environments do not let Python write when it first runs.
    """
    compileall.compile_dir(root / GROUP, quiet=1)
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    rooms = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]["compiled"]
    sources = [root / GROUP / f"{room}.py" for room in rooms]
    known = binaries(root)
    made, edited = ([path.stat().st_mtime for path in paths] for paths in (known, sources))
    if len(made) == len(sources) + 1 and min(made) > max(edited):
        return
    for old in known:
        old.unlink()
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext
    from setuptools.errors import CCompilerError, ExecError, PlatformError

    os.chdir(root)
    options = ["--ignore-missing-imports", "--follow-imports=silent"]
    paths = [source.relative_to(root).as_posix() for source in sources]
    with TemporaryDirectory() as folder:
        options.append(f"--cache-dir={folder}")
        try:
            modules = mypycify([*options, *paths], opt_level="2", debug_level="0", group_name=GROUP, target_dir=folder)
            command = build_ext(Distribution({"name": GROUP, "packages": [GROUP], "ext_modules": modules}))
            command.build_temp, command.build_lib, command.inplace = folder, folder, True
            command.ensure_finalized()
            command.run()
        except (CCompilerError, ExecError, PlatformError, SystemExit) as error:  # SystemExit: a mypy of other opinions
            print(f"briefmap is installed as plain Python, half as fast: {error}", file=sys.stderr)
            for part in binaries(root):
                part.unlink()


if __name__ == "__main__":
    compile_rooms(Path(__file__).parent.resolve())
