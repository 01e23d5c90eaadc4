"""The colours of roles, to eyes that lack one kind of cone: apart from each other, and each with a sign of its own."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest

from briefmap.corpus.atlas import _COLOURS
from briefmap.profiles import load

LEAST = 10.0
"""The least distance of two colours in CIE Lab (D65): 2.3 is what can just be told apart side by side, and areas on a
map lie apart. Colour is never alone: each role has its sign too, and that is why 10 is enough."""

# Linear sRGB to what is seen, at full severity: Machado, Oliveira and Fernandes (2009).
EYES = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)

Three = tuple[float, ...]


def times(matrix: tuple[Three, ...], column: Three) -> Three:
    return tuple(sum(factor * value for factor, value in zip(row, column, strict=True)) for row in matrix)


def linear(color: str) -> Three:
    values = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)


def lab(rgb: Three) -> Three:
    ratios = (value / white for value, white in zip(times(TO_XYZ, rgb), WHITE, strict=True))
    x, y, z = (t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(color: str, eyes: str) -> Three:
    return lab(tuple(min(max(value, 0.0), 1.0) for value in times(EYES[eyes], linear(color))))


def test_lab_is_what_the_standard_gives_for_white_and_red() -> None:
    assert lab(linear("#ffffff")) == pytest.approx((100, 0, 0), abs=0.01)
    assert lab(linear("#ff0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.01)


@pytest.mark.parametrize("eyes", EYES)
def test_all_eyes_see_the_same_grey(eyes: str) -> None:
    assert seen("#808080", eyes) == pytest.approx((53.59, 0, 0), abs=0.01)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("profile", ["security", "humanitarian"])
def test_the_colours_of_a_profile_s_roles_stay_apart(profile: str, eyes: str) -> None:
    near = [
        (one.id, other.id)
        for one, other in combinations(load(profile).roles, 2)
        if dist(seen(one.color, eyes), seen(other.color, eyes)) < LEAST
    ]
    assert near == []


@pytest.mark.parametrize("eyes", EYES)
def test_the_colours_of_an_atlas_stay_apart(eyes: str) -> None:
    assert min(dist(seen(one, eyes), seen(other, eyes)) for one, other in combinations(_COLOURS, 2)) >= LEAST


@pytest.mark.parametrize("profile", ["security", "humanitarian"])
def test_every_role_of_a_profile_has_a_sign_of_its_own(profile: str) -> None:
    symbols = [role.symbol for role in load(profile).roles]
    assert all(symbols) and len(set(symbols)) == len(symbols)


@pytest.mark.parametrize("profile", ["security", "humanitarian"])
def test_a_role_s_sign_stands_out_from_its_colour_in_black_or_in_white(profile: str) -> None:
    for role in load(profile).roles:
        light = times(TO_XYZ, linear(role.color))[1]
        assert max(1.05 / (light + 0.05), (light + 0.05) / 0.05) >= 4.5, role.id
