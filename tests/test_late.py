"""Imports that are put off: what folium doesn't need for a briefing map."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ARTICLE = "اجتمع وزراء الخارجية في روما.\n"


def run(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=120, input=ARTICLE.encode())
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().splitlines()[-1]


def test_a_put_off_module_is_not_loaded_until_it_is_used_and_then_is_the_real_one() -> None:
    script = """
import sys
from briefmap.cli.late import put_off
with put_off("colorsys"):
    import colorsys as late
before = "colorsys" in sys.modules
value = late.rgb_to_hsv(1, 0, 0)
import colorsys
print(before, value, late.rgb_to_hsv is colorsys.rgb_to_hsv)
"""
    assert run(script) == "False (0.0, 1.0, 1) True"


def test_a_module_used_inside_the_block_is_the_real_one_from_then_on() -> None:
    script = """
import sys
from briefmap.cli.late import put_off
with put_off("xml"):
    import xml.dom
    import xml as real
print(real is sys.modules["xml"], type(real).__name__, xml.dom.Node.ELEMENT_NODE)
"""
    assert run(script) == "True module 1"


def test_a_module_that_is_loaded_already_stays() -> None:
    script = """
import colorsys
from briefmap.cli.late import put_off
with put_off("colorsys"):
    import colorsys as again
print(again is colorsys)
"""
    assert run(script) == "True"


def test_the_map_command_loads_neither_pandas_nor_requests(tmp_path: Path) -> None:
    script = f"""
import sys
from briefmap.cli import main
main(["map", "-", "-o", {str(tmp_path / "map.html")!r}], standalone_mode=False)
print({{"pandas", "geopandas", "requests", "urllib3", "shapely", "matplotlib"}} & set(sys.modules), "folium" in sys.modules)
"""
    assert run(script) == "set() True"


def test_folium_draws_tables_all_the_same_after_its_import_was_hurried() -> None:
    script = """
from briefmap.cli.late import put_off
with put_off("pandas", "requests"):
    import folium
import geopandas, numpy, pandas
from shapely.geometry import box
frame = geopandas.GeoDataFrame({"name": ["a"], "value": [1.0]}, geometry=[box(1, 1, 2, 2)], crs="EPSG:4326")
world = folium.Map(location=pandas.DataFrame({"lat": [1.0], "lon": [2.0]}))
folium.GeoJson(frame).add_to(world)
folium.Marker(numpy.array([1.0, 2.0])).add_to(world)
print(world.location, '"name": "a"' in world.get_root().render())
"""
    assert run(script) == "[1.0, 2.0] True"
