from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.aligned import AlignedText, Change
from analysis.corpus.clean import clean_text

TEXTS = st.text(alphabet=st.sampled_from("政協协(xié)（,，。、;1２3.4%?!*�“” \n\u200b&nbsp;①[2]$"), max_size=120)


def test_a_change_that_keeps_the_length_keeps_the_alignment() -> None:
    text, edits = AlignedText.from_source("召開會議").apply([Change(1, 3, "开会", "script")], "召開會議")
    assert (text.text, list(text.starts), list(text.ends)) == ("召开会议"[:2] + "会議", [0, 1, 2, 3], [1, 2, 3, 4])
    assert edits[0]._asdict() == {"start": 1, "end": 3, "kind": "script", "before": "開會", "after": "开会"}


def test_a_change_of_length_points_at_the_whole_span() -> None:
    source = "一&amp;二"
    text, _ = AlignedText.from_source(source).apply([Change(1, 6, "&", "entity")], source)
    assert text.text == "一&二"
    assert text.source_span(1, 2) == (1, 6)
    assert text.source_span(2, 3) == (6, 7)


def test_changes_upon_changes_still_point_into_the_source() -> None:
    source = "協(xié)商"
    once, _ = AlignedText.from_source(source).apply([Change(1, 6, "", "pinyin")], source)
    twice, edits = once.apply([Change(0, 1, "协", "script")], source)
    assert twice.text == "协商"
    assert twice.source_span(0, 2) == (0, 7)
    assert edits[0].before == "協"


@given(TEXTS)
def test_every_clean_character_points_into_the_source_in_order(source: str) -> None:
    aligned = clean_text(source).aligned
    assert len(aligned.text) == len(aligned.starts) == len(aligned.ends)
    assert list(aligned.starts) == sorted(aligned.starts)
    assert all(0 <= start < end <= len(source) for start, end in zip(aligned.starts, aligned.ends, strict=True))


@given(TEXTS)
def test_undoing_the_edits_gives_the_source_back(source: str) -> None:
    clean = clean_text(source)
    kept = {place for start, end in zip(clean.aligned.starts, clean.aligned.ends, strict=True) for place in range(start, end)}
    mended = {place for edit in clean.edits if edit.kind != "damage" for place in range(edit.start, edit.end)}
    assert kept | mended == set(range(len(source)))
    assert all(source[edit.start : edit.end] == edit.before for edit in clean.edits)


@given(TEXTS)
def test_edits_do_not_overlap(source: str) -> None:
    edits = sorted(edit for edit in clean_text(source).edits if edit.kind != "damage")
    assert all(before.end <= after.start for before, after in zip(edits, edits[1:], strict=False))
