import pytest

from analysis.show.explorer import quotation_explorer, render_quotations
from tests.compare.small_corpus import small_tables


@pytest.fixture
def explorer():
    return quotation_explorer(small_tables(), n=2)


def test_choosing_changes_sentences_and_chart(explorer):
    before_text, before_chart = explorer.text.value, bytes(explorer.chart.value)
    shown = explorer.select("outreach", "杭州")
    assert shown["sentence"].tolist() == [3, 0]
    assert "杭州2024第3句" in explorer.text.value
    assert explorer.text.value != before_text
    assert bytes(explorer.chart.value) != before_chart
    assert bytes(explorer.chart.value).startswith(b"\x89PNG")


def test_lists_turned_by_hand_do_the_same(explorer):
    explorer.theme.value = "outreach"
    explorer.city.value = "宁波"
    assert set(explorer.shown["city"]) == {"宁波"}
    assert "宁波2024第0句" in explorer.text.value


def test_every_quotation_shows_its_place(explorer):
    explorer.select("party", "宁波")
    assert "b.txt:0–50" in explorer.text.value


def test_no_sentence_is_told_without_a_verdict(explorer):
    assert explorer.select("digital", "杭州").empty
    assert "不等于没有做" in explorer.text.value


@pytest.mark.parametrize(("theme", "city", "named"), [("weather", None, "theme"), ("party", "上海", "city")])
def test_unknown_choices_are_refused(explorer, theme, city, named):
    with pytest.raises(ValueError, match=named):
        explorer.select(theme, city)


def test_the_stored_output_of_a_notebook_is_stable(explorer):
    other = quotation_explorer(small_tables(), n=2)
    assert repr(explorer) == repr(other) == "主题×城市→引文（12个主题，5份报告）"
    assert explorer._repr_mimebundle_()["text/plain"] == repr(explorer)


def test_the_text_of_a_report_is_escaped():
    tables = small_tables()
    evil = tables.sentences.assign(text="<script>alert(1)</script>委员下沉&", section="<b>甲</b>")
    page = render_quotations(quotation_explorer(small_tables(sentences=evil)).select("outreach", "杭州"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<b>甲" not in page
    assert "<mark>委员下沉</mark>&amp;" in page
