import pytest

from analysis.compare import quotation_at, quotations
from tests.compare.small_corpus import empty_tables, small_tables


def test_most_evidence_comes_first_then_the_order_of_the_report():
    found = quotations(small_tables(), theme="outreach", city="杭州", n=3)
    assert found["sentence"].tolist() == [3, 0, 1]
    assert found["evidence"].iloc[0] == "委员下沉、走访"
    assert found["n_evidence"].tolist() == [2, 1, 1]


def test_a_quotation_has_its_place():
    row = quotations(small_tables(), theme="party", city="宁波", n=1).iloc[0]
    assert (row["source"], row["start"], row["end"]) == ("b.txt", 0, 50)
    assert row["section"] == "一、委员下沉"


@pytest.mark.parametrize(("city", "reports"), [("衢州", {"衢州2023", "衢州2024"}), ("衢州2023", {"衢州2023"}), ("杭州2024", {"杭州2024"})])
def test_a_city_is_named_by_label_report_or_city(city, reports):
    assert set(quotations(small_tables(), theme="outreach", city=city, n=99)["report"]) == reports


@pytest.mark.parametrize(("theme", "city", "named"), [("weather", "杭州", "weather"), ("party", "上海", "上海")])
def test_unknown_names_are_refused(theme, city, named):
    with pytest.raises(ValueError, match=named):
        quotations(small_tables(), theme=theme, city=city)


def test_no_hit_is_an_empty_table():
    assert quotations(small_tables(), theme="digital", city="杭州").empty
    assert quotations(empty_tables(), theme="digital").empty


def test_a_span_finds_the_sentences_it_touches():
    assert quotation_at(small_tables(), "a.txt", 49, 51)["sentence"].tolist() == [0, 1]
    assert quotation_at(small_tables(), "a.txt", 50, 51)["sentence"].tolist() == [1]
    assert quotation_at(small_tables(), "x.txt", 0, 9).empty
