"""Where the names of a static picture stand, so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Box", "place_labels", "spread"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top

    def holds(self, other: Box) -> bool:
        """Whether the other lies in this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.bottom <= other.bottom and other.top <= self.top

    def away(self, other: Box) -> float:
        """How far apart the two are; 0 where they touch."""
        x = max(self.left - other.right, other.left - self.right, 0)
        return math.hypot(x, max(self.bottom - other.top, other.bottom - self.top, 0))


def spread(signs: Sequence[Box], fixed: Sequence[bool]) -> list[Box]:
    """The signs with those that aren't fixed moved as little as it goes, so that none covers another.

    Edges may overlap by a sixth: near their place is worth more than clear of each other.

    >>> spread([Box(0, 0, 6, 6), Box(1, 0, 7, 6)], [True, False])
    [Box(left=0, bottom=0, right=6, top=6), Box(left=1.0, bottom=5.0, right=7.0, top=11.0)]
    """
    taken = [_core(sign) for sign, stays in zip(signs, fixed, strict=True) if stays]
    moved = []
    for sign, stays in zip(signs, fixed, strict=True):
        if not stays:
            width, height = sign.right - sign.left, sign.top - sign.bottom
            spots = [sign, *_around(sign, width, height, gap=-height / 6)]
            sign = next((spot for spot in spots if not any(map(_core(spot).meets, taken))), sign)
            taken.append(_core(sign))
        moved.append(sign)
    return moved


def _core(sign: Box) -> Box:
    edge = (sign.top - sign.bottom) / 12
    return Box(sign.left + edge, sign.bottom + edge, sign.right - edge, sign.top - edge)


def place_labels(signs: Sequence[Box], sizes: Sequence[tuple[float, float]], within: Box) -> list[Box | None]:
    """A spot for the label of each sign, as near as it goes, on no sign and no other label; None where there is none.

    `sizes` are (width, height). Earlier ones choose first.

    >>> place_labels([Box(50, 50, 60, 60)], [(20, 10)], Box(0, 0, 100, 100))
    [Box(left=45.0, bottom=61.0, right=65.0, top=71.0)]
    """
    taken: list[Box] = list(signs)
    spots: list[Box | None] = []
    rings = 11 if len(signs) <= 40 else 4  # in a crowd, a name far from its sign only adds to it
    for sign, (width, height) in zip(signs, sizes, strict=True):
        spot = next(
            (s for s in _around(sign, width, height, rings) if within.holds(s) and not any(map(s.meets, taken))), None
        )
        spots.append(spot)
        if spot:
            taken.append(spot)
    return spots


def _around(sign: Box, width: float, height: float, rings: int = 11, gap: float = 1) -> list[Box]:
    """Spots around a sign, above it first, in rings that grow."""
    x, y = sign.middle
    spots = []
    for ring in range(1, rings + 1):
        away = gap + 6 * (ring - 1)
        dx, dy = (sign.right - sign.left + width) / 2 + away, (sign.top - sign.bottom + height) / 2 + away
        for step in (0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11):
            # Along a rectangle and not a circle, since a label is wide and low.
            sin, cos = (round(f(step * math.pi / 8), 9) for f in (math.sin, math.cos))
            stretch = max(abs(sin), abs(cos))
            cx, cy = x + dx * sin / stretch, y + dy * cos / stretch
            spots.append(Box(cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2))
    return spots
