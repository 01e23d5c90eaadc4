"""Sentences of news from many regions: where something happened, where a threat is, where people are held.

`tests/data/role_sentences.csv` holds them: `roles` must be found, `also` may be, nothing else.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from briefmap import Article, brief

ROLES = {"incident_location", "threat_region", "detention_location"}
with (Path(__file__).parent / "data" / "role_sentences.csv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))


def listed(cell: str) -> set[tuple[str, str]]:
    return {(role, place) for role, _, place in (one.partition("=") for one in cell.split("|") if one)}


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:40] for row in ROWS])
def test_a_sentence_gives_these_roles_and_no_other(row: dict[str, str]) -> None:
    found = {(a.role, a.place.name) for a in brief(Article(row["text"])).assignments if a.role in ROLES}
    assert listed(row["roles"]) <= found
    assert found <= listed(row["roles"]) | listed(row["also"])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("وأعلنت ساحل العاج تعزيز دورياتها خشية انتقال العنف إلى أراضيها.", "Côte d'Ivoire"),
        ("حضّت السفارة رعاياها على مغادرة مالي بسبب تدهور الوضع الأمني فيها.", "Mali"),
    ],
)
def test_a_pronoun_stands_for_the_place_under_threat(text: str, place: str) -> None:
    assert (place, "threat_region") in {(a.place.name, a.role) for a in brief(Article(text)).assignments}


def test_a_noun_stands_for_the_city_of_the_sentence_before() -> None:
    text = "وصل الوفد إلى مقديشو صباحا. وبعد ساعات هز انفجار المدينة وأوقع ثلاثة قتلى."
    found = brief(Article(text)).assignments
    told = next(a for a in found if a.role == "incident_location")
    assert told.place.name == "Mogadishu"
    assert told.evidence[0].span.of(text) == text
