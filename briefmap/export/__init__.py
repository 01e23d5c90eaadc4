"""A briefing as data and as files that other programs open. Heavy libraries are imported by those who need them."""

from briefmap.export.data import COLUMNS, dump, geodataframe, geojson_text, json_text, rows

__all__ = ["COLUMNS", "dump", "geodataframe", "geojson_text", "json_text", "rows"]
