"""How the package is built: which room may know which, what it says of itself, what it loads."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "briefmap"
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

# Each room may import those before it: the pipeline first, then what is made of a briefing, then the command line.
ROOMS = (
    *("errors", "model", "arabic", "inflection", "lexicon", "text", "sound", "gazetteer"),
    *(
        "matching",
        "extent",
        "signs",
        "ordinary",
        "namesakes",
        "hearing",
        "acting",
        "recognition",
        "governing",
        "phrases",
        "resolution",
        "provinces",
        "profiles",
        "denials",
        "verbs",
        "cues",
        "clauses",
        "nationals",
        "seats",
        "relatives",
        "subjects",
        "whereabouts",
        "anaphora",
        "elsewhere",
        "bare",
        "behind",
        "preceding",
        "apposition",
        "reach",
        "ellipsis",
        "frames",
        "sentences",
        "sources",
        "slots",
        "claims",
        "roles",
        "briefing",
    ),
    *("geocoder", "online"),
    *("pdf", "reading", "writing", "compiling", "boundaries", "render", "export", "corpus", "cli", "__main__"),
)
# A Briefing's own methods call the room that draws or writes it when they are called.
CALLED_LATE = {("model", "export"), ("model", "render")}

# Libraries that take long to load, and the only modules that import them at their top.
HEAVY = {
    *(
        "branca",
        "docx",
        "fiona",
        "folium",
        "geopandas",
        "geopy",
        "jinja2",
        "lxml",
        "markdown_it",
        "markupsafe",
        "matplotlib",
    ),
    *("numpy", "pandas", "pyarrow", "pyogrio", "pypdfium2", "requests", "shapely", "trafilatura"),
}
HEAVY_AT_TOP = {
    "briefmap.corpus.page": {"branca", "folium", "jinja2", "markupsafe"},
    "briefmap.geocoder": {"geopy"},
    "briefmap.render.map": {"branca", "folium"},
    "briefmap.render.page": {"jinja2", "markupsafe"},
}


def imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(module, when) of each import: "top", "late" inside a function, "types" for the type checker alone."""

    def below(node: ast.AST, when: str) -> Iterator[tuple[str, str]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from ((alias.name, when) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                module = child.module or ""
                assert child.level == 0, "write imports in full, from briefmap down"
                for alias in child.names:
                    whole = f"{module}.{alias.name}"
                    yield (whole if whole in MODULES else module), when
            elif isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
                yield from below(child, "types")
            elif isinstance(child, ast.FunctionDef):
                yield from below(child, "late" if when == "top" else when)
            else:
                yield from below(child, when)

    return below(tree, "top")


def names_taken() -> dict[str, set[str]]:
    """Which names each module gives to the others."""
    taken: dict[str, set[str]] = {}
    for importer in MODULES:
        for node in ast.walk(parsed(importer)):
            if isinstance(node, ast.ImportFrom) and node.module in MODULES and node.module != "briefmap":
                names = {alias.name for alias in node.names if f"{node.module}.{alias.name}" not in MODULES}
                taken.setdefault(node.module, set()).update(names)
    return taken


def parsed(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


TAKEN = names_taken()


def room_of(module: str) -> str:
    return (module.split(".") + [""])[1]


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    room = room_of(module)
    assert not room or room in ROOMS, f"give {room!r} its place in ROOMS"
    for imported, when in imports(parsed(module)):
        other = room_of(imported)
        if not imported.startswith("briefmap.") or other == room or when == "types" or not room:
            continue
        if (room, other) in CALLED_LATE:
            assert when == "late", f"{module} imports {imported} at its top"
        else:
            assert ROOMS.index(other) < ROOMS.index(room), f"{module} imports {imported}"


@pytest.mark.parametrize("module", MODULES)
def test_heavy_libraries_are_imported_where_they_are_used(module: str) -> None:
    top = {name.split(".")[0] for name, when in imports(parsed(module)) if when == "top"}
    assert top & HEAVY <= HEAVY_AT_TOP.get(module, set())


def test_the_gazetteer_s_tools_are_not_imported_by_the_package() -> None:
    for module in MODULES:
        assert "gazetteer" not in {name.split(".")[0] for name, _ in imports(parsed(module))}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_lists_what_the_others_import_from_it(module: str) -> None:
    if module.endswith("__main__"):
        return  # importing it runs the command line
    listed = getattr(import_module(module), "__all__", None)
    taken = TAKEN.get(module, set())
    if listed is None:
        assert taken == set(), f"{module} has no __all__"
        return
    assert taken - set(listed) == set()
    assert listed == sorted(set(listed), key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert [name for name in listed if not hasattr(import_module(module), name)] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_and_all_that_it_offers_say_what_they_are(module: str) -> None:
    tree = parsed(module)
    silent = [] if ast.get_docstring(tree) else [module]
    offered = [] if module.endswith("__main__") else getattr(import_module(module), "__all__", [])
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in offered and not ast.get_docstring(node):
            silent.append(f"{module}.{node.name}")
    assert silent == []


def test_every_public_method_of_what_the_package_offers_says_what_it_does() -> None:
    import briefmap

    silent = [
        f"{name}.{method}"
        for name in briefmap.__all__
        if isinstance(offered := getattr(briefmap, name), type)
        for method, value in vars(offered).items()
        if not method.startswith("_") and (callable(value) or isinstance(value, property | classmethod))
        if not getattr(value, "__doc__", None)
    ]
    assert silent == []


def test_the_package_offers_each_name_of_its_list_from_the_room_that_it_names() -> None:
    import briefmap

    assert briefmap.__all__ == sorted(briefmap.__all__)
    assert set(briefmap._ROOMS) | {"__version__"} == set(briefmap.__all__)
    for name, room in briefmap._ROOMS.items():
        assert getattr(briefmap, name) is getattr(import_module(f"briefmap.{room}"), name)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        briefmap.nothing  # noqa: B018


@pytest.mark.parametrize("form", ["json", "geojson", "table"])
def test_analyze_loads_nothing_heavy_in_any_form(form: str) -> None:
    script = (
        f"import sys; from briefmap.cli import main; main(['analyze', '-', '--format', {form!r}], standalone_mode=False);"
        f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    text = "اجتمع وزراء الخارجية في روما.\n".encode()
    done = subprocess.run([sys.executable, "-c", script], input=text, capture_output=True, timeout=60)
    assert (done.returncode, done.stderr.decode().strip()) == (0, "[]")
