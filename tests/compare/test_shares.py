from dataclasses import replace

import pandas as pd
import pytest

from analysis.compare import leader, theme_contrasts, theme_cooccurrence, theme_profile, theme_shares
from analysis.compare.shares import coded_sentences
from analysis.schema import THEMES
from tests.compare.small_corpus import empty_tables, lone_tables, small_tables


@pytest.fixture(scope="module")
def shares():
    return theme_shares(small_tables())


def row_of(shares, city, theme):
    return shares[(shares["city"] == city) & (shares["theme"] == theme)].iloc[0]


def test_shares_have_a_row_for_every_report_and_theme(shares):
    assert len(shares) == 5 * len(THEMES)
    assert not shares.duplicated(["city", "theme"]).any()
    assert set(shares["city"]) == {"杭州", "宁波", "衢州2023", "衢州2024", "e"}


# Wilson's interval of 16 in 20 and of 0 in 12 worked out by hand from his formula with z = 1.96
@pytest.mark.parametrize(
    ("city", "theme", "counts", "ends"),
    [
        ("杭州", "outreach", (16, 20), (0.5840, 0.9193)),
        ("宁波", "outreach", (4, 20), (0.0807, 0.4160)),
        ("衢州2023", "party", (0, 12), (0, 0.2425)),
    ],
)
def test_share_and_interval(shares, city, theme, counts, ends):
    row = row_of(shares, city, theme)
    assert (row["n_hits"], row["n_sentences"]) == counts
    assert row["share"] == pytest.approx(counts[0] / counts[1])
    assert (row["low"], row["high"]) == pytest.approx(ends, abs=1e-3)


def test_two_words_in_a_sentence_count_once(shares):
    assert row_of(shares, "杭州", "outreach")["n_hits"] == 16


def test_a_report_without_coded_sentences_has_null_not_zero(shares):
    row = row_of(shares, "e", "party")
    assert row["n_sentences"] == 0
    assert pd.isna(row["share"])
    assert pd.isna(row["low"])


def test_few_sentences_are_marked(shares):
    assert row_of(shares, "衢州2024", "party")["small"]
    assert not row_of(shares, "衢州2023", "party")["small"]


def test_leader_needs_an_interval_apart_and_enough_sentences(shares):
    leaders = leader(shares)
    assert leaders["outreach"] == "杭州"  # 衢州2024 writes of nothing else, but in four sentences only
    assert pd.isna(leaders["party"])
    assert list(leaders.index) == list(THEMES)


def test_a_neighbour_inside_the_interval_takes_the_lead_away():
    tables = small_tables()
    fewer = tables.themes[~((tables.themes["report"] == "杭州2024") & (tables.themes["sentence"] > 9))]
    assert pd.isna(leader(theme_shares(small_tables(themes=fewer)))["outreach"])


def test_one_city_leads_nothing():
    assert leader(theme_shares(lone_tables())).isna().all()


def test_shares_by_year_pool_sentences():
    pooled = theme_shares(small_tables(), by="year")
    row = pooled[(pooled["year"] == 2024) & (pooled["theme"] == "outreach")].iloc[0]
    assert (row["n_hits"], row["n_sentences"]) == (24, 44)
    assert pooled["year"].isna().sum() == len(THEMES)


def test_an_unknown_grouping_is_refused():
    with pytest.raises(ValueError, match="colour"):
        theme_shares(small_tables(), by="colour")


def test_cooccurrence_counts_sentences_with_both():
    pairs = theme_cooccurrence(small_tables()).set_index(["theme", "other"])
    both = pairs.loc[("party", "outreach")]
    assert (both["n_both"], both["n_theme"], both["n_sentences"]) == (5, 5, 56)
    assert both["lift"] == pytest.approx(1 / (26 / 56))
    assert pairs.loc[("outreach", "party"), "share"] == pytest.approx(5 / 26)
    assert pd.isna(pairs.loc[("digital", "party"), "share"])


def test_contrast_sets_a_city_against_all_others(shares):
    contrast = theme_contrasts(shares).set_index(["city", "theme"]).loc[("杭州", "outreach")]
    assert contrast["rest"] == pytest.approx(10 / 36)
    assert contrast["difference"] == pytest.approx(0.8 - 10 / 36)
    assert contrast["low"] > 0
    assert contrast["stands_out"]


def test_contrast_without_text_is_null_and_never_stands_out(shares):
    contrast = theme_contrasts(shares).set_index(["city", "theme"]).loc[("e", "outreach")]
    assert pd.isna(contrast["difference"])
    assert not contrast["stands_out"]


def test_profile_starts_with_the_largest_difference(shares):
    assert theme_profile(shares, "杭州")["theme"].iloc[0] == "outreach"
    with pytest.raises(ValueError, match="上海"):
        theme_profile(shares, "上海")


def test_no_reports_give_empty_tables():
    assert theme_shares(empty_tables()).empty
    assert theme_contrasts(theme_shares(empty_tables())).empty
    assert theme_cooccurrence(empty_tables())["n_both"].sum() == 0


def test_captions_and_headings_are_coded_and_headlines_are_not(seed_tables):
    assert set(coded_sentences(seed_tables)["role"]) == {"body", "heading", "caption"}


@pytest.mark.parametrize(("n", "small"), [(9, True), (10, False), (11, False)])
def test_a_report_is_small_below_ten_sentences(seed_tables, n, small):
    coded = coded_sentences(seed_tables)
    kept = coded[coded["report"] == coded["report"].iloc[0]].head(n)
    shares = theme_shares(replace(seed_tables, sentences=kept))
    own = shares[shares["report"] == coded["report"].iloc[0]]
    assert own["n_sentences"].unique().tolist() == [n]
    assert own["small"].unique().tolist() == [small]
