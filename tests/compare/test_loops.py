"""Chains as tables: kinds, stages, who closes a process and where it breaks."""

import pandas as pd
import pytest

from analysis import compare
from analysis.coding.loops import default_finder
from analysis.compare import findings_practices
from analysis.compare.loops import stages_by_step
from analysis.schema import STAGES, make_table
from tests.compare.small_corpus import empty_tables, place, small_tables


def tables_of(chains):
    """Return the small corpus with these chains: (report, chain in quotes), coded as a sentence would be."""
    rows = []
    for number, (report, text) in enumerate(chains):
        [loop] = default_finder().find(f"形成“{text}”工作链条。")
        coded = {
            "steps": list(loop.steps),
            "n_steps": len(loop.steps),
            "closed": loop.closed,
            "kind": loop.kind,
            "stages": list(loop.stages),
        }
        rows.append({**place(report, number), **coded})
    return small_tables(loops=make_table("loops", rows))


@pytest.fixture(scope="module")
def tables():
    return tables_of(
        [
            ("杭州2024", "提—立—办—督—评"),
            ("杭州2024", "党组—专委会—界别委员"),
            ("宁波2024", "党政领导阅批—党政两办督查—部门落实反馈"),
            ("衢州2024", "征集选题—专题协商—部门办理"),
            ("衢州2024", "调研—考察—总结"),
        ]
    )


def test_a_chain_has_its_kind_and_a_stage_for_each_step(tables):
    loops = compare.loop_table(tables).set_index("chain")
    assert loops.loc["党组→专委会→界别委员", ["kind", "stages"]].tolist() == ["organisation", "→→"]
    assert loops.loc["提→立→办→督→评", "stages"] == "propose→decide→carry_out→supervise→evaluate"


def test_only_processes_break(tables):
    breaks = compare.loop_breaks(tables)
    assert set(breaks["kind"]) == {"process"}
    assert len(breaks) == 4


# chain → first, last, skipped, closed_by, closed
@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ("提→立→办→督→评", ["propose", "evaluate", "consult→feed_back", None, True]),
        ("党政领导阅批→党政两办督查→部门落实反馈", ["decide", "feed_back", "", "部门", True]),
        ("征集选题→专题协商→部门办理", ["propose", "carry_out", "decide", None, False]),
        ("调研→考察→总结", [None, None, None, None, False]),
    ],
)
def test_where_a_process_breaks(tables, chain, expected):
    row = compare.loop_breaks(tables).set_index("chain").loc[chain]
    told = [None if pd.isna(row[name]) else row[name] for name in ("first", "last", "skipped", "closed_by")]
    assert [*told, row["closed"]] == expected


@pytest.mark.parametrize(
    ("step", "stages", "why"),
    [
        ("部门落实反馈", {"carry_out": [1], "feed_back": [1]}, "two acts side by side are two stages"),
        ("第二年协商会议通报", {"feed_back": [1]}, "the meeting only says where"),
        ("协商成果办理", {"carry_out": [1]}, "the result only says what is handled"),
        ("实地考察", {}, "looking into a matter is none of the seven"),
    ],
)
def test_stages_of_a_step(step, stages, why):
    assert stages_by_step(step) == stages, why


def test_stages_by_city_are_null_where_no_process_is_written(tables):
    table = compare.loop_stage_table(tables).set_index(["city", "stage"])
    assert len(table) == 5 * len(STAGES)
    assert table.loc[("衢州2024", "consult"), ["n_loops", "n_named", "named"]].tolist() == [2, 1, True]
    assert table.loc[("衢州2024", "evaluate"), ["n_loops", "n_named", "named"]].tolist() == [2, 0, False]
    assert pd.isna(table.loc[("衢州2023", "consult"), "named"])
    assert table.loc[("宁波", "carry_out"), "named"]


def test_findings_say_who_closes_and_where_it_breaks(tables):
    breaks = compare.loop_breaks(tables)
    assert findings_practices.chains_finding(compare.loop_table(tables), 5) == "5份报告中3份写出5条链：流程4条、组织1条"
    assert findings_practices.closing_finding(breaks) == "4条工作流程中2条以反馈或评议收尾（宁波、杭州），写明收尾者的1条：部门"
    told = findings_practices.breaking_finding(breaks)
    assert told == "3条流程首尾之间略过协商与决定的各1条，与别的阶段区间重叠；1条未写到反馈或评议"


@pytest.mark.parametrize(
    ("chains", "tail"),
    [
        (["协商—反馈—归档", "提案—交办—评议—督查"], "2条写到反馈或评议而不以此收尾"),
        (["协商—反馈—归档", "提案—交办—督查"], "1条未写到反馈或评议；1条写到反馈或评议而不以此收尾"),
        (["提案—交办—督查"], "1条未写到反馈或评议"),
        (["提案—交办—评议"], "都以反馈或评议收尾"),
    ],
)
def test_a_process_that_goes_on_after_the_result_is_not_said_to_lack_it(chains, tail):
    told = findings_practices.breaking_finding(compare.loop_breaks(tables_of([("杭州2024", chain) for chain in chains])))
    assert told.partition("；")[2] == tail


def test_a_stage_that_all_processes_skip_stands_alone():
    breaks = compare.loop_breaks(tables_of([("杭州2024", "提—立—办—评")] * 12))
    assert findings_practices.breaking_finding(breaks) == "12条流程首尾之间略过协商与监督的各12条，与别的阶段区间重叠；都以反馈或评议收尾"
    breaks = compare.loop_breaks(tables_of([("杭州2024", "提—议—办—督—评")] * 12))
    assert findings_practices.breaking_finding(breaks) == "12条流程最常略过的是决定（12条）；都以反馈或评议收尾"
    assert findings_practices.count_skipped(breaks).set_index("stage").loc["decide", ["n_skipped", "n_loops", "share"]].tolist() == [
        12,
        12,
        1,
    ]


def test_the_stage_named_most_stands_with_its_n(tables):
    told = findings_practices.stages_finding(compare.loop_stage_table(tables))
    assert told == "工作流程写出最多的阶段是办理（3/4条），与别的阶段区间重叠"
    alone = compare.loop_stage_table(tables_of([("杭州2024", "征集—选题—荐题")] * 12))
    assert findings_practices.stages_finding(alone) == "工作流程写出最多的阶段是提出（12/12条）"


def test_findings_have_words_for_nothing():
    nothing = empty_tables()
    breaks, practices = compare.loop_breaks(nothing), compare.practice_table(nothing)
    told = [
        findings_practices.chains_finding(compare.loop_table(nothing), 0),
        findings_practices.closing_finding(breaks),
        findings_practices.breaking_finding(breaks),
        findings_practices.stages_finding(compare.loop_stage_table(nothing)),
        findings_practices.numbers_finding(compare.practice_numbers(nothing), practices),
    ]
    assert all(text and "nan" not in text for text in told)


def test_practices_with_numbers_are_counted_once(seed_tables):
    practices, numbers = compare.practice_table(seed_tables), compare.practice_numbers(seed_tables)
    told = findings_practices.numbers_finding(numbers, practices)
    assert told.startswith(f"{len(practices)}项做法中{len(numbers.drop_duplicates(['report', 'name']))}项写出了自己的数字")
    assert "95%区间" in told
    assert findings_practices.numbers_finding(numbers.head(0), practices) == f"{len(practices)}项做法都没有写出自己的数字"
