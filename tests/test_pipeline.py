"""The pipeline on sentences of our own: which strings are places, which place, and what is said of it."""

import pytest

from briefmap import Article, ArticleError, brief
from briefmap.briefing import explain


def roles(text: str) -> set[tuple[str, str]]:
    return {(a.place.name, a.role) for a in brief(Article(text)).assignments}


def test_prefixes_are_parted_from_names_and_spans_index_the_original_text():
    text = "وصل الوفد إلى بغداد ثم للعراق ولـمالي."
    found = [(r.mention.text, r.place.name if r.place else "") for r in brief(Article(text)).resolutions]
    assert found == [("بغداد", "Baghdad"), ("لعراق", "Iraq"), ("مالي", "Mali")]
    for resolution in brief(Article(text)).resolutions:
        assert resolution.mention.span.of(text) == resolution.mention.text


def test_a_meeting_gives_its_city_a_role():
    assert ("Geneva", "meeting_location") in roles("عقد الوزراء اجتماعا في جنيف أمس.")


def test_a_negated_return_makes_a_state_reluctant():
    found = roles("لم تستعد تركمانستان مواطنيها من المخيمات.")
    assert ("Turkmenistan", "reluctant_state") in found
    assert ("Turkmenistan", "repatriating_state") not in found


def test_a_denied_event_gives_no_role_and_is_explained():
    text = "نفى المتحدث وقوع هجوم في الموصل."
    told = explain(Article(text))
    assert ("Mosul", "incident_location") not in {(a.place.name, a.role) for a in told.briefing.assignments}
    assert {(d.role, d.reason) for d in told.dropped} == {("incident_location", "denied")}


def test_evidence_quotes_the_sentence_and_its_cue():
    text = "خبر أول.قتل خمسة جنود في انفجار في الموصل."
    assignment = next(a for a in brief(Article(text)).assignments if a.role == "incident_location")
    evidence = assignment.evidence[0]
    assert evidence.quote == "قتل خمسة جنود في انفجار في الموصل."
    assert evidence.span.of(text) == evidence.quote
    assert evidence.cue.of(text) in ("قتل", "انفجار")


def test_a_text_without_arabic_is_refused():
    with pytest.raises(ArticleError, match="no Arabic"):
        brief(Article("no Arabic here"))


def test_such_as_is_no_verb_and_members_take_the_role_of_their_group():
    found = roles("أعادت العديد من دول البلقان، بما في ذلك ألبانيا وكوسوفو، مقاتلين أجانب من سوريا.")
    assert {("Albania", "repatriating_state"), ("Kosovo", "repatriating_state")} <= found
    assert not any(role == "return_origin" and place != "Syria" for place, role in found)


def test_an_ally_of_a_state_does_not_stand_for_the_state():
    found = roles("كانت فرنسا، وهي من أقرب حلفاء الولايات المتحدة، من أكثر المترددين في إعادة مواطنيها.")
    assert ("France", "reluctant_state") in found
    assert not any(place == "United States" for place, _ in found)


def test_a_place_inside_an_organisations_name_is_not_drawn():
    briefing = brief(Article("قالت قوات سوريا الديمقراطية إن الوضع هادئ."))
    assert [r.mention.kind for r in briefing.resolutions] == ["organisation"]
    assert briefing.places == ()
