"""What every page of ours carries to need no other computer, and the policy that lets it run nothing else."""

from __future__ import annotations

import base64
import hashlib
import importlib
import re
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["inlined", "leaflet", "policy", "written"]


def policy(styles: list[str], scripts: list[str]) -> str:
    """What a browser may do with the page: use its own styles and scripts, told by their digests, and load nothing."""

    def digests(texts: list[str]) -> str:
        return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts)

    return (
        f"default-src 'none'; script-src {digests(scripts)}; style-src {digests(styles)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def leaflet() -> tuple[str, str]:
    """Leaflet's style and script, without their references to other files."""
    folder = Path(importlib.import_module("xstatic.pkg.leaflet").BASE_DIR)
    style = (folder / "leaflet.css").read_text(encoding="utf-8")
    script = (folder / "leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"url\([^)]*\)", "none", style), script.rpartition("//# sourceMappingURL")[0] or script


def inlined(json: str) -> str:
    """JSON that may stand within a script element: nothing in it opens or closes markup."""
    return json.strip().replace("<", "\\u003c")


def written(folder: Path, template: str, **values: Any) -> str:
    """A template of a folder with its values, each escaped unless it is Markup."""
    from jinja2 import Environment, FileSystemLoader

    pages = Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return pages.get_template(template).render(**values)
