import pytest

from analysis import compare
from analysis.compare import findings_metrics as findings
from analysis.compare import wording
from analysis.schema import make_table
from tests.compare.small_corpus import empty_tables, metric, metric_rows, small_tables

TOLD = {"period": "year", "area": "own", "basis": "put_forward"}


def tables_of(*rows):
    return small_tables(metrics=make_table("metrics", list(rows)))


def advice(report, text, value, **more):
    return metric(report, 1, text, value, "条", "suggestions", **TOLD) | more


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "意见建议数：5份报告均未报告"),
        ([advice("杭州2024", "72条", 72)], "只有杭州报告了意见建议数（72条），无从比较"),
        ([advice("杭州2024", "72条", 72), advice("宁波2024", "90条", 90)], "报告意见建议数的2份报告中，宁波的数最大（90条）"),
        (
            [advice("杭州2024", "72条", 72, area=None), advice("宁波2024", "90余条", 90, bound="over", high=None, year=2020, period=None)],
            "报告意见建议数的2份报告中，宁波的数最大（90余条）；保留：只知界限，年份不同，时段、范围未说明",
        ),
        (
            [advice("杭州2024", "72条", 72), advice("宁波2024", "9人次", 9, unit="人次", basis="key")],
            "5份报告中2份报告了意见建议数，单位、口径不同，不能直接排序",
        ),
        (
            [advice("杭州2024", "72条", 72), advice("宁波2024", "70条以上", 70, bound="over", high=None)],
            "5份报告中2份报告了意见建议数，界限不清，排不出先后",
        ),
        ([advice("杭州2024", "72条", 72), advice("宁波2024", "72条", 72)], "5份报告中2份报告了意见建议数，最大的数相同，不分先后"),
    ],
)
def test_indicator_findings_rank_only_what_is_alike(rows, told):
    assert findings.indicator_finding(compare.indicator_table(tables_of(*rows)), "suggestions") == told


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ("", ""),
        ("unit", "单位不同"),
        ("unit|basis|area_untold", "单位、口径不同，范围未说明"),
        ("same_city|bound|year|year_untold", "同一城市，只知界限，年份不同，年份未说明"),
    ],
)
def test_what_reasons_share_is_said_once(codes, words):
    assert findings.word_reasons(codes) == words


def test_coverage_counts_reports():
    told = findings.coverage_finding(compare.coverage(small_tables()))
    assert told == "报告最多的是意见建议数（5份报告中3份）；22项无一报告"


def test_panels_count_pairs():
    indicators = compare.indicator_table(tables_of(*metric_rows()))
    told = findings.panels_finding(indicators, ["suggestions", "consultations"])
    assert told == "2项指标的4对数字中，直接可比0对，有保留可比4对（合100%）"


def test_verdicts_name_what_most_often_forbids():
    numbers = [advice("杭州2024", "72条", 72), advice("宁波2024", "9条", 9, basis="key"), advice("衢州2024", "5条", 5, period="term")]
    table = compare.indicator_table(tables_of(*numbers))
    counts, reasons = compare.count_pairs(table), compare.count_reasons(table)
    assert findings.verdicts_finding(counts, reasons) == "3对数字中3对不可比（100%），最常见的缘由是时段不同（2对）"
    alike = compare.indicator_table(tables_of(*numbers[:1], advice("宁波2024", "9条", 9)))
    assert findings.verdicts_finding(compare.count_pairs(alike), compare.count_reasons(alike)) == "1对数字没有一对不可比"
    told = findings.pairs_finding(counts, reasons, "suggestions")
    assert told == "意见建议数的3对数字：不可比3对（时段、口径不同）"


def members(report, text, value, basis="serving", **more):
    return metric(report, 8, text, value, "名", "members", basis=basis) | more


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([advice("杭州2024", "72条", 72)], "5份报告中没有一份的意见建议数可按委员数折算"),
        ([advice("杭州2024", "72条", 72), members("杭州2024", "300名", 300)], "5份报告中只有杭州的意见建议数可按委员数折算，无从比较"),
        (
            [advice("杭州2024", "72条", 72), members("杭州2024", "300名", 300),
             advice("宁波2024", "60条", 60), members("宁波2024", "200名", 200)],
            "可折算的2份报告中，宁波每百名委员的意见建议数最多",
        ),
        (
            [advice("杭州2024", "72条", 72), members("杭州2024", "300名", 300),
             advice("宁波2024", "60条", 60, basis="key"), members("宁波2024", "200名", 200)],
            "2份报告可折算每百名委员的意见建议数，口径不同，不能直接排序",
        ),
        (
            [advice("杭州2024", "72条", 72), members("杭州2024", "300名", 300),
             advice("宁波2024", "40余条", 40, bound="over", high=None), members("宁波2024", "200名", 200)],
            "2份报告可折算每百名委员的意见建议数，界限不清，排不出先后",
        ),
    ],
)  # fmt: skip
def test_findings_on_members_name_a_city_only_where_its_rate_stands_apart(rows, told):
    assert findings.member_finding(compare.per_member(tables_of(*rows), "suggestions"), "suggestions") == told


def test_proposals_say_what_was_checked():
    def proposals(place, text, value, basis, **more):
        return metric("杭州2024", place, text, value, "件", "proposals", basis=basis) | more

    received = proposals(1, "100件", 100, "received")
    alone = tables_of(received)
    told = findings.proposal_finding(compare.proposal_table(alone), compare.reconcile_totals(alone), 5)
    assert told == "5份报告中1份给出提案数字，共1种口径；没有总数与部分并列，无从核对"
    over = tables_of(received, proposals(2, "120件", 120, "filed", part_of=50))
    told = findings.proposal_finding(compare.proposal_table(over), compare.reconcile_totals(over), 5)
    assert told == "5份报告中1份给出提案数字，共2种口径；部分对总数1处：超过1处"
    rate = proposals(3, "90%", 0.9, "answered", unit="%", kind="percent", status="rate", indicator="proposal_completion")
    rows = [received, proposals(1, "80件", 80, "filed", part_of=50, start=55, end=60), proposals(2, "72件", 72, "handled"), rate]
    several = tables_of(*rows)
    told = findings.proposal_finding(compare.proposal_table(several), compare.reconcile_totals(several), 5)
    assert told == "5份报告中1份给出提案数字，共4种口径；核对总数与比率1处：相符1处；部分对总数1处：未超过1处"


def test_every_finding_has_words_for_nothing():
    nothing = empty_tables()
    indicators = compare.indicator_table(nothing)
    told = [
        findings.coverage_finding(compare.coverage(nothing)),
        findings.indicator_finding(indicators, "proposals"),
        findings.panels_finding(indicators, ["proposals"]),
        findings.verdicts_finding(compare.count_pairs(indicators), compare.count_reasons(indicators)),
        findings.pairs_finding(compare.count_pairs(indicators), compare.count_reasons(indicators), "proposals"),
        findings.proposal_finding(compare.proposal_table(nothing), compare.reconcile_totals(nothing), 0),
        findings.member_finding(compare.per_member(nothing, "proposals"), "proposals"),
    ]
    assert all(text and "nan" not in text for text in told)


def test_reports_are_listed_as_reports():
    assert wording.name_reports(["杭州", "衢州2024", "衢州2025", "宁波"], 2) == "杭州、衢州2024等4份"
    assert wording.name_reports(["杭州"], 2) == "杭州"


def test_a_finding_changes_with_its_numbers():
    rows = [advice("杭州2024", "72条", 72), advice("宁波2024", "90条", 90)]
    before = findings.indicator_finding(compare.indicator_table(tables_of(*rows)), "suggestions")
    swapped = [row | {"report": other["report"], "source": other["source"]} for row, other in zip(rows, rows[::-1], strict=True)]
    after = findings.indicator_finding(compare.indicator_table(tables_of(*swapped)), "suggestions")
    assert "宁波" in before
    assert "杭州" in after
