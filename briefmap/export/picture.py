"""A briefing as a static picture, drawn without a browser: PNG, SVG or PDF.

Lengths are points of 1/72 inch from the lower left corner, coordinates degrees. matplotlib from 3.11 on joins and
orders Arabic by itself, so text goes in as it reads; older ones would draw it wrong without a word.
"""

from __future__ import annotations

import io
import itertools
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from briefmap.boundaries import WORLDVIEWS, Boundaries, Worldview
from briefmap.errors import OutputError
from briefmap.export.data import ATTRIBUTION, plain
from briefmap.export.labels import Box, place_labels, spread
from briefmap.export.sheet import INK, SOFT, Sheet
from briefmap.export.view import Bounds, View, view_of
from briefmap.model import Briefing, Place, Role

if TYPE_CHECKING:
    import shapely
    from matplotlib.figure import Figure

__all__ = ["DPI", "SIZE", "picture_bytes"]

SIZE = (24.0, 16.0)
"""Width and height in centimetres, where none are given."""
DPI = 200

_POINTS = 72 / 2.54
_LIMITS = (6.0, 120.0)
_PIXELS = 150e6
_SEA, _LAND, _COAST = "#e9eff3", "#f8f7f3", "#bfc4c6"
_DISCLAIMER = (
    "لا تعبر الحدود والأسماء المرسومة عن موقف من الوضع القانوني لأي بلد أو إقليم. "
    "استخرجت الأماكن وأدوارها آليا من نص الخبر؛ راجع الجمل المقتبسة قبل الاعتماد عليها.",
    "Boundaries and names imply no position on the legal status of any country or territory. "
    "Places and roles were read from the article by a program; check the quoted sentences before relying on them.",
)
_UNCERTAIN = ("المكان غير مؤكد", "Place uncertain")
_OUTSIDE = ("خارج الإطار", "Out of view")


def picture_bytes(
    briefing: Briefing,
    form: Literal["png", "svg", "pdf"],
    size: tuple[float, float] = SIZE,
    dpi: int = DPI,
    worldview: Worldview = "un",
    titled: bool = True,
) -> bytes:
    """The map of a briefing as a picture with its title, legend, disclaimer and attribution.

    `size` is width and height in centimetres (6 to 120), `dpi` the pixels an inch of a PNG; `titled` is False
    where the title stands elsewhere. The same briefing gives the same bytes each time. Raises OutputError where matplotlib is missing or too old, or the size is out of bounds.
    """
    width, height = (length * _POINTS for length in size)
    if not all(_LIMITS[0] <= length <= _LIMITS[1] for length in size):
        raise OutputError(f"{size[0]:g} by {size[1]:g} cm: a picture's sides may be 6 to 120 cm; give another --size")
    if form == "png" and not (30 <= dpi <= 1200 and width * height * (dpi / 72) ** 2 <= _PIXELS):
        raise OutputError(f"{dpi} dpi: a picture may have 30 to 1200 dpi and 150 million pixels; give a smaller --dpi")
    matplotlib = _matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    style = {
        "font.family": ["DejaVu Sans"],  # comes with matplotlib and holds Arabic: the same picture on every machine
        "svg.fonttype": "path",
        "svg.hashsalt": "briefmap",
        "pdf.fonttype": 42,
        "hatch.linewidth": 1.6,
        "text.hinting": "no_hinting",  # hinted, letters of a line measured at 72 dpi are narrower than those drawn
        "text.usetex": False,
    }
    stamps: dict[str, dict[str, str | None]] = {
        "png": {"Software": "briefmap"},
        "svg": {"Date": None},
        "pdf": {"CreationDate": None},
    }
    title = plain(briefing.article.title)
    with matplotlib.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph ")  # an emoji in a title is a box, and no reason to talk
        figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor="white")
        FigureCanvasAgg(figure)
        _Picture(figure, briefing, worldview).draw(titled)
        file = io.BytesIO()
        figure.savefig(file, format=form, dpi=dpi, metadata={"Title": title, **stamps[form]})
    return file.getvalue()


def _matplotlib() -> Any:
    need = "pictures need matplotlib 3.11 or newer: pip install 'briefmap[pictures]'"
    try:
        import matplotlib
    except ImportError as error:
        raise OutputError(need) from error
    version = re.match(r"(\d+)\.(\d+)", matplotlib.__version__)
    if not version or (int(version[1]), int(version[2])) < (3, 11):
        raise OutputError(f"{need} (here is {matplotlib.__version__}, which draws Arabic wrong)")
    return matplotlib


@dataclass
class _Shown:
    """One place as it is drawn: with all its roles."""

    place: Place
    roles: list[Role] = field(default_factory=list)
    uncertain: bool = False


class _Picture(Sheet):
    """The picture while it is drawn: title, footer, legend and map on one sheet."""

    def __init__(self, figure: Figure, briefing: Briefing, worldview: Worldview) -> None:
        super().__init__(figure)
        self.briefing, self.worldview = briefing, worldview
        self.world = Boundaries.open(areas=briefing.areas)
        self.shown = _shown(briefing)
        self._geometries = self._read()

    def draw(self, titled: bool) -> None:
        top = self._title() if titled else self.height - 1
        bottom = self._footer()
        # The legend's height depends on what is out of view, and the window's ratio on the legend's height.
        outside = self._view(bottom + 60 * self.scale, top).outside
        bottom = self._legend(bottom, [shown for shown in self.shown if shown.place.id in outside])
        self._map(bottom, max(top, bottom + 20))

    def _read(self) -> dict[str, shapely.Geometry]:
        """The areas of the places shown that have one."""
        places = [shown.place for shown in self.shown if shown.place.kind not in ("city", "site")]
        joined = self.world.join(places, self.worldview).geometry if places else []
        return {p.id: g for p, g in zip(places, joined, strict=True) if g.geom_type != "Point"}

    def _view(self, bottom: float, top: float) -> View:
        import shapely

        areas: dict[str, Bounds] = {}
        for id, geometry in self._geometries.items():
            areas[id] = max(shapely.get_parts(geometry), key=lambda part: part.area).bounds
        aspect = (self.width - 2 * self.margin) / max(top - bottom, 20)
        return view_of([shown.place for shown in self.shown], areas, aspect)

    def _title(self) -> float:
        y = self.height - self.margin
        right = self.width - self.margin
        text = " ".join(self.briefing.article.title[:400].split())
        for line in self.wrap(text, 12.5, right - self.margin, 2, weight="bold"):
            self.say(right, y, line, 12.5, ha="right", weight="bold")
            y -= 18 * self.scale
        return y - 3 * self.scale

    def _footer(self) -> float:
        """Worldview, disclaimer and attribution, from below; returns where they end."""
        room, y = self.width - 2 * self.margin, self.margin
        made = f"{ATTRIBUTION} · briefmap · {self.briefing.profile} · {self.briefing.gazetteer}"
        notes = [(note, "left") for note in self.briefing.notes[::-1]]  # the credit of an online geocoder is one
        _, drawn = WORLDVIEWS[self.worldview]
        ar, en = (f"{view} {claim}" for view, claim in zip(drawn, _DISCLAIMER, strict=True))
        paragraphs = [(made, "left"), *notes, (en, "left"), (ar, "right")]
        for text, side in paragraphs:
            for line in reversed(self.wrap(text, 5.2, room, 4)):
                y += 8 * self.scale
                self.say(self.margin if side == "left" else self.width - self.margin, y, line, 5.2, SOFT, side)
        return y + 4 * self.scale

    # The legend

    def _legend(self, bottom: float, outside: Sequence[_Shown]) -> float:
        """Roles from right to left in as many lines as they need, with what the signs mean; returns where it ends."""
        entries: list[tuple[str, str, str, Role | None]] = []
        for role in self.briefing.roles:
            count = sum(role in shown.roles for shown in self.shown)
            if count:
                entries.append(("role", f"{role.label_ar} ({count})", role.label_en, role))
        if any(shown.uncertain for shown in self.shown):
            entries.append(("uncertain", *_UNCERTAIN, None))
        entries.append(("disputed", *WORLDVIEWS[self.worldview][0], None))
        chip, gap, room = 13 * self.scale, 10 * self.scale, self.width - 2 * self.margin
        sized = []
        for kind, ar, en, means in entries:
            (ar,), (en,) = (self.wrap(text, size, room - chip, 1) or [""] for text, size in ((ar, 7.5), (en, 6.2)))
            sized.append((kind, ar, en, means, chip + max(self.measure(ar, 7.5, ha="right"), self.measure(en, 6.2))))
        rows: list[list[Any]] = [[]]
        for entry in sized:
            if rows[-1] and sum(e[4] + gap for e in rows[-1]) + entry[4] > room:
                rows.append([])
            rows[-1].append(entry)
        y = bottom
        if outside:
            arabic = "، ".join(s.place.name_ar or s.place.name for s in outside)
            english = ", ".join(s.place.name for s in outside)
            y += 9 * self.scale
            for text, side in ((f"{_OUTSIDE[0]}: {arabic}", "right"), (f"{_OUTSIDE[1]}: {english}", "left")):
                (said,) = self.wrap(text, 6.2, room / 2 - gap, 1)
                self.say(self.width - self.margin if side == "right" else self.margin, y, said, 6.2, SOFT, side)
            y += 2 * self.scale
        top = y + 23 * self.scale * len(rows)
        for index, row in enumerate(rows):
            x, line = self.width - self.margin, top - 23 * self.scale * index
            for kind, ar, en, means, width in row:
                self._sign(x - 5 * self.scale, line - 10 * self.scale, kind, means)
                self.say(x - chip, line - 3 * self.scale, ar, 7.5, ha="right")
                english = self.say(x - chip, line - 13.5 * self.scale, en, 6.2, SOFT)
                english.set_ha("right")
                x -= width + gap
        return top + 4 * self.scale

    def _sign(self, x: float, y: float, kind: str, role: Role | None) -> None:
        if role is not None:
            self.chip(x, y, role, uncertain=False)
        elif kind == "uncertain":
            self.chip(x, y, Role("", "", "", SOFT, ""), uncertain=True)
        else:
            self.dashes(x, y)

    # The map

    def _map(self, bottom: float, top: float) -> None:
        import geopandas
        import shapely

        left, right = self.margin, self.width - self.margin
        view = self._view(bottom, top)
        rectangle = (left / self.width, bottom / self.height, (right - left) / self.width, (top - bottom) / self.height)
        axes = self.figure.add_axes(rectangle, facecolor=_SEA)
        axes.set_xlim(view.west, view.east)
        axes.set_ylim(view.south, view.north)
        axes.set_xticks([])
        axes.set_yticks([])
        for spine in axes.spines.values():
            spine.set(color=_COAST, linewidth=0.6)
        frame = geopandas.read_file(io.BytesIO(self.world.basemap().encode()), engine="pyogrio")
        thin = 0.35 * self.scale
        for geometry in frame.geometry:
            self._area(axes, view, geometry, facecolor=_LAND, edgecolor=_COAST, linewidth=thin, zorder=1)
        areas = [shown for shown in self.shown if shown.place.id in self._geometries]
        areas.sort(key=lambda shown: -self._geometries[shown.place.id].area)  # a small one lies on a large one
        for order, shown in enumerate(areas):
            self._fill(axes, view, shown, 2 + order / (len(areas) + 1))
        for dispute in self.world.disputed(self.worldview):
            for line in dispute.lines:
                for shift in view.shifts(shapely.LineString(line).bounds):
                    xs, ys = [x + shift for x, _ in line], [y for _, y in line]
                    axes.plot(xs, ys, color=INK, linewidth=0.7 * self.scale, linestyle=(0, (3, 2)), zorder=4)
        box = Box(left, bottom, right, top)
        self._places(view, box)

    def _fill(self, axes: Any, view: View, shown: _Shown, zorder: float) -> None:
        """Every role is seen: the first fills the area, the next ones hatch it."""
        geometry = self._geometries[shown.place.id]
        wide = shown.place.kind in ("region", "water")
        color = shown.roles[0].color
        faint = 0.16 if shown.uncertain or wide else 0.55
        self._area(axes, view, geometry, facecolor=color, alpha=faint, edgecolor="none", zorder=zorder)
        for role, hatch in zip(shown.roles[1:], itertools.cycle(("////", "\\\\\\\\", "||||", "----"))):
            self._area(
                axes, view, geometry, facecolor="none", edgecolor=role.color, hatch=hatch, linewidth=0, zorder=zorder
            )
        dashes: Any = (0, (4, 2)) if shown.uncertain else "-"
        outline = {"edgecolor": color, "linewidth": 0.8 * self.scale, "linestyle": dashes}
        self._area(axes, view, geometry, facecolor="none", zorder=zorder, **outline)

    def _area(self, axes: Any, view: View, geometry: shapely.Geometry, **style: Any) -> None:
        import shapely
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        for shift in view.shifts(geometry.bounds):
            rings = [
                Path(shapely.get_coordinates(ring) + (shift, 0), closed=True)
                for polygon in shapely.get_parts(geometry)
                if polygon.geom_type == "Polygon"
                for whole in (shapely.orient_polygons(polygon),)
                for ring in (whole.exterior, *whole.interiors)
            ]
            if rings:
                axes.add_artist(PathPatch(Path.make_compound_path(*rings), **style))

    def _places(self, view: View, box: Box) -> None:
        from matplotlib.patheffects import Stroke

        seen = [shown for shown in self.shown if shown.place.id not in view.outside]
        # Small things are named first: a region's name can stand anywhere in it.
        rank = {"city": 0, "site": 0, "admin": 1, "country": 2, "water": 3, "region": 4}
        seen.sort(key=lambda shown: rank[shown.place.kind])
        r = self.radius
        chips, wanted = [], []
        for shown in seen:
            x, y = view.at(shown.place, box)
            half = r * len(shown.roles)
            chips.append(Box(x - half, y - r, x + half, y + r))
            name = shown.place.name_ar or shown.place.name
            names = [(" ".join(name.split())[:60], 7.2, INK, "right"), (shown.place.name[:60], 5.4, SOFT, "left")]
            names = names[: 1 if name == shown.place.name else 2]
            widths = [self.measure(text, size, ha=side) for text, size, _, side in names]
            wanted.append((names, widths))
        own = chips
        chips = spread(chips, [shown.place.id not in self._geometries for shown in seen])
        for shown, sign, at in zip(seen, chips, own, strict=True):
            if sign != at:
                self.leader(at, Box(*sign.middle, *sign.middle), marker="o", color=shown.roles[0].color)
        sizes = [(max(widths) + 6 * self.scale, 17.5 * self.scale) for _, widths in wanted]
        for shown, chip, spot, (names, _) in zip(seen, chips, place_labels(chips, sizes, box), wanted, strict=True):
            for index, role in enumerate(shown.roles):
                self.chip(chip.right - r - 2 * r * index, (chip.bottom + chip.top) / 2, role, uncertain=shown.uncertain)
            if spot is None:
                continue
            if spot.away(chip) > 4 * self.scale:
                self.leader(chip, spot)
            halo = [Stroke(linewidth=1.8 * self.scale, foreground="white", alpha=0.85)]
            y = spot.top
            for text, size, color, side in names:
                # The halo is a text of its own, so that an SVG holds the letters themselves as glyphs.
                for more in ({"path_effects": halo, "zorder": 6.5}, {"zorder": 7}):
                    said = self.say((spot.left + spot.right) / 2, y, text, size, color, side, **more)
                    said.set_ha("center")
                y -= 9.5 * self.scale


def _shown(briefing: Briefing) -> list[_Shown]:
    """Every place that plays a role, with its roles in the profile's order."""
    found: dict[str, _Shown] = {}
    for role in briefing.roles:
        for assignment in briefing.assignments:
            if assignment.role == role.id:
                found.setdefault(assignment.place.id, _Shown(assignment.place)).roles.append(role)
    for shown in found.values():
        doubts = [r.uncertain for r in briefing.resolutions if r.place and r.place.id == shown.place.id]
        shown.uncertain = bool(doubts) and all(doubts)
    return list(found.values())
