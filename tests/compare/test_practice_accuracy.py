"""What is missed and what is false, by kind; merged spellings; rows with their sentence."""

import json

import pandas as pd
import pytest

from analysis import compare
from analysis.compare import findings_practices
from analysis.schema import make_table
from analysis.show import figures
from tests.compare.small_corpus import place, practice_rows, small_tables
from tests.show import drawn


def label(name, kind, **more):
    return {"surface": name, "name": name, "kind": kind, **more}


@pytest.fixture
def gold(tmp_path):
    """Labels of one document: one practice that is found, two that are missed (one of them told twice), and one at will."""
    told = [
        [label("民生议事堂", "venue"), label("委员学堂", "lecture")],
        [label("委员学堂", "lecture"), label("六送下乡", "campaign"), label("三抓三促", "campaign", optional=True)],
    ]
    units = [
        {"u": f"a-{i:03}", "doc": "a", "start": 50 * i, "end": 50 * i + 50, "role": "body", "report": "a-0", "themes": [], "metrics": [],
         "practices": practices} for i, practices in enumerate(told)]  # fmt: skip
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(unit, ensure_ascii=False) + "\n" for unit in units), encoding="utf-8")
    return tmp_path


@pytest.fixture
def tables():
    """The small corpus, with a practice in the labelled document that nobody has labelled."""
    stray = {**place("杭州2024", 4), "surface": "夯基工程", "name": "夯基工程", "kind": "campaign"}
    return small_tables(practices=make_table("practices", [*practice_rows(), stray]))


def test_misses_have_their_kind_and_their_first_place(tables, gold):
    misses = compare.practice_misses(tables, gold)
    told = misses[["list", "name", "kind", "source", "start"]].to_numpy().tolist()
    assert told == [
        ["missed", "委员学堂", "lecture", "a.txt", 0],
        ["missed", "六送下乡", "campaign", "a.txt", 50],
        ["false", "夯基工程", "campaign", "a.txt", 200],
    ]


def test_recall_is_unknown_where_nothing_was_labelled(tables, gold):
    accuracy = compare.practice_accuracy(tables, gold).set_index("kind")
    assert accuracy.loc["venue", ["n_labelled", "n_missed", "recall", "n_false"]].tolist() == [1, 0, 1, 0]
    assert accuracy.loc["campaign", ["n_labelled", "n_missed", "recall", "n_false"]].tolist() == [1, 1, 0, 1]
    assert accuracy.loc["lecture", "n_labelled"] == 1, "told twice in one document is one name"
    assert accuracy.loc["digital", ["recall", "low", "high"]].isna().all()


def test_the_finding_names_a_kind_only_where_its_interval_stands_alone(tables, gold):
    accuracy = compare.practice_accuracy(tables, gold)
    assert findings_practices.recall_finding(accuracy) == "人工标注的3项做法漏认2项（67%），另误认1项；各类区间重叠"
    many = accuracy.assign(n_labelled=[100, 100, 0, 0, 0, 0], n_missed=[0, 60, 0, 0, 0, 0])
    far = many.assign(recall=[1, 0.4, *[None] * 4], low=[0.96, 0.3, *[None] * 4], high=[1, 0.5, *[None] * 4])
    assert findings_practices.recall_finding(far.astype({"recall": "float64"})).endswith("漏得最多的是机制")


def test_false_names_of_kinds_that_nobody_labelled_are_counted(tables, gold):
    accuracy = compare.practice_accuracy(tables, gold)
    false = accuracy.assign(n_false=[0, 0, 0, 1, 9, 0])
    assert false.loc[false["n_false"] == 9, "n_labelled"].tolist() == [0]
    assert "另误认10项" in findings_practices.recall_finding(false)
    none = false.assign(n_labelled=0, n_missed=0)
    assert findings_practices.recall_finding(none) == "没有人工标注的做法，认出的10项都是误认"
    assert findings_practices.recall_finding(none.assign(n_false=0)) == "没有人工标注的做法可以对照"
    assert drawn.texts(figures.practice_recall(false, "t").axes[0], "missing_text") == ["没有标注", "没有标注", "没有标注　误9"]


def test_recall_is_drawn_with_what_was_missed(tables, gold):
    axes = figures.practice_recall(compare.practice_accuracy(tables, gold), "t").axes[0]
    assert drawn.dots(axes) == {"场所（n=1）": 100, "行动（n=1）": 0, "讲堂课程（n=1）": 0}
    assert drawn.texts(axes, "counts") == ["漏0　误0", "漏1　误1", "漏1　误0"]
    assert drawn.texts(axes, "missing_text") == ["没有标注"] * 3


def test_spellings_show_what_was_merged():
    rows = [
        {**row, "surface": surface} for row, surface in zip(practice_rows(), ["议事堂", "民生议事堂", *["民生议事堂"] * 9], strict=False)
    ]
    spellings = compare.practice_spellings(small_tables(practices=make_table("practices", rows)))
    assert spellings[["name", "n_spellings", "spellings"]].to_numpy().tolist() == [["民生议事堂", 2, "议事堂、民生议事堂"]]


def test_rows_are_quoted_once_a_report():
    tables = small_tables()
    quoted = compare.quote_rows(tables, compare.practice_table(tables), n=2)
    assert quoted["text"].tolist() == ["宁波2024第0句：委员下沉、走访群众。", "杭州2024第0句：委员下沉、走访群众。"]
    assert pd.Series(["name", "source", "start", "end"]).isin(quoted.columns).all()
