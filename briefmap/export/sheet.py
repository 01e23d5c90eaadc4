"""The sheet that a static picture is drawn on: its measures, and the words and signs that stand on it.

Lengths are points of 1/72 inch from the lower left corner. Letters and signs grow with the sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefmap.export.data import plain
from briefmap.export.labels import Box
from briefmap.model import Role

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["INK", "SOFT", "Sheet"]

INK, SOFT = "#22282e", "#5f6871"
_RLM = "\u200f"


class Sheet:
    """A figure as a sheet of paper: text in lines, the signs of roles, and the lines that tie names to them."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.width, self.height = (72.0 * float(side) for side in figure.get_size_inches())
        # Letters grow with the sheet, but less than it does.
        self.scale: float = min(max((self.width * self.height / (680 * 454)) ** 0.4, 0.55), 3.0)
        self.margin: float = 11 * self.scale
        self.radius: float = 4.3 * self.scale

    @property
    def _all(self) -> Any:
        return self.figure.transFigure

    def say(self, x: float, y: float, text: str, size: float, color: str = INK, ha: str = "left", **more: Any) -> Any:
        """Text whose top is at `y`; Arabic is told from Latin by its alignment to the right."""
        said = (_RLM if ha == "right" else "") + plain(text)
        return self.figure.text(
            x / self.width, y / self.height, said, size=size * self.scale, color=color, ha=ha, va="top",
            parse_math=False, **more,
        )  # fmt: skip

    def measure(self, text: str, size: float, **more: Any) -> float:
        """How wide a line of text is."""
        said = self.say(0, 0, text, size, **more)
        width = float(said.get_window_extent().width)
        said.remove()
        return width

    def wrap(self, text: str, size: float, room: float, lines: int, **more: Any) -> list[str]:
        """The text in at most so many lines; a word too long for a line is cut, and so is what is too much."""
        done: list[str] = []
        words = text.split()
        while words and len(done) < lines:
            count = len(words)
            while count > 1 and self.measure(" ".join(words[:count]), size, **more) > room:
                count -= 1
            line, rest = " ".join(words[:count]), words[count:]
            if (rest and len(done) == lines - 1) or self.measure(line, size, **more) > room:
                while len(line) > 1 and self.measure(line + "…", size, **more) > room:
                    line = line[:-1].rstrip()
                line += "…"
            done.append(line)
            words = rest
        return done

    def chip(self, x: float, y: float, role: Role, *, uncertain: bool) -> None:
        """A role's sign: a disc in its colour with its symbol; hollow where the place is uncertain."""
        from matplotlib.patches import Ellipse

        r = self.radius
        disc = Ellipse(
            (x / self.width, y / self.height), 2 * r / self.width, 2 * r / self.height, transform=self._all,
            facecolor="white" if uncertain else role.color, edgecolor=role.color if uncertain else "white",
            linewidth=(1.3 if uncertain else 0.8) * self.scale, zorder=8,
        )  # fmt: skip
        self.figure.add_artist(disc)
        if not role.symbol:
            return
        from matplotlib.font_manager import FontProperties
        from matplotlib.patches import PathPatch
        from matplotlib.textpath import TextPath
        from matplotlib.transforms import Affine2D

        # As an outline, which unlike a line of text can be put exactly into the middle of the disc.
        path = TextPath((0, 0), plain(role.symbol)[:1], size=10, prop=FontProperties(family="DejaVu Sans"))
        box = path.get_extents()
        if not box.width or not box.height:
            return
        size = 1.15 * r / max(box.width, box.height)
        middle = Affine2D().translate(-(box.x0 + box.x1) / 2, -(box.y0 + box.y1) / 2).scale(size).translate(x, y)
        onto = middle + Affine2D().scale(1 / self.width, 1 / self.height) + self._all
        ink = role.color if uncertain else "white"
        self.figure.add_artist(PathPatch(path, transform=onto, facecolor=ink, edgecolor="none", zorder=9))

    def dashes(self, x: float, y: float) -> None:
        """The sign of a disputed line, its middle at the point."""
        from matplotlib.lines import Line2D

        half = 5 * self.scale
        ends = ([(x - half) / self.width, (x + half) / self.width], [y / self.height] * 2)
        self.figure.add_artist(Line2D(*ends, color=INK, linewidth=0.8, linestyle=(0, (3, 2)), transform=self._all))

    def leader(self, chip: Box, spot: Box, marker: str = "", color: str = SOFT) -> None:
        """A line from the middle of a sign to the nearest point of what belongs to it, with a dot where it begins."""
        from matplotlib.lines import Line2D

        x, y = chip.middle
        to = (min(max(x, spot.left), spot.right), min(max(y, spot.bottom), spot.top))
        ends = ([x / self.width, to[0] / self.width], [y / self.height, to[1] / self.height])
        look: dict[str, Any] = {
            "color": color,
            "linewidth": 0.6 * self.scale,
            "marker": marker,
            "markersize": 2.4 * self.scale,
        }
        self.figure.add_artist(Line2D(*ends, markevery=[0], transform=self._all, zorder=6, **look))
