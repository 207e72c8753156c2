from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.compare import (
    characters_by_role,
    city_labels,
    edits_by_kind,
    edits_by_report,
    kept_share,
    key_words,
    keyness,
    label,
    loop_table,
    practice_diffusion,
    practice_kinds,
    practice_table,
    report_overview,
    theme_dispersion,
    theme_positions,
)
from analysis.compare.cities import copied_reports, places, reports_of
from analysis.compare.intervals import median_interval, wilson_interval
from analysis.compare.labels import LabelError, ordered_codes, typical_units
from analysis.lexicon import load_lexicon
from analysis.schema import EDIT_KINDS, KEPT_ROLES, PRACTICE_KINDS, ROLES, THEMES
from tests.compare.small_corpus import empty_tables, many_tokens, small_tables


def test_a_city_with_two_reports_is_shown_by_report():
    labels = city_labels(small_tables().reports)
    assert labels.to_dict() == {"e": "e", "宁波2024": "宁波", "杭州2024": "杭州", "衢州2023": "衢州2023", "衢州2024": "衢州2024"}


def test_a_label_never_means_two_reports():
    reports = small_tables().reports
    reports.loc[reports["report"] == "e", "report"] = "杭州"  # a file that happens to be called so
    assert city_labels(reports).is_unique
    assert set(reports_of(reports, "杭州")) == {"杭州", "杭州2024"}


def test_labels_are_short_and_name_no_file():
    reports = pd.DataFrame(
        [("海口2012-a-1-a.md", "海口", "海南", "prefecture", 2012), ("海口2012-a-1-sub/a.md", "海口", "海南", "prefecture", 2012),
         ("海口2013", "海口", "海南", "prefecture", 2013),
         ("x", None, "吉林", "province", 2024), ("吉林2024", "吉林", "吉林", "prefecture", 2024),
         ("朝阳2024-b", "朝阳", "北京", "county", 2024), ("朝阳2024-c", "朝阳", "辽宁", "prefecture", 2024),
         ("y", None, "辽宁", "county", None)],
        columns=["report", "city", "province", "level", "year"],
    ).astype({"year": "Int64"})  # fmt: skip
    labels = ["海口2012（1）", "海口2012（2）", "海口2013", "吉林省", "吉林", "北京朝阳", "辽宁朝阳", "y"]
    assert city_labels(reports).tolist() == labels
    assert places(reports).tolist() == ["海口", "海口", "海口", "吉林省", "吉林", "北京朝阳", "辽宁朝阳", "y"]
    assert reports_of(reports, "吉林省") == ["x"]
    assert reports_of(reports, "海口") == reports["report"].tolist()[:3]


def test_copies_of_a_file_are_named():
    tables = small_tables()
    assert copied_reports(tables) == []
    files = tables.documents
    again = files.assign(sha256=files["sha256"].mask(files["source"] == "b.txt", files.loc[files["source"] == "a.txt", "sha256"].iloc[0]))
    assert copied_reports(small_tables(documents=again)) == ["宁波"]
    unread = small_tables(documents=files.assign(sha256=pd.Series([None] * len(files), dtype="str")))
    assert copied_reports(unread) == [], "what could not be read is no copy"


def test_every_code_of_the_schema_has_a_label():
    for group, codes in {"role": ROLES, "edit": EDIT_KINDS, "kind": PRACTICE_KINDS, "theme": THEMES}.items():
        assert set(ordered_codes(group)) == set(codes)
    assert label("theme", "party") == "党建"
    assert typical_units("suggestions")[0] == "条"


def test_every_indicator_name_has_its_reason_and_unit():
    names = load_lexicon("indicator_names")
    assert len(names) == 24
    assert names["code"].is_unique
    assert (names[["chinese", "english", "unit", "why"]] != "").all(axis=None)


@pytest.mark.parametrize(("group", "code"), [("theme", "weather"), ("nothing", "x")])
def test_a_code_without_a_label_is_an_error(group, code):
    with pytest.raises(LabelError, match=code):
        label(group, code)


def test_overview_counts_names_and_first_tellings():
    row = report_overview(small_tables()).set_index("city").loc["杭州"]
    assert row[["n_sentences", "n_metrics", "n_practices", "n_loops"]].tolist() == [20, 3, 1, 1]


def test_characters_add_up_to_the_ledger():
    characters = characters_by_role(small_tables())
    assert characters.groupby("source")["n_chars"].sum().to_dict() == {
        "a.txt": 1250,
        "b.txt": 1030,
        "c.txt": 600,
        "d.txt": 200,
        "e.txt": 50,
    }
    stray = characters[characters["report"].isna()]
    assert not stray["kept"].any()  # a headline that belongs to no report is not kept either
    kept = kept_share(characters).set_index("source")["kept"]
    assert kept["a.txt"] == pytest.approx(0.8)


def test_edits_count_what_stays_open():
    edits = edits_by_kind(small_tables()).set_index(["source", "kind"])
    assert edits.loc[("a.txt", "script")].tolist() == [2, 0]
    assert edits.loc[("a.txt", "damage")].tolist() == [1, 1]
    assert edits.loc[("b.txt", "script")].tolist() == [0, 0]


# 下沉: 200 of 400 tokens in 杭州, 0 of 720 elsewhere; by hand, with the prior 500 * 200 / 1120 = 89.286:
# log-odds ln(289.286 / 610.714) - ln(89.286 / 1130.714) = 1.7915; error sqrt(1 / 289.286 + 1 / 89.286) = 0.12106
# g2 = 2 * 200 * ln(200 / (200 * 400 / 1120)) = 411.85
def test_keyness_finds_the_word_of_one_city():
    scores = keyness(small_tables(tokens=many_tokens(20)))
    word = scores[(scores["city"] == "杭州") & (scores["text"] == "下沉")].iloc[0]
    assert word[["n", "n_tokens", "n_rest", "n_tokens_rest"]].tolist() == [200, 400, 0, 720]
    assert word["g2"] == pytest.approx(411.85, abs=1e-2)
    assert word["log_odds"] == pytest.approx(1.7915, abs=1e-3)
    assert word["z"] == pytest.approx(1.7915 / 0.12106, abs=1e-2)
    assert word["low"] < word["log_odds"] < word["high"]
    assert ["杭州", "下沉"] in key_words(scores, n=1)[["city", "text"]].to_numpy().tolist()


def test_few_tokens_are_no_evidence_of_a_style():
    assert key_words(keyness(small_tables())).empty


def test_keyness_leaves_out_rare_words_stop_words_and_own_names():
    tokens = small_tables().tokens
    tokens.loc[tokens["text"].eq("甬商").idxmax(), "text"] = "宁波市"
    scores = keyness(small_tables(tokens=tokens), stop_words=pd.DataFrame({"word": ["协商"]}), min_count=1)
    assert set(scores["text"]) == {"下沉", "甬商"}
    assert "甬商" not in set(keyness(small_tables())["text"])


def test_a_practice_spreads_over_cities_not_years():
    spread = practice_diffusion(small_tables()).set_index("name").loc["民生议事堂"]
    assert spread[["kind", "n_cities", "n_reports", "n_mentions"]].tolist() == ["venue", 2, 3, 4]
    assert practice_diffusion(small_tables())["name"].tolist() == ["民生议事堂", "甬上协商机制"]


def test_reports_of_an_unknown_city_make_no_two_cities():
    tables = small_tables()
    unknown = replace(tables, reports=tables.reports.assign(city=None).astype({"city": "str"}))
    assert practice_diffusion(unknown)["n_cities"].tolist() == [1, 1]
    two_years = tables.reports["city"].where(tables.reports["city"] != "宁波")
    partly = replace(tables, reports=tables.reports.assign(city=two_years))
    assert practice_diffusion(partly).set_index("name").loc["民生议事堂", ["n_cities", "n_reports"]].tolist() == [2, 3]


def test_practice_table_gives_the_first_mention():
    row = practice_table(small_tables()).set_index(["city", "name"]).loc[("杭州", "民生议事堂")]
    assert row[["n_mentions", "source", "start", "surface"]].tolist() == [2, "a.txt", 0, "“民生议事堂”"]


def test_kinds_count_names_once():
    kinds = practice_kinds(small_tables()).set_index(["city", "kind"])
    assert kinds.loc[("杭州", "venue")].drop("report").tolist() == [1, 2]
    assert kinds.loc[("宁波", "venue"), "n_names"] == 0


def test_loops_are_written_as_chains():
    assert loop_table(small_tables())["chain"].tolist() == ["试点→推广", "协商→落实→反馈"]


def test_positions_lie_between_the_ends_of_a_report():
    positions = theme_positions(small_tables())
    party = positions[(positions["city"] == "杭州") & (positions["theme"] == "party")]["position"]
    assert party.tolist() == [0.025, 0.075]
    assert positions["position"].between(0, 1, inclusive="neither").all()


def test_dispersion_needs_five_hits():
    spread = theme_dispersion(theme_positions(small_tables())).set_index("theme")
    assert spread.loc["party", "n_hits"] == 5
    assert pd.notna(spread.loc["party", "median"])
    assert pd.isna(spread.loc["digital", "median"])


def test_evenness_is_one_when_spread_and_low_when_heaped():
    even = pd.DataFrame({"theme": "party", "position": (np.arange(20) + 0.5) / 20})
    heaped = even.assign(position=0.05)
    assert theme_dispersion(even).set_index("theme").loc["party", "evenness"] == pytest.approx(1.0)
    assert theme_dispersion(heaped).set_index("theme").loc["party", "evenness"] == pytest.approx(0.1)


# order statistics of 1…20: the 6th and the 15th value hold the median with 95 % confidence
def test_median_interval():
    assert median_interval(pd.Series(range(1, 21))) == (10.5, 6.0, 15.0)


def test_more_hits_than_cases_is_an_error():
    with pytest.raises(ValueError, match="more hits"):
        wilson_interval(pd.Series([3]), pd.Series([2]))


def test_no_reports_give_empty_tables():
    nothing = empty_tables()
    for table in (keyness(nothing), practice_diffusion(nothing), loop_table(nothing), characters_by_role(nothing), edits_by_kind(nothing)):
        assert table.empty


def test_edits_by_report_add_up_and_name_what_belongs_to_none(seed_tables):
    counts = edits_by_report(seed_tables)
    assert counts["n_mended"].sum() == seed_tables.edits["after"].notna().sum()
    assert counts["n_lost"].sum() == seed_tables.edits["after"].isna().sum()
    assert counts["n_dropped"].sum() == (~seed_tables.ledger["role"].isin(KEPT_ROLES)).sum()
    assert counts["report"].isna().sum() == 1
    assert counts.set_index("report").loc["河池2024", "n_lost"] == 1
