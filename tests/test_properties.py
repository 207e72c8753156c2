"""What holds for every text whatever: nothing raises, every character is accounted for, no digit is lost or made."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.pipeline import build
from analysis.schema import check_table
from analysis.tables import Tables, table_names
from tests.corpus.pages import PAGES

LINES = [line for page in PAGES.values() for _, line in page] + [
    "協(xié)商議(yì)事室604個(gè),,為群眾辦實(shí)事1400多件,。",
    "立案率为%，提案***件，投入２$1.$2亿元，占比??%。",
    "总值2200。4亿元，收入175。9亿元，支出49。7亿元。",
    "民生议事堂[1]开展活动74场；建成“委员之家”①，走访１２３户。",
    "&nbsp;&#20849;&lt;b&gt;建成**3个**协商驿站\u200b",
    "提案326件，其中立案298件",
    "编者按",
    "---",
    "",
]
WEIRD = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
SIGNS = st.text(
    alphabet=st.sampled_from("政协商议提案市(xié)（）[1]①?!？。；;，,、“”\"'—-*$%０１2.3年件\n\r\t \u3000\u200b\ufeff�&#;"), max_size=60
)
TEXTS = st.lists(st.one_of(st.sampled_from(LINES), SIGNS, WEIRD), max_size=14).map("\n".join)
DIGIT = re.compile(r"[0-9０-９]")


def build_text(text: str) -> Tables:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_bytes(text.encode("utf-8"))
        return build(folder)


def rewrite(source: str, start: int, end: int, tables: Tables) -> str:
    """Return `source[start:end]` with the edits that lie in it made."""
    edits = tables.edits[(tables.edits["start"] >= start) & (tables.edits["end"] <= end) & tables.edits["after"].notna()]
    pieces, done = [], start
    for edit in sorted(edits.itertuples(index=False), key=lambda one: (one.start, one.end)):
        pieces += [source[done : edit.start], edit.after]
        done = edit.end
    return "".join([*pieces, source[done:end]])


@settings(max_examples=150)
@given(TEXTS)
def test_any_text_gives_tables_that_keep_the_contract(text: str) -> None:
    tables = build_text(text)
    for name in table_names():
        check_table(name, getattr(tables, name))
    if tables.documents["status"].item() == "ok":
        source = tables.source_text("a.txt")
        assert "".join(source[row.start : row.end] for row in tables.ledger.itertuples()) == source


@settings(max_examples=150)
@given(TEXTS)
def test_each_sentence_is_its_source_with_the_edits_made(text: str) -> None:
    tables = build_text(text)
    if tables.documents["status"].item() == "ok":
        source = tables.source_text("a.txt")
        for sentence in tables.sentences.itertuples():
            assert rewrite(source, sentence.start, sentence.end, tables) == sentence.text


@settings(max_examples=150)
@given(TEXTS)
def test_no_digit_is_lost_or_made(text: str) -> None:
    """The digits of the sentences are those of the source, less what was left out and what an edit changed."""
    tables = build_text(text)
    if tables.documents["status"].item() == "failed":
        return
    source = tables.source_text("a.txt")
    kept = {(row.start, row.end) for row in tables.ledger.itertuples() if row.report == row.report and row.role not in ("byline",)}
    expected = Counter(DIGIT.findall("".join(source[start:end] for start, end in kept)))
    for edit in tables.edits.itertuples():
        if edit.after == edit.after and any(start <= edit.start < end for start, end in kept):
            expected.subtract(DIGIT.findall(edit.before))
            expected.update(DIGIT.findall(edit.after))
    found = Counter(DIGIT.findall("".join(tables.sentences["text"])))
    assert +found == +expected


@pytest.mark.parametrize("stem", ["000", "001", "002", "003", "004"])
def test_each_sentence_of_the_seeds_is_its_source_with_the_edits_made(seed_tables: Tables, stem: str) -> None:
    sentences = seed_tables.sentences[seed_tables.sentences["source"].str.startswith(stem)]
    name = sentences["source"].iloc[0]
    source, edits = seed_tables.source_text(name), seed_tables.edits[seed_tables.edits["source"] == name]
    for sentence in sentences.itertuples():
        own = edits[(edits["start"] >= sentence.start) & (edits["end"] <= sentence.end)]
        text = source[sentence.start : sentence.end]
        for edit in sorted(own.itertuples(), key=lambda one: (one.start, one.end), reverse=True):
            if isinstance(edit.after, str):
                text = text[: edit.start - sentence.start] + edit.after + text[edit.end - sentence.start :]
        assert text == sentence.text
