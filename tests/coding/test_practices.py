"""Named practices: cases as data, the labels of the seeds, one identity per report, and the properties every answer keeps."""

from __future__ import annotations

import csv
import json
import re
import time
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.practices import PracticeMention, canonical_name, default_finder, practice_key
from analysis.compare.accuracy_practices import core_of, is_same_practice
from analysis.lexicon import load_lexicon
from analysis.schema import PRACTICE_KINDS

GOLD = Path(__file__).parents[1] / "gold"


def _marks(reason: str) -> tuple:
    return (pytest.mark.xfail(strict=True, reason=reason),) if reason else ()


def _read_cases() -> list:
    with Path(__file__).with_name("cases_practices.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [pytest.param(row["text"], row["expected"], id=row["text"], marks=_marks(row["known_failure"])) for row in rows]


def _read_lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("text", "expected"), _read_cases())
def test_case(text: str, expected: str) -> None:
    found = {mention.name: mention.kind for mention in default_finder().find([text])}
    assert found == dict(part.split("=") for part in expected.split("|") if part)


# --- the labels of the seeds


def _seed_reports() -> dict[str, list[list[str]]]:
    labels = {row["u"]: row for row in _read_lines("gold.jsonl")}
    sentences: dict[tuple[str, str], list[str]] = defaultdict(list)
    for unit in _read_lines("units.jsonl"):
        label = labels[unit["u"]]
        if label["doc"] != "004" and label["role"] in ("body", "headline", "heading", "caption"):
            sentences[label["doc"], label["report"]].append(unit["text"])
    reports: dict[str, list[list[str]]] = defaultdict(list)
    for (document, _), texts in sentences.items():
        reports[document].append(texts)
    restored = [line for line in (GOLD / "004.restored.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("-")]
    reports["004"].append([part for line in restored for part in re.split(r"(?<=[。；！？])", line) if part])
    return reports


def _seed_mentions() -> dict[str, list[PracticeMention]]:
    return {document: [m for texts in parts for m in default_finder().find(texts)] for document, parts in _seed_reports().items()}


def _seed_labels() -> dict[str, list[dict]]:
    labels: dict[str, list[dict]] = defaultdict(list)
    for row in _read_lines("gold.jsonl"):
        labels[row["doc"]] += row["practices"]
    return labels


def _names(label: dict) -> list[str]:
    return [label["name"], *([label["name_also"]] if "name_also" in label else [])]


def test_names_of_the_seeds_reach_f1_and_precision_of_80_percent() -> None:
    hits = found = wanted = 0
    for document, mentions in _seed_mentions().items():
        labels = _seed_labels()[document]
        required = {core_of(label["name"]): _names(label) for label in reversed(labels) if not label.get("optional")}
        optional = [name for label in labels if label.get("optional") for name in _names(label)]
        names = {mention.name for mention in mentions}
        right = {name for name in names for group in required.values() for other in group if is_same_practice(name, other)}
        false = {name for name in names - right if not any(is_same_practice(name, other) for other in optional)}
        matched = sum(any(is_same_practice(name, other) for name in names for other in group) for group in required.values())
        hits, found, wanted = hits + matched, found + matched + len(false), wanted + len(required)
    assert wanted > 150
    assert hits / found >= 0.80
    assert 2 * hits / (found + wanted) >= 0.80


def test_kinds_of_the_seeds_agree_in_90_percent() -> None:
    right = found = 0
    mentions = _seed_mentions()
    for document, labels in _seed_labels().items():
        for label in labels:
            near = [m for m in mentions[document] if is_same_practice(m.name, label["name"])]
            if near and not label.get("optional"):
                found += 1
                right += any(m.kind in (label["kind"], label.get("kind_also")) for m in near)
    assert found > 150
    assert right / found >= 0.90


# --- identity, roles, reports of others


def test_a_name_shown_once_is_found_where_it_stands_bare() -> None:
    found = default_finder().find(["开展“一线议事·同心共建”行动。", "推动一线议事·同心共建走深走实。", "“一线议事·同心共建”受到好评。"])
    assert [(m.sentence, m.name, m.kind) for m in found] == [(n, "一线议事·同心共建", "campaign") for n in (0, 1, 2)]


def test_the_strongest_evidence_gives_kind_and_form_to_all_mentions() -> None:
    found = default_finder().find(["“三进四联”纵深推进。", "深入开展“三进四联”活动。"])
    assert {(m.name, m.kind) for m in found} == {("三进四联", "campaign")}
    assert [m.sentence for m in found] == [0, 1]


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["参与省政协“六送下乡”。", "让“六送”服务基层。"], "六送下乡"),
        (["建成政协委员之家12个。", "“委员之家”授牌。"], "委员之家"),
        (["用好智慧政协平台。", "依托“智慧政协”系统。", "“智慧政协APP”上线。"], "智慧政协"),
        (["打造“·甲乙商量•品牌”的“同心・共议”品牌。", "推广“同心·共议”工作法。"], "同心·共议"),
        (["走进青山街道委员工作站。", "建好委员工作站。"], "委员工作站"),
    ],
)
def test_spellings_share_one_name(texts: list[str], name: str) -> None:
    found = [m for m in default_finder().find(texts) if m.name == name]
    assert {m.sentence for m in found} == set(range(len(texts)))


def test_a_name_with_a_noun_behind_it_is_the_name_that_stands_alone_elsewhere() -> None:
    found = default_finder().find(["“甲乙议”民生议事堂", "深化“甲乙议”民生议事堂品牌，开展活动74场。"])
    assert [(m.sentence, m.name, m.kind) for m in found] == [(0, "甲乙议", "brand"), (1, "甲乙议", "brand")]
    [other] = default_finder().find(["“甲乙议”民生议事堂开展活动74场。"])
    assert other.name == "“甲乙议”民生议事堂"


def test_a_nested_venue_is_found_inside_a_chain() -> None:
    names = {m.name for m in default_finder().find(["构建“主席会议-专题协商-民生议事堂-协商驿站”平台体系。"])}
    assert {"民生议事堂", "协商驿站"} < names


def test_lists_share_the_noun_behind_them() -> None:
    found = default_finder().find(["开设“界别好声”“履职剪影”专栏。"])
    assert [(m.name, m.kind) for m in found] == [("界别好声", "lecture"), ("履职剪影", "lecture")]


def test_a_name_that_lost_its_first_quotation_mark_keeps_its_end() -> None:
    [mention] = default_finder().find(["培育“泉”边商量”品牌。"])
    assert mention.name == "“泉”边商量"


def test_the_issuer_line_names_no_practice() -> None:
    texts = ["□青山市政协委员工作室", "建成委员工作室12个。"]
    assert [m.sentence for m in default_finder().find(texts, ["issuer", "body"])] == [1]


def test_roles_of_another_length_are_an_error() -> None:
    with pytest.raises(ValueError, match="2 sentences but 1 roles"):
        default_finder().find(["甲", "乙"], ["body"])


def test_the_report_of_a_government_lists_only_what_concerns_the_conference() -> None:
    others = ["实施“百企领航”行动，推进“智造强市”工程，全市规模以上工业增加值稳步增长，城乡居民收入持续提高。"] * 12
    found = default_finder().find([*others, "支持市政协打造“有事好商量”平台。"])
    assert {m.name for m in found} == {"有事好商量"}


def test_no_sentences_give_no_mentions() -> None:
    assert default_finder().find([]) == []


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("“甲乙丙丁”", "甲乙丙丁"),
        ("‘菏’你协商", "“菏”你协商"),
        ("同心・共议", "同心·共议"),
        ("“三联”制度", "“三联”制度"),
        (" 委员说 ", "委员说"),
    ],
)
def test_canonical_name(name: str, canonical: str) -> None:
    assert canonical_name(name) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [("“双联”制度", "双联机制"), ("“委员进社区”活动", "委员进社区"), ("市政协委员之家", "委员之家"), ("书香 政协", "书香政协")],
)
def test_practice_key_of_spellings(one: str, other: str) -> None:
    assert practice_key(one) == practice_key(other)


_SIGNS = st.text(alphabet='打造开展委员工作室商量机制活动三联·政协“”‘’"《》「」（）、，。的和—+ 12', max_size=60)


@given(st.lists(_SIGNS, max_size=4))
def test_mentions_lie_in_their_sentences_and_use_the_codes(texts: list[str]) -> None:
    for mention in default_finder().find(texts):
        assert 0 <= mention.start < mention.end <= len(texts[mention.sentence])
        assert mention.kind in PRACTICE_KINDS
        assert mention.name.strip() == mention.name != ""


_QUOTES = re.compile(r"[“”‘’\"「」『』＂]")
_UNCLEAN_START = re.compile(r"[的了着，。；！？、,;!?：:…·•・》）)—–→+＋\s]")
_UNCLEAN_END = re.compile(r"[的了着和与及，。；！？、,;!?：:…·•・《（(“‘「—–→\s]$")
_KNOWN_NAMES = frozenset(load_lexicon("practices")["name"])
_WORDS = st.sampled_from(
    [
        *'的了和与、，“”‘’《》（）·—+以等"',
        *(
            "打造",
            "开展",
            "推行",
            "建成",
            "设置",
            "围绕",
            "为抓手",
            "12个",
            "政协",
            "委员",
            "协商",
            "提案",
            "甲乙丙",
            "三双",
            "有事好商量",
            "会客厅",
        ),
        *("议事厅", "工作室", "机制", "行动", "品牌", "监督法", "客户端", "工程", "服务队", "专项视察"),
        *("\x00", "\u200b", "\ufffd", "\ue000"),
    ]
)


_ENDS = st.sampled_from([*"的了着和与，。、·—（ ", "", "", "\x00", "\u200b", "\ufffd"])
_QUOTED = st.tuples(
    st.sampled_from(["打造“", "推行“", "建成“", "“", "开设《", '开展"']),
    _ENDS,
    st.sampled_from(["委员甲乙", "协商议事厅", "三学三比", "提案门诊", "同心护航", "甲乙丙"]),
    _ENDS,
    st.sampled_from(["”品牌", "”工作法", "”客户端", "”", "》栏目", '"行动', "”服务队"]),
).map("".join)
_SENTENCES = st.one_of(_QUOTED, st.lists(_WORDS, max_size=24).map("".join))


@given(st.lists(_SENTENCES, max_size=3))
def test_names_are_made_of_the_characters_of_their_sentences_and_have_clean_ends(texts: list[str]) -> None:
    """A name is written in the report or known from the lexicon; no mark that the program puts in is part of it."""
    for mention in default_finder().find(texts):
        bare = _QUOTES.sub("", mention.name)
        assert mention.name in _KNOWN_NAMES or set(bare) <= set("".join(texts).replace("•", "·").replace("・", "·"))
        assert mention.name.isprintable()
        assert not _UNCLEAN_START.match(mention.name)
        assert not _UNCLEAN_END.search(mention.name)


@pytest.mark.parametrize("sign", ["\x00", "\u200b", "\ue000", "\x1b"])
def test_no_sign_that_cannot_be_seen_is_part_of_a_name(sign: str) -> None:
    for text in (
        f"打造“协商{sign}甲乙”品牌。",
        f"打造“委员甲乙{sign}”品牌。",
        f"建成委员{sign}议事厅12个。",
        f"建立提案{sign}办理协商机制。",
    ):
        assert not any(sign in mention.name for mention in default_finder().find([text]))


@pytest.mark.parametrize(
    "piece",
    [
        "打造“协商甲乙丙”机制，",
        "打造“协商甲乙丙”机制",
        "建立提案办理协商机制",
        "建成协商议事室委员讲堂",
        "“协商丙丁”、",
        "开设《协商“丙”》栏目",
        "“协商”丙”",
        "协商“甲‘",
    ],
)
def test_time_grows_with_the_length_of_a_sentence_and_not_with_its_square(piece: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        default_finder().find([piece * count])
        return time.process_time() - started

    seconds(10)
    short = min(seconds(250) for _ in range(3))
    assert seconds(4000) < max(0.2, 16 * 4 * short)  # sixteen times as long: 16 if linear, 256 if square


@given(st.lists(_SIGNS, max_size=3))
def test_the_same_sentences_give_the_same_mentions(texts: list[str]) -> None:
    assert default_finder().find(texts) == default_finder().find(texts)


# --- the lexicons


@pytest.mark.parametrize("name", ["practices", "practice_heads", "practice_verbs", "practice_excluded"])
def test_every_row_of_a_lexicon_has_a_reason(name: str) -> None:
    table = load_lexicon(name)
    assert (table["reason"] != "").all()
    assert not table.duplicated().any()


def test_kinds_and_tiers_are_codes() -> None:
    heads, practices, verbs = load_lexicon("practice_heads"), load_lexicon("practices"), load_lexicon("practice_verbs")
    ends = {"name", "need", "made", "outer", "weak", "suffix", "sign", "motto", "cue", "no_end", "place", "tool", "post", "talk"}
    assert set(heads["tier"]) == ends | {"beside", "measure", "online"}
    assert set(heads.loc[heads["tier"] != "no_end", "kind"]) <= set(PRACTICE_KINDS)
    assert set(practices["kind"]) <= set(PRACTICE_KINDS)
    assert set(verbs["kind"]) <= {*PRACTICE_KINDS, ""}
    assert set(verbs["strength"]) == {"strong", "weak", "after", "naming", "single", "regular", "output", "established", "removing"}
    assert (heads.loc[heads["tier"].isin(["need", "place"]), "needs"] != "").all()


def test_no_known_practice_is_excluded() -> None:
    excluded = load_lexicon("practice_excluded")
    refused = set(excluded.loc[excluded["place"].isin(["inside", "figure", "name"]), "text"])
    assert not refused & set(load_lexicon("practices")["form"])
