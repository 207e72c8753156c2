import pandas as pd
import pytest

from analysis import compare
from analysis.compare import findings, findings_corpus, wording
from analysis.schema import make_table
from tests.compare.small_corpus import empty_tables, lone_tables, many_tokens, metric, metric_rows, small_tables


def with_numbers(*rows):
    return compare.indicator_table(small_tables(metrics=make_table("metrics", list(rows))))


def test_the_leader_is_named_with_share_and_n():
    assert findings.theme_finding(compare.theme_shares(small_tables()), "outreach") == "杭州谈委员下沉最多（80%，n=20）"


def test_overlap_is_told_as_overlap():
    assert findings.theme_finding(compare.theme_shares(small_tables()), "party") == "各地谈党建的份额区间重叠，分不出先后"


def test_other_data_make_another_title():
    tables = small_tables()
    swapped = tables.themes.assign(report=tables.themes["report"].replace({"杭州2024": "宁波2024", "宁波2024": "杭州2024"}))
    assert findings.theme_finding(compare.theme_shares(small_tables(themes=swapped)), "outreach") == "宁波谈委员下沉最多（80%，n=20）"


def test_a_city_above_the_rest_that_does_not_lead_is_told_so():
    tables = small_tables()
    most = {"杭州2024": 13, "宁波2024": 1, "衢州2023": 2, "衢州2024": 4}
    fewer = tables.themes[tables.themes["sentence"] < tables.themes["report"].map(most)]
    told = findings.theme_finding(compare.theme_shares(small_tables(themes=fewer)), "outreach")
    assert told == "杭州谈委员下沉的份额（65%，n=20）高于其余各地合并（9%），但与个别地方区间重叠"


@pytest.mark.parametrize(
    ("tables", "theme", "told"),
    [
        (small_tables(), "digital", "各地报告均未识别出数字政协"),
        (empty_tables(), "party", "没有可以比较党建的正文"),
        (lone_tables(), "party", "各地报告均未识别出党建"),
    ],
)
def test_nothing_found_is_told_as_not_found(tables, theme, told):
    assert findings.theme_finding(compare.theme_shares(tables), theme) == told


def test_one_report_is_described_not_ranked():
    tables = small_tables()
    one = tables.reports[tables.reports["report"] == "杭州2024"].reset_index(drop=True)
    alone = small_tables(reports=one, sentences=tables.sentences[tables.sentences["report"] == "杭州2024"])
    assert findings.theme_finding(compare.theme_shares(alone), "outreach") == "杭州谈委员下沉的句子占80%（n=20）"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "意见建议数：5份报告均未报告"),
        ([metric("杭州2024", 1, "72条", 72, "条", "suggestions")], "只有杭州报告了意见建议数（72条），无从比较"),
        (
            [metric("杭州2024", 1, "72条", 72, "条", "suggestions"), metric("宁波2024", 1, "90条", 90, "条", "suggestions")],
            "报告意见建议数的2地中，宁波的数最大（90条）",
        ),
        (
            [metric("杭州2024", 1, "72条", 72, "条", "suggestions"), metric("宁波2024", 1, "9人次", 9, "人次", "suggestions")],
            "2/5份报告了意见建议数，单位不同，不能直接排序",
        ),
        (
            [
                metric("杭州2024", 1, "72条", 72, "条", "suggestions"),
                metric("宁波2024", 1, "70条以上", 70, "条", "suggestions", bound="over", high=None),
            ],
            "2/5份报告了意见建议数，界限不清，排不出先后",
        ),
    ],
)
def test_indicator_findings_rank_only_what_is_alike(rows, told):
    assert findings.indicator_finding(with_numbers(*rows), "suggestions") == told


def test_coverage_and_panels():
    assert findings.coverage_finding(compare.coverage(small_tables())) == "报告最多的是意见建议数（3/5份）；22项无一报告"
    indicators = with_numbers(*metric_rows())
    assert findings.panels_finding(indicators, ["suggestions", "consultations"]) == "2项指标的4对数字中，单位、期间与状态相同的有1对（25%）"


def test_corpus_findings():
    tables = small_tables()
    told = findings_corpus.corpus_finding(compare.characters_by_role(tables))
    assert told == "5个文件共3130字，留用91%，得5份报告；未用的多为网页杂项"
    assert (
        findings_corpus.repairs_finding(compare.edits_by_kind(tables)) == "修补最多的文件是a（占100%，n=3），以繁转简为多；1处损坏留而不猜"
    )
    words = compare.keyness(small_tables(tokens=many_tokens(20)))
    assert findings_corpus.keyness_finding(words) == "与其余报告相比，最突出的是杭州的“下沉”（200次，其余共0次）"
    assert findings_corpus.keyness_finding(compare.keyness(tables)) == "各地用词没有明显差别"
    told = findings_corpus.diffusion_finding(compare.practice_diffusion(tables))
    assert told == "传得最广的做法是“民生议事堂”（2地）；50%的做法只见于一地（n=2）"
    assert findings_corpus.loops_finding(compare.loop_table(tables), 5) == "5份报告中2份写出流程链；2条里1条以反馈或评议收尾"
    told = findings_corpus.density_finding(compare.per_thousand(tables))
    assert told == "各地每千字的数字个数区间重叠，分不出疏密；衢州2023一个也没有"


def test_every_finding_has_words_for_nothing():
    nothing = empty_tables()
    shares, indicators = compare.theme_shares(nothing), compare.indicator_table(nothing)
    told = [
        findings.heatmap_finding(shares),
        findings.cooccurrence_finding(compare.theme_cooccurrence(nothing)),
        findings.position_finding(compare.theme_positions(nothing)),
        findings.coverage_finding(compare.coverage(nothing)),
        findings.indicator_finding(indicators, "proposals"),
        findings.panels_finding(indicators, ["proposals"]),
        findings.share_range(shares, "party"),
        findings_corpus.corpus_finding(compare.characters_by_role(nothing)),
        findings_corpus.repairs_finding(compare.edits_by_kind(nothing)),
        findings_corpus.density_finding(compare.per_thousand(nothing)),
        findings_corpus.keyness_finding(compare.keyness(nothing)),
        findings_corpus.diffusion_finding(compare.practice_diffusion(nothing)),
        findings_corpus.kinds_finding(compare.practice_kinds(nothing)),
        findings_corpus.loops_finding(compare.loop_table(nothing), 0),
    ]
    assert all(text and "nan" not in text for text in told)


@pytest.mark.parametrize(("share", "text"), [(0.634, "63%"), (0, "0%"), (1, "100%"), (0.001, "<1%"), (0.999, ">99%"), (float("nan"), "—")])
def test_percent_never_rounds_to_all_or_nothing(share, text):
    assert wording.percent(share) == text


@pytest.mark.parametrize(("value", "text"), [(779, "779"), (1.18e9, "11.8亿"), (13000, "1.3万"), (1441, "1441"), (0.5, "0.5")])
def test_numbers_in_words(value, text):
    assert wording.number(value) == text


def test_a_stated_number_keeps_its_bound():
    row = pd.Series({"surface": "900余次", "bound": "over", "value": 900.0, "unit": "次"})
    assert wording.measured(row) == "≥900次"
    assert wording.measured(row.replace({"900余次": None})) == "未报告"
