"""Trust in codes: figures worked out by hand on the small gold, and leave-one-report-out on a corpus of five sentences."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.coding.themes import ThemeCoder
from analysis.compare import trust_themes
from analysis.compare.findings_trust import miss_finding, trust_finding
from analysis.compare.trust_page import ONE_REPORT, OTHER_LEXICON, align_columns, format_trust
from analysis.compare.trust_records import metric_trust, practice_trust
from analysis.compare.trust_rules import count_misses, rule_precision, theme_misses
from analysis.compare.trust_themes import CODINGS, HOW_TO_READ, theme_trust
from analysis.lexicon import load_lexicon
from analysis.schema import TABLES, THEMES, make_table
from analysis.tables import Tables
from tests.compare.small_gold import labelled_tables, write_gold


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    return write_gold(tmp_path)


@pytest.fixture
def tables() -> Tables:
    return labelled_tables()


# --- five reports of one sentence each, coded by three rules of one theme

REPORTS = {"a": ("清风拂面", True), "b": ("清风徐来", True), "c": ("正气充盈", True), "d": ("月光如水", False), "e": ("书声朗朗", True)}
RULES = [("party-001", "清风|正气"), ("party-002", "月光"), ("party-003", "书声")]


def _rules() -> pd.DataFrame:
    empty = dict.fromkeys(load_lexicon("themes").columns, "")
    return pd.DataFrame([empty | {"rule": rule, "theme": "party", "term": term} for rule, term in RULES])


def _coded_tables() -> Tables:
    rows: dict[str, list] = {name: [] for name in TABLES}
    for report, (text, _) in REPORTS.items():
        place = {"report": report, "sentence": 0, "source": f"{report}_x.txt", "start": 0, "end": len(text)}
        rows["sentences"].append({**place, "role": "body", "text": text})
        rows["reports"].append({**place, "n_sentences": 1, "n_chars": len(text), "ordinal": 1})
        hits = ThemeCoder(_rules()).code(text)
        rows["themes"] += [{**place, "theme": hit.theme, "rule": hit.rule, "evidence": text[hit.start : hit.end]} for hit in hits]
    return Tables(**{name: make_table(name, rows[name]) for name in TABLES})


@pytest.fixture
def single_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Tables, Path]:
    """Tables coded by a lexicon of three rules, and their labels: every report is of party but d."""
    monkeypatch.setattr(trust_themes, "default_coder", lambda: ThemeCoder(_rules()))
    monkeypatch.setattr(trust_themes, "load_lexicon", lambda name: _rules())
    label = {"start": 0, "end": 4, "role": "body", "metrics": [], "practices": []}
    units = [
        {**label, "doc": report, "report": report, "themes": ["party"] if is_party else []} for report, (_, is_party) in REPORTS.items()
    ]
    (tmp_path / "gold.jsonl").write_text("\n".join(json.dumps(unit) for unit in units), encoding="utf-8")
    return _coded_tables(), tmp_path


# coding → labelled units found, units found, by hand
LEFT_OUT = {
    "in_sample": (4, 5),  # all five; d is false
    "guarded": (4, 5),  # no other report speaks against the rule of d
    "left_out_rules": (3, 3),  # a, b, c bear each other out; d and e stand alone
    "left_out_terms": (2, 2),  # 正气 of c stands alone too
}


@pytest.mark.parametrize("coding", CODINGS)
def test_left_out_figures_by_hand(single_rules: tuple[Tables, Path], coding: str) -> None:
    n_right, n_found = LEFT_OUT[coding]
    row = theme_trust(*single_rules, [coding]).set_index("theme").loc["all"]
    assert (row["n"], row["n_found"], row["n_units"]) == (4, n_found, 5 * len(THEMES))
    assert row[["precision", "recall", "f1"]].to_list() == pytest.approx([n_right / n_found, n_right / 4, 2 * n_right / (n_found + 4)])


def test_left_out_is_unknown_for_tables_of_another_lexicon(single_rules: tuple[Tables, Path]) -> None:
    tables, gold = single_rules
    other = replace(tables, themes=tables.themes.iloc[1:].reset_index(drop=True))
    trust = theme_trust(other, gold, ["in_sample", "left_out_rules"]).set_index(["coding", "theme"])
    assert trust.loc[("in_sample", "party"), "recall"] == 3 / 4
    unknown = trust.loc[("left_out_rules", "party")]
    assert unknown[["n_found", "precision", "recall", "f1", "alpha"]].isna().all()
    assert (unknown["n"], unknown["n_units"]) == (4, 5)  # what the labels say is known
    assert "留出后未知" in trust_finding(trust.reset_index())


def test_left_out_is_unknown_where_one_report_alone_is_labelled(single_rules: tuple[Tables, Path]) -> None:
    """No other report could bear its rules out: that its themes are not found so says nothing of them."""
    tables, gold = single_rules
    first = (gold / "gold.jsonl").read_text(encoding="utf-8").splitlines()[0]
    (gold / "gold.jsonl").write_text(first, encoding="utf-8")
    trust = theme_trust(tables, gold, list(CODINGS)).set_index(["coding", "theme"])
    assert trust.loc[("in_sample", "party"), ["n_found", "f1"]].to_list() == [1, 1.0]
    for coding in ("guarded", "left_out_rules", "left_out_terms"):
        assert trust.loc[(coding, "party"), ["n_found", "precision", "recall", "f1", "alpha"]].isna().all()
    page = format_trust(tables, gold)
    assert ONE_REPORT in page
    assert OTHER_LEXICON not in page
    [party] = [line for line in page.split("\n") if line.split()[:1] == ["party"]]
    assert party.split()[-3:] == ["–", "–", "–"]


def test_an_unknown_coding_is_named(tables: Tables, gold_folder: Path) -> None:
    with pytest.raises(ValueError, match="no coding 'left_in'; known are in_sample, guarded"):
        theme_trust(tables, gold_folder, ["left_in"])


# --- the small gold: units 2 (party, platform), 3 (outreach; party doubtful), 5 (party), 6 (none)


def test_themes_by_hand(tables: Tables, gold_folder: Path) -> None:
    trust = theme_trust(tables, gold_folder).set_index("theme")
    assert trust.loc["party", ["n", "n_found", "n_units", "precision", "recall"]].to_list() == [2, 1, 3, 1.0, 0.5]
    assert trust.loc["party", "alpha"] == pytest.approx(1 - (1 / 3) / 0.6)
    assert trust.loc["platform", ["n", "n_found", "n_units", "precision", "recall"]].to_list() == [1, 1, 4, 0.0, 0.0]
    assert trust.loc["all", "f1"] == pytest.approx(4 / 7)
    assert np.isnan(trust.loc["all", "alpha"])
    assert trust["f1_low"].isna().all()  # two reports are too few to draw anew
    assert list(trust.index) == [*THEMES, "all"]
    silent = trust.loc["digital"]
    assert silent[["n", "n_found", "n_units"]].to_list() == [0, 0, 4]
    assert silent[["precision", "recall", "f1", "alpha"]].isna().all(), "neither labelled nor found: unknown"


def test_rules_by_hand(tables: Tables, gold_folder: Path) -> None:
    """One rule fires for all: party rightly, outreach rightly, platform wrongly; at 102 the first wrong firing stands."""
    row = rule_precision(tables, gold_folder).iloc[0]
    assert row[["rule", "n_fired", "n_right", "n_doubtful"]].to_list() == ["r", 3, 2, 0]
    assert (row["precision"], row["low"], row["high"]) == pytest.approx((2 / 3, 0.2077, 0.9385), abs=1e-4)  # Wilson 1927
    assert row[["wrong_text", "source", "start", "end"]].to_list() == ["协商为民,共商大事", "102_0a1b.txt", 0, 2]


def test_a_doubtful_firing_is_neither_right_nor_wrong(tables: Tables, gold_folder: Path) -> None:
    themes = tables.themes.copy()
    themes.loc[themes["theme"] == "outreach", ["theme", "rule"]] = ["party", "party-doubt"]
    rules = rule_precision(replace(tables, themes=themes), gold_folder).set_index("rule")
    assert rules.loc["party-doubt", ["n_fired", "n_right", "n_doubtful"]].to_list() == [0, 0, 1]
    assert np.isnan(rules.loc["party-doubt", "precision"])
    assert pd.isna(rules.loc["party-doubt", "wrong_text"])


def test_misses_by_hand(tables: Tables, gold_folder: Path) -> None:
    misses = theme_misses(tables, gold_folder)
    told = misses[["theme", "verdict", "source", "start", "end", "evidence"]].astype(object).where(misses.notna(), None).to_numpy().tolist()
    assert told == [
        ["party", "missed", "102_0a1b.txt", 0, 20, None],
        ["platform", "false", "102_0a1b.txt", 0, 20, "协商为民,共商大事"],
        ["platform", "missed", "101_0a1b.txt", 10, 25, None],
    ]


def test_misses_are_counted_by_theme(tables: Tables, gold_folder: Path) -> None:
    counts = count_misses(theme_trust(tables, gold_folder)).set_index("theme")
    assert counts.loc["party", ["n", "n_missed", "n_found", "n_false"]].to_list() == [2, 1, 1, 0]
    assert counts.loc["platform", ["missed", "false"]].to_list() == [1.0, 1.0]
    assert counts.loc["party", "missed_high"] == pytest.approx(0.9055, abs=1e-4)  # Wilson of 1/2
    assert "标注的4处主题漏了2处（50%），识别出的3处中1处标注没有（33%）" in miss_finding(counts.reset_index())


def test_metrics_by_report(tables: Tables, gold_folder: Path) -> None:
    trust = metric_trust(tables, gold_folder).set_index(["measure", "report"])
    assert trust.loc[("found", "r1"), ["n", "n_found", "n_right", "f1"]].to_list() == [1, 1, 1, 1.0]
    assert trust.loc[("found", "r2"), ["n", "n_found", "n_right", "precision"]].to_list() == [1, 2, 1, 0.5]
    assert trust.loc[("full_record", "r2"), "n_right"] == 0  # about for under
    assert trust.loc[("full_record", "all"), "f1"] == pytest.approx(2 / 5)


def test_practices_by_kind_and_report(tables: Tables, gold_folder: Path) -> None:
    trust = practice_trust(tables, gold_folder).set_index(["kind", "report"])
    assert trust.loc[("campaign", "r1"), ["n", "n_found", "n_right"]].to_list() == [1, 1, 1]
    assert trust.loc[("digital", "all"), ["n", "n_found", "n_right"]].to_list() == [0, 2, 0]
    assert trust.loc[("venue", "r2"), ["n", "n_found", "n_right"]].to_list() == [1, 0, 0]
    assert trust.loc[("all", "all"), ["precision", "recall"]].to_list() == pytest.approx([1 / 3, 1 / 2])
    assert np.isnan(trust.loc[("digital", "all"), "recall"])  # nothing labelled: unknown, not zero


# --- words


def _trust(alphas: dict[str, tuple[float, float]]) -> pd.DataFrame:
    rows = [
        {"coding": coding, "theme": theme, "n": 20, "alpha": value, "alpha_low": value - 0.1, "alpha_high": value}
        for theme, values in alphas.items()
        for coding, value in zip(("in_sample", "left_out_rules"), values, strict=True)
    ]
    return pd.DataFrame(rows)


def test_the_title_counts_the_themes_that_reach_the_bar_and_names_the_lowest() -> None:
    title = trust_finding(_trust({"party": (0.95, 0.9), "unity": (0.8, 0.5)}))
    assert title == (
        "样本内2个主题的α都不低于0.80，最低是团结联谊（0.80，0.70–0.80，n=20）；"
        "轮流留出一份报告后1/2个主题的α不低于0.80，最低是团结联谊（0.50，0.40–0.50，n=20）"
    )
    assert "样本内0/1个" in trust_finding(_trust({"party": (0.79, 0.7)}))


def test_the_title_names_no_lowest_of_several_and_nothing_left_out_that_is_unknown() -> None:
    tied = _trust({"party": (1.0, np.nan), "unity": (1.0, np.nan)})
    assert trust_finding(tied) == "样本内2个主题的α都不低于0.80，最低的1.00有2个主题；留出后未知"


def test_a_theme_stands_out_only_where_its_interval_does() -> None:
    counts = pd.DataFrame(
        {"theme": ["party", "unity"], "n": [100, 100], "n_missed": [50, 2], "missed": [0.5, 0.02], "missed_low": [0.4, 0.0],
         "missed_high": [0.6, 0.07], "n_found": [100, 100], "n_false": [3, 2], "false": [0.03, 0.02], "false_low": [0.0, 0.0],
         "false_high": [0.1, 0.1]}
    )  # fmt: skip
    assert miss_finding(counts).endswith("漏得最多的是党建")
    assert miss_finding(counts.assign(missed_low=0.05)).endswith("各主题的区间重叠，分不出先后")
    assert miss_finding(counts.assign(n=0)) == "没有标注的主题，识别出的200处标注都没有"


# --- the page


def test_the_page_prints_left_out_beside_in_sample_and_how_to_read_it(single_rules: tuple[Tables, Path]) -> None:
    lines = format_trust(*single_rules).split("\n")
    assert "first wrong firing" not in format_trust(*single_rules, wrong_rules=False)
    [party] = [line for line in lines if line.split()[:1] == ["party"]]
    assert party.split()[1:5] == ["4", "5", "0.80", "1.00"]
    assert [line.split()[1:4] for line in lines if line.startswith("left_out_rules")] == [["1.00", "0.75", "0.857"]]
    assert [line.split()[1:4] for line in lines if line.startswith("in_sample")] == [["0.80", "1.00", "0.889"]]
    assert " ".join(HOW_TO_READ.split()[:8]) in " ".join(lines)
    assert OTHER_LEXICON not in lines
    assert ["party-002", "0/1", "d_x.txt:0-4", "月光"] in [[*line.split()[:2], *line.split()[-2:]] for line in lines]


def test_the_page_says_why_left_out_is_unknown(tables: Tables, gold_folder: Path) -> None:
    page = format_trust(tables, gold_folder)
    assert OTHER_LEXICON in page
    for heading in ("roles, reports and texts", "metrics, field by field", "themes, one by one", "practices"):
        assert f"== {heading}\n" in page
    assert "== loops" not in page  # no labels of chains
    assert "nan" not in page.lower()


def test_columns_are_aligned() -> None:
    assert align_columns([["a", "bb", "c"], ["aaa", "b", ""]]) == "a    bb  c\naaa  b"
