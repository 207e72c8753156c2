"""Terms in tokens: a lexicon's term that stands in a sentence is one token or several whole ones, and other words stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd
import pytest

from analysis.coding.token_terms import TermFinder, collect_terms
from analysis.coding.tokens import Tokenizer, default_tokenizer, load_dictionary_tags
from analysis.lexicon import load_lexicon
from analysis.tables import Tables

TERMS = collect_terms(load_lexicon)
LONGEST = max(map(len, TERMS))
WORDS = frozenset(load_lexicon("user_words")["word"]) | load_dictionary_tags().keys()

# Written for this test, not taken from a report: sentence, the terms that must be whole in it.
SENTENCES = [
    ("市政协常委会工作报告提请全体委员审议", "市政协 常委会"),
    ("政协常委会工作要点已经主席会议通过", "政协常委会 主席会议"),
    ("省政协提案委员会召开重点提案推进会", "提案委员会 重点提案"),
    ("县政协党组织委员到社区报到", "党组织 委员"),
    ("市政协开展双周协商座谈会六场", "市政协 双周协商"),
    ("深入开展委员走访活动", "开展 委员"),
    ("认真落实提案办理协商机制", "提案办理协商 落实"),
    ("加强和改进民主监督工作", "民主监督"),
    ("积极反映社情民意信息三百篇", "社情民意信息"),
    ("健全委员联系界别群众制度机制", "联系界别群众"),
    ("把协商议事室建到村民家门口", "协商议事室"),
    ("建成委员工作室四十二个", "委员工作室"),
    ("依托委员会客厅接待来访群众", "委员会客厅"),
    ("组织政协委员开展专题视察", "政协委员 专题视察"),
    ("党组理论学习中心组集体学习十二次", "党组理论学习中心组"),
    ("聚焦经济社会发展开展调研", "经济 调研"),
    ("补短板、强弱项、促共富", "短板 共富"),
    ("党员干部带头参加主题党日", "党员 干部 主题党日"),
    ("推进专门协商机构建设", "专门协商机构"),
    ("开好专题议政性常委会会议", "专题议政性常委会会议"),
    ("请你来协商走进田间地头", "请你来协商"),
    ("有事好商量平台覆盖所有乡镇", "有事好商量 平台"),
    ("民生议事堂议出惠民生的好办法", "民生议事堂"),
    ("举办委员大讲堂和读书沙龙", "委员 读书"),
    ("凝聚共识是人民政协的中心环节", "凝聚共识 人民政协"),
    ("港澳地区政协委员来甬考察", "港澳 政协委员"),
    ("临时党支部设在委员联络组上", "临时党支部 委员联络组"),
    ("优化服务体系，解决企业难题", "服务 体系 企业"),
    ("贯彻落实党的二十大精神", "党的二十大 落实"),
    ("提案办结率、满意率均为百分之百", "提案"),
    ("机关党组与机关党委同向发力", "机关党组 机关党委"),
    ("特邀委员和界别委员同堂议事", "界别委员"),
    ("形成协商闭环，推动成果转化", "协商闭环 成果转化"),
    ("用好智慧政协平台开展网络议政", "智慧政协"),
]
# What only looks like a term: its characters belong to other words.
OTHER_WORDS = [
    ("认真做好履职工作", "职工", "履职 工作"),
    ("协调解决历史遗留问题", "调解", "协调 解决"),
    ("招募志愿者两百名", "志愿", "志愿者"),
    ("市政协开展调研", "政协开展", "市政协 开展"),
    ("推进农村人居环境整治", "进农村", "推进 农村"),
    ("关心人民生活", "民生", "人民 生活"),
]

Span = tuple[int, int]


def find_all(text: str) -> Iterator[Span]:
    """Give every place in the text where a term is written, the plain way."""
    for start in range(len(text)):
        for end in range(start + 2, min(len(text), start + LONGEST) + 1):
            if text[start:end] in TERMS:
                yield start, end


def find_broken(text: str, spans: list[Span]) -> list[str]:
    """Return the terms that are no whole tokens, but for two excuses: a whole term at least as long overlaps it, or to cut it out
    would leave a character alone or a string that is no word."""
    edges = {edge for span in spans for edge in span}
    written = list(find_all(text))
    whole = [span for span in written if edges.issuperset(span)]
    broken = []
    for start, end in set(written) - set(whole):
        longer = any(first < end and start < last and last - first >= end - start for first, last in whole)
        touched = [(first, last) for first, last in spans if first < end and start < last]
        rest = [text[touched[0][0] : start], text[end : touched[-1][1]]]
        if not longer and all(not part or len(part) > 1 and part in WORDS for part in rest):
            broken.append(text[start:end])
    return broken


def spans_of(text: str) -> list[Span]:
    return [(token.start, token.end) for token in default_tokenizer().cut(text)]


@pytest.mark.parametrize(("text", "terms"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_terms_are_whole_tokens(text: str, terms: str) -> None:
    edges = {edge for span in spans_of(text) for edge in span}
    for term in terms.split():
        assert {text.index(term), text.index(term) + len(term)} <= edges, term
    assert find_broken(text, spans_of(text)) == []


@pytest.mark.parametrize(("text", "term", "words"), OTHER_WORDS, ids=[term for _, term, _ in OTHER_WORDS])
def test_other_words_stay_whole(text: str, term: str, words: str) -> None:
    assert term in TERMS, "the case says nothing where it is no term"
    assert set(words.split()) <= {token.text for token in default_tokenizer().cut(text)}


def test_no_token_of_the_seeds_crosses_a_term(seed_tables: Tables) -> None:
    broken = {text: terms for text in seed_tables.sentences["text"] if (terms := find_broken(text, spans_of(text)))}
    assert broken == {}


def test_the_seeds_would_break_terms_without_the_mechanism(seed_tables: Tables) -> None:
    plain = Tokenizer([])
    broken = [find_broken(text, [(token.start, token.end) for token in plain.cut(text)]) for text in seed_tables.sentences["text"]]
    assert sum(map(len, broken)) > 100


@pytest.mark.parametrize(
    ("terms", "text", "cut", "why"),
    [
        ("泉边话事", "在泉边话事亭", "泉边话事", "a term that no dictionary knows"),
        ("政协常委 政协常委会", "政协常委会工作", "政协常委会", "the longest stands"),
        ("话事 事亭", "话事亭", "话事", "of two that are equally long the first"),
        ("", "政协常委会工作", "", "no term, nothing to find"),
    ],
    ids=["unknown", "longest", "first", "none"],
)
def test_which_terms_stand(terms: str, text: str, cut: str, why: str) -> None:
    finder = TermFinder(terms.split(), is_word=lambda word: True)
    letters = list(range(len(text) + 1))
    assert [text[start:end] for start, end in finder.find(text, letters)] == cut.split(), why


def test_a_cut_is_made_anew_only_around_the_term() -> None:
    text = "各地认真落实部署并形成报告"
    plain, with_term = ([token.text for token in Tokenizer([], terms).cut(text)] for terms in ([], ["落实"]))
    assert "认真落实" in plain
    assert with_term == " ".join(plain).replace("认真落实", "认真 落实").split()


def test_terms_are_read_from_the_lexicons() -> None:
    table = pd.DataFrame(
        {"word": ["协商驿站"], "term": ["议事厅|党.?建|（注）|建"], "chinese": ["党建"], "form": ["A座议事"], "name": ["APP"]}
    )
    assert collect_terms(lambda name: table.assign(item="办复率|^收到")) == {"协商驿站", "议事厅", "党建", "A座议事", "办复率"}


def test_every_word_of_a_users_own_list_is_kept() -> None:
    assert "泉边圆桌话事" in [token.text for token in Tokenizer(["泉边圆桌话事"]).cut("开展泉边圆桌话事活动")]
    assert not [term for term in TERMS if re.search(r"[|^$()]", term)]
