import pandas as pd
import pytest

from analysis import compare
from analysis.compare import findings, findings_corpus, wording
from tests.compare.small_corpus import empty_tables, lone_tables, many_tokens, small_tables


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


def _pairs(*rows):
    columns = ["theme", "other", "n_both", "low", "expected", "high"]
    turned = [(other, theme, *rest) for theme, other, *rest in rows]
    return pd.DataFrame([*rows, *turned], columns=columns)


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([("economy", "research", 19, 0.28, 0.2, 0.55), ("digital", "opinion", 1, 0.0, 0.1, 0.4)],
         "服务发展与调研建言同句最多（19句），多于随机相遇"),
        ([("digital", "opinion", 1, 0.2, 0.1, 0.9), ("unity", "party", 1, 0.01, 0.1, 0.4)],
         "同句最多的主题有2对（数字政协与社情民意、团结联谊与党建），各1句，分不出先后；其中1对多于随机相遇，1对不异于随机相遇"),
        ([("unity", other, 2, 0.01, 0.1, 0.05) for other in ("party", "platform", "outreach", "research")],
         "同句最多的主题有4对（团结联谊与党建、团结联谊与协商平台、团结联谊与委员下沉等4对），各2句，分不出先后；其中4对少于随机相遇"),
    ],
)  # fmt: skip
def test_no_pair_is_named_alone_where_several_tie(pairs, told):
    assert findings.cooccurrence_finding(_pairs(*pairs)) == told


def _positions(**places):
    """Twenty sentences a theme, spread 0.05 around its place."""
    rows = [(theme, place + 0.005 * (i - 9.5)) for theme, place in places.items() for i in range(20)]
    return pd.DataFrame(rows, columns=["theme", "position"])


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ({"party": 0.1, "research": 0.5, "capacity": 0.9}, "报告先谈党建（中位10%，n=20），后谈自身建设（中位90%，n=20）"),
        ({"party": 0.1, "proposals": 0.12, "research": 0.5, "capacity": 0.9},
         "党建（中位10%，n=20）早于自身建设（中位90%，n=20）；党建与提案区间重叠，分不出先后"),
        ({"party": 0.1, "proposals": 0.12, "unity": 0.9, "digital": 0.91, "livelihood": 0.9, "outreach": 0.9, "capacity": 0.92},
         "党建（中位10%，n=20）早于自身建设（中位92%，n=20）；党建与提案，自身建设与委员下沉、民生实事、数字政协等4项区间重叠，分不出先后"),
        ({"party": 0.5, "capacity": 0.51}, "各主题在报告中的位置区间重叠，看不出先后"),
    ],
)  # fmt: skip
def test_first_and_last_are_held_against_all_others(places, told):
    assert findings.position_finding(_positions(**places)) == told


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
    diffusion = compare.practice_diffusion(tables)
    named = findings_corpus.diffusion_finding(diffusion.replace({"name": {"民生议事堂": "“玉”事广议"}}))
    assert named.startswith("传得最广的做法是“‘玉’事广议”（2地）")
    told = findings_corpus.diffusion_finding(diffusion)
    assert told == "传得最广的做法是“民生议事堂”（2地）；50%的做法只见于一地（n=2）"
    assert findings_corpus.loops_finding(compare.loop_table(tables), 5) == "5份报告中2份写出流程链；2条工作流程里1条以反馈或评议收尾"
    told = findings_corpus.density_finding(compare.per_thousand(tables))
    assert told == "各地每千字的数字个数区间重叠，分不出疏密；衢州2023一个也没有"


def test_every_finding_has_words_for_nothing():
    nothing = empty_tables()
    shares = compare.theme_shares(nothing)
    told = [
        findings.heatmap_finding(shares),
        findings.cooccurrence_finding(compare.theme_cooccurrence(nothing)),
        findings.position_finding(compare.theme_positions(nothing)),
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
