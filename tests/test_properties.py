"""What holds for every text, however broken: no crash, offsets right, evidence in its sentence, JSON whole."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefmap import Article, ArticleError, Briefing, brief
from briefmap.arabic import key, sentences, tokens
from briefmap.briefing import explain

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأؤإئ"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"  # the vowel marks
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u061c\ufeff\u00ad"
NAMES = ("روما", "فرنسا", "كوريا الجنوبية", "الولايات المتحدة", "جيبوتي", "البوسنة والهرسك", "كينيا")
CUES = ("اجتمع الوزراء في", "أعادت", "مقاتلين من", "لم تستعد", "نفت أن", "هجوم على", "بما في ذلك", "و", "ل", "،", ".")

settings.register_profile("briefmap", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("briefmap")

pieces = st.one_of(
    st.sampled_from(NAMES + CUES),
    st.text(LETTERS + MARKS + "ـ", max_size=12),
    st.text(UNSEEN, max_size=3),
    st.text("؟!؛:…«»“”\"'()[].,،٪%-–—/\\_@#\n\r\t\u2028\x85\x00", max_size=6),
    st.text("\ud800\udbff\udc00\udfff", max_size=2),
    st.text("🕌🇮🇹👩‍🚀é漢ßİ١٢۳4", max_size=5),
    st.text(max_size=8),
)
texts = st.lists(pieces, max_size=30).flatmap(lambda some: st.sampled_from(["", " "]).map(lambda by: by.join(some)))


def briefed(text: str) -> Briefing | None:
    try:
        return brief(Article(text))
    except ArticleError:
        return None


@given(texts)
def test_every_span_lies_in_the_text_and_says_what_it_covers(text: str) -> None:
    try:
        found = explain(Article(text))
    except ArticleError:
        return
    end = 0
    for resolution in found.briefing.resolutions:
        span = resolution.mention.span
        assert end <= span.start < span.end <= len(text)
        assert span.of(text) == resolution.mention.text
        end = span.end
    for rejected in found.rejected:
        assert rejected.span.of(text) == rejected.text != ""


@given(texts)
def test_evidence_quotes_a_sentence_that_holds_its_cue_and_its_name(text: str) -> None:
    found = briefed(text)
    for assignment in found.assignments if found else ():
        assert 0 < assignment.score <= 1
        for evidence in assignment.evidence:
            assert evidence.span.of(text) == evidence.quote
            assert evidence.span.start <= evidence.cue.start < evidence.cue.end <= evidence.span.end
            assert evidence.span.start <= evidence.mention.start < evidence.mention.end <= evidence.span.end
            assert evidence.mention in {r.mention.span for r in found.resolutions} if found else True


@given(texts)
def test_json_can_be_written_as_utf_8_and_tells_the_same_when_read_back(text: str) -> None:
    found = briefed(text)
    if found is None:
        return
    data = json.loads(found.to_json().encode())
    told = [(m["start"], m["end"], m["text"], m["place"]) for m in data["mentions"]]
    assert told == [
        (r.mention.span.start, r.mention.span.end, r.mention.text, r.place.id if r.place else None)
        for r in found.resolutions
    ]
    roles = {(place["id"], role["role"]) for place in data["places"] for role in place["roles"]}
    assert roles == {(a.place.id, a.role) for a in found.assignments}


@given(st.text("؟!؛:…«»“”\"'()[].,،٪%-–—/\\_ \n\t" + UNSEEN + MARKS))
def test_punctuation_alone_holds_no_arabic(text: str) -> None:
    with pytest.raises(ArticleError):
        brief(Article(text))


@given(st.sampled_from(NAMES), st.data())
def test_marks_tatweel_and_invisible_characters_inside_a_name_do_not_hide_it(name: str, data: st.DataObject) -> None:
    inside = st.text(MARKS + UNSEEN + "ـ", max_size=2)
    parts = [char if char == " " else char + data.draw(inside) for char in name[:-1]]
    # A space before which something unseen stands is one character more; the name's last letter ends its span.
    written = "".join(parts) + name[-1]
    text = f"اجتمع الوزراء في {written} أمس."
    [mention] = [r.mention for r in brief(Article(text)).resolutions if r.mention.span.start >= 17]
    assert (mention.span.start, mention.text) == (17, written)


@given(texts)
def test_tokens_and_sentences_stand_in_order_and_inside_the_text(text: str) -> None:
    end = 0
    for token, start in zip(*tokens(text), strict=True):
        assert end <= start and token.raw
        end = start + len(token.raw)
        assert text[start:end] == token.raw
        if token.kind == "word":
            places = [token.at(index) for index in range(len(token.norm) + 1)]
            assert places == sorted(places)
            assert 0 <= places[0] and places[-1] <= len(token.raw)
    end = 0
    for span in sentences(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@given(st.text(LETTERS + MARKS + UNSEEN + " -ـ١2"))
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert key(key(name)) == key(name)
    assert key(name) == " ".join(token.norm for token in tokens(name)[0] if token.kind in ("word", "number", "latin"))


@pytest.mark.parametrize(
    "text",
    [
        "روما " * 10_000,
        "روما" * 10_000,
        "في روما، " * 10_000,
        "اجتمع الوزراء في روما. " * 5_000,
        "بلكفو" * 20_000,
        "لل" * 20_000,
        "«" * 50_000 + "روما",
        "روما" + "\u200f" * 100_000 + "\n",
        "ر" + "\u064b" * 100_000 + "وما",
        "\n" * 100_000 + "روما",
    ],
    ids=["names", "one word", "list", "sentences", "particles", "lam", "quotes", "unseen", "marks", "lines"],
)
def test_a_long_monotonous_text_is_answered(text: str) -> None:
    found = brief(Article(text))
    assert all(r.mention.span.of(text) == r.mention.text for r in found.resolutions)


def test_half_a_megabyte_of_news_is_answered_with_each_name_in_its_place() -> None:
    one = "اجتمع وزراء الخارجية في روما، ولم تستعد فرنسا مواطنيها من مخيم الهول في سوريا.\n"
    times = 500_000 // len(one.encode()) + 1
    found = brief(Article(one * times))
    starts = [r.mention.span.start for r in found.resolutions]
    names = ("روما", "فرنسا", "الهول", "سوريا")
    assert starts == [len(one) * n + one.index(name) for n in range(times) for name in names]


def test_a_text_that_never_ends_its_sentence_is_cut_at_a_comma_or_at_the_longest() -> None:
    text = "ذهبت " * 250 + "، " + "عادت " * 1000
    assert [len(span.of(text).split()) for span in sentences(text)] == [251, 401, 401, 198]
    assert max(len(tokens(span.of("كلمة " * 5_000))[0]) for span in sentences("كلمة " * 5_000)) == 401
