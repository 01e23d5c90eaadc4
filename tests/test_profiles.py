"""Role profiles: what `briefmap profile` says of them, and that what docs and template teach holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefmap import Article, brief
from briefmap.arabic import key
from briefmap.cli import main
from briefmap.errors import ProfileError
from briefmap.profiles import load, parse

DOCS = Path(__file__).parents[1] / "docs" / "profiles.md"
ROLE = """name = "floods"
version = "1"
[[role]]
id = "flooded"
label_ar = "منطقة غمرتها المياه"
label_en = "Flooded area"
color = "#2b6ca3"
symbol = "●"
"""
EVENT = """[[event]]
id = "flood"
verbs = ["غمر يغمر"]
nouns = ["فيضان", "سيول"]
object = "flooded"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def briefmap(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def roles(text: str, profile: str) -> set[tuple[str, str]]:
    return {(a.place.name, a.role) for a in brief(Article(text), profile=parse({"test": profile})).assignments}


# profile check


def test_check_prints_roles_events_and_cues() -> None:
    Path("floods.toml").write_text(ROLE + EVENT, encoding="utf-8")
    result = briefmap("profile", "check", "floods.toml")
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == "floods.toml: valid; profile floods 1"
    assert re.split(r" {2,}", lines[2]) == ["Role", "Events", "Cues", "الدور"]
    role, events, cues, arabic = re.split(r" {2,}", lines[3])
    assert (role, events, arabic) == ("flooded", "1", "منطقة غمرتها المياه")
    assert int(cues) > 40  # all forms of one verb and two nouns
    assert lines[6] == "flooded: flood"
    assert lines[8] == f"1 events and 0 scopes, {cues} cues (every form of every verb and noun)"


@pytest.mark.parametrize("name", ["security", "humanitarian"])
def test_the_profiles_that_ship_are_valid(name: str) -> None:
    result = briefmap("profile", "check", name)
    assert (result.exit_code, result.stdout.split(";")[0]) == (0, f"{name}: valid")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('version = "1"', 1, "«name» is missing"),
        ('name = "a"\nversion = "1"\nrole = 3\nevent = []', 3, "each role is a table of its own, under [[role]]"),
        (ROLE + "[[role]]\n" + EVENT, 9, 'a role needs an id of letters, digits and _: id = "…"'),
        (ROLE + '[[role]]\nid = "flooded"\n' + EVENT, 10, "two roles are called 'flooded'"),
        (ROLE + '[[role]]\nid = "dry"\n' + EVENT, 9, "role dry lacks label_ar, label_en, color, symbol"),
        (ROLE.replace("#2b6ca3", "blue") + EVENT, 7, "color 'blue' is not of the form #rrggbb"),
        (
            ROLE + 'words = ["فيضان"]\n' + EVENT,
            9,
            "role flooded: 'words' is not known here; use color, hosts, id, label_ar, label_en, symbol",
        ),
        ('words = ["فيضان"]\n' + ROLE + EVENT, 1, "words is one table, under [words]"),
        (ROLE + '[words]\nrain = "مطر"\n' + EVENT, 10, '[words] rain is a list of words in quotes: rain = ["…", "…"]'),
        (
            ROLE + EVENT + '[[event]]\nid = "rain"\nverbs = "أمطر يمطر"\n',
            16,
            'event rain: verbs is a list of texts in quotes: verbs = ["…", "…"]',
        ),
        (ROLE + EVENT + '[[event]]\nid = "rain"\n', 14, "event rain has neither verbs nor nouns"),
        (
            ROLE + EVENT + '[[event]]\nid = "rain"\nnouns = ["مطر"]\nobject = "wet"\n',
            17,
            "rain.object: no role is called 'wet'",
        ),
        (ROLE + EVENT.replace('"flooded"', '{ town = "flooded" }'), 13, "flood.object: 'town' is no kind of place"),
        (ROLE + EVENT + 'whom = "flooded"\n', 14, "event flood: 'whom' is not known here"),
        (ROLE + EVENT + 'needs = "rain"\n', 14, "event flood: needs 'rain', which [words] lacks"),
        (ROLE + EVENT + 'grain = "fine"\n', 14, "event flood: grain is one of all, finest"),
        (ROLE + EVENT + 'over = ["rain"]\n', 14, "event flood: over: no event is called 'rain'"),
        (ROLE + EVENT + '[groups]\nwet = ["rain"]\n', 15, "[groups] wet: no event is called 'rain'"),
        (ROLE + EVENT + '[groups]\nflood = ["flood"]\n', 15, "[groups] flood is a list of events, and none itself"),
        (ROLE + EVENT + '[groups]\nwet = "flood"\n', 15, "[groups] wet is a list of events"),
        ("groups = []\n" + ROLE + EVENT, 1, "groups is one table, under [groups]"),
        (ROLE + EVENT + 'survives = ["asked"]\n', 14, "event flood: survives: no scope is called 'asked'"),
        (ROLE + EVENT + 'negated = "flooded"\n', 14, "event flood: negated names slots"),
        (ROLE + EVENT + 'negated = { whom = "flooded" }\n', 14, "event flood: negated: 'whom' is no slot"),
        (
            ROLE + EVENT.replace("غمر يغمر", "غمر"),
            11,
            "flood: a verb is «past present», such as «أعاد يعيد», not 'غمر'",
        ),
        (ROLE + EVENT.replace("غمر يغمر", "غ ي"), 11, "flood: a verb is «past present»"),
        (ROLE + EVENT.replace("سيول", "؟"), 12, "flood: '؟' holds no Arabic word"),
        (ROLE + EVENT.replace("سيول", "سيول …"), 12, "flood: 'سيول …': «…» stands between words"),
        (ROLE + EVENT + '[[scope]]\nid = "denied"\nnouns = ["نفي"]\nstop = ["لكن"]\n', 17, "scope denied: 'stop'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, reason: str) -> None:
    Path("bad.toml").write_text(text, encoding="utf-8")
    result = briefmap("profile", "check", "bad.toml")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: bad.toml, line {line}: {reason}")
    assert result.stderr.count("\n") == 1


def test_a_group_stands_for_its_events_wherever_events_are_listed() -> None:
    rows = """
        [groups]
        wet = ["flood", "rain"]
        [[event]]
        id = "rain"
        nouns = ["مطر"]
        borrows = ["wet"]
        [[scope]]
        id = "denied"
        nouns = ["نفي"]
        over = ["wet"]
    """
    profile = parse({"floods": ROLE + EVENT + rows})
    (rain, _), (denied, _) = profile.cues["مطر"][0], profile.cues["نفي"][0]
    assert (rain.borrows, denied.over) == ({"flood", "rain"}, {"flood", "rain"})


def test_broken_toml_and_missing_files_are_one_line() -> None:
    Path("bad.toml").write_text('name = "a\n')
    Path("latin.toml").write_bytes(b'name = "\xe9"')
    for name, message in {
        "bad.toml": "not valid TOML: ",
        "latin.toml": "can't be read as UTF-8 text: ",
        "no.toml": "no such profile; ",
        ".": "no such profile; ",
    }.items():
        result = briefmap("profile", "check", name)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert result.stderr.startswith(f"Error: {name}: {message}")


def test_a_final_heh_is_not_inflected_as_if_it_were_a_feminine_ending() -> None:
    classes = parse({"test": ROLE + '[words]\nwater = ["مياه", "مدرسة"]\n' + EVENT}).classes
    assert [bool(classes(key(word))) for word in ("مياه", "المياه", "مئات", "مدارس", "المدرسة", "مدرستان")] == [
        *(True, True, False),
        *(False, True, True),
    ]


# profile new


def test_new_writes_a_profile_that_is_valid_and_works() -> None:
    result = briefmap("profile", "new", "protests.toml")
    assert (result.exit_code, result.stdout) == (
        0,
        "Wrote protests.toml\nChange it, then: briefmap profile check protests.toml\n",
    )
    assert briefmap("profile", "check", "protests.toml").exit_code == 0
    text = Path("protests.toml").read_text(encoding="utf-8")
    assert roles("تظاهر الآلاف في مدينة ليون بفرنسا.", text) == {("Lyon", "protest_location")}
    assert roles("توسطت قطر في الأزمة، ورفضت ألمانيا الوساطة.", text) == {
        ("Qatar", "mediator_state"),
        ("Germany", "refusing_state"),
    }
    assert roles("خرج الوزير من روما.", text) == set()


def test_new_leaves_a_file_that_is_there_as_it_was() -> None:
    Path("mine.toml").write_text("mine")
    result = briefmap("profile", "new", "mine.toml")
    assert (result.exit_code, result.stderr) == (2, "Error: mine.toml: is there already; name a new file\n")
    assert Path("mine.toml").read_text() == "mine"


# a folder of files


def test_the_files_of_a_folder_are_one_profile(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "profile.toml").write_text(ROLE + '[words]\nwater = ["مياه"]\n', encoding="utf-8")
    (own / "events.toml").write_text('[words]\nland = ["أرض"]\n' + EVENT + 'needs = "water land"\n', encoding="utf-8")
    assert briefmap("profile", "check", str(own)).stdout.startswith(f"{own}: valid; profile floods 1")
    found = load(str(own))
    assert {word for word, groups in found.words.items() if "land" in groups} >= {"ارض", "الارض"}


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (EVENT + 'needs = "air"\n', "own/events.toml, line 6: event flood: needs 'air', which [words] lacks"),
        ('[words]\nwater = ["ماء"]\n', "own/events.toml, line 2: [words] water stands in another file too"),
        ("[[event", "own/events.toml: not valid TOML: "),
    ],
)
def test_what_is_wrong_in_a_folder_is_told_with_its_file(events: str, told: str, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "profile.toml").write_text(ROLE + '[words]\nwater = ["مياه"]\n', encoding="utf-8")
    (own / "events.toml").write_text(events, encoding="utf-8")
    result = briefmap("profile", "check", str(own))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {tmp_path}/{told}")


def test_a_folder_without_its_first_file_is_no_profile(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    assert f"{own}: no such profile" in briefmap("profile", "check", str(own)).stderr


# docs/profiles.md


def test_the_example_of_the_docs_is_valid_and_does_what_they_say() -> None:
    text = "\n".join(re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S))
    assert roles("أضرب عمال الموانئ في مرسيليا.", text) == {("Marseille", "strike_location")}
    assert roles("توقف عمال المصنع في جنوة.", text) == {("Genoa", "strike_location")}
    assert roles("توقف القطار في جنوة.", text) == set()
    assert roles("عرضت النقابات وساطة قطر.", text) == {("Qatar", "mediator_state")}
    assert roles("نفت النقابة أن يكون الإضراب قد بدأ في ليون.", text) == set()


def test_the_docs_tell_of_every_key_of_an_event() -> None:
    docs = DOCS.read_text(encoding="utf-8")
    with pytest.raises(ProfileError) as error:
        parse({"test": ROLE + EVENT + 'whom = "flooded"\n'})
    for known in str(error.value).split("use ")[1].split(", "):
        assert f"`{known}`" in docs or f"`{known} =" in docs
