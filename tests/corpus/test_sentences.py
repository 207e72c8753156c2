from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.sentences import make_sentences
from tests.corpus.pages import PAGES, page_text, read_page


def sentences_of(text: str) -> list[tuple[str | None, str]]:
    clean, lines, _ = read_page(text)
    return [(sentence.section, sentence.text) for sentence in make_sentences(clean, lines)[0]]


def test_a_hard_wrapped_sentence_is_one_sentence_across_a_page_number() -> None:
    texts = [text for _, text in sentences_of(page_text(PAGES["wrapped"]))]
    assert "召开党组会议23次，主席会议19次，集中学习研讨45次。" in texts
    assert "我受政协第十二届南宁市委员会常务委员会委托，向大会报告工作，请予审议。" in texts


def test_joins_are_edits_of_the_white_space_between() -> None:
    clean, lines, _ = read_page("某市政协工作综述\n一年来成效明显。全市推动学习教育走深走\n\n实、见行见效。\n市政协将继续努力，再创佳绩。")
    sentences, joins = make_sentences(clean, lines)
    assert [(edit.kind, edit.before, edit.after) for edit in joins] == [("join", "\n\n", "")]
    joined = sentences[2]
    assert joined.text == "全市推动学习教育走深走实、见行见效。"
    assert clean.source[slice(*joined.source_span())] == "全市推动学习教育走深走\n\n实、见行见效。"


def test_sections_name_headings_and_run_in_headings() -> None:
    page = (
        "某市政协工作综述\n开篇之语，市政协认真履职，成效明显。\n红色引领\n党建走深走实\n“学”上用真功。全年集中学习10次，成效明显。\n"
        "“建”在根本处。严格落实各项制度，成效明显。\n服务大局\n市政协围绕中心工作，认真履职，成效明显。"
    )
    sections = {text: section for section, text in sentences_of(page)}
    assert sections["全年集中学习10次，成效明显。"] == "红色引领 / 党建走深走实 / “学”上用真功"
    assert sections["市政协围绕中心工作，认真履职，成效明显。"] == "服务大局"
    assert sections["开篇之语，市政协认真履职，成效明显。"] is None


@pytest.mark.parametrize("name", PAGES)
def test_chrome_bylines_and_notes_are_no_sentences(name: str) -> None:
    texts = {text for _, text in sentences_of(page_text(PAGES[name]))}
    assert not texts & {line for role, line in PAGES[name] if role in ("chrome", "byline", "note")}


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from([line for page in PAGES.values() for _, line in page] + ["", "協(xié)商,,議事", "共**件&nbsp;。"]), max_size=14
    )
)
def test_each_sentence_maps_back_to_the_source(lines: list[str]) -> None:
    clean, rows, _ = read_page("\n".join(lines))
    for sentence in make_sentences(clean, rows)[0]:
        start, end = sentence.source_span()
        assert 0 <= start < end <= len(clean.source)
        spans = zip(sentence.aligned.starts, sentence.aligned.ends, strict=True)
        assert all(start <= first < last <= end for first, last in spans)
