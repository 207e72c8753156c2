"""The token table from columns: the same tokens as `cut` gives, in every report, sorted, plain text in the columns."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd

from analysis.coding.token_columns import TokenColumns, make_columns, make_token_table
from analysis.coding.tokens import default_tokenizer
from analysis.corpus.aligned import AlignedText
from analysis.schema import TABLES, check_table
from analysis.tables import Tables

FIRST = make_columns({"协商": 0, "。": 1}, ["n", "x"], [0, 1, 0], ([2, 0, 1], [3, 5, 9], [5, 6, 11]))
SECOND = make_columns({"监督": 0}, ["vn"], [0], ([1], [0], [2]))
EMPTY = make_columns({}, [], [], ([0], [], []))


def test_rows_of_several_reports() -> None:
    table = make_token_table([("乙2024", "b.txt", SECOND), ("丙2024", "c.txt", EMPTY), ("丁2024", "a.txt", FIRST)])
    assert table.to_numpy().tolist() == [
        ["丁2024", 0, 0, "a.txt", "协商", "n", 3, 5],
        ["丁2024", 0, 1, "a.txt", "。", "x", 5, 6],
        ["丁2024", 2, 0, "a.txt", "协商", "n", 9, 11],
        ["乙2024", 0, 0, "b.txt", "监督", "vn", 0, 2],
    ]
    check_table("tokens", table)


def test_columns_are_of_the_contract_even_without_tokens() -> None:
    full, empty = make_token_table([("丁2024", "a.txt", FIRST)]), make_token_table([])
    assert list(full) == list(empty) == TABLES["tokens"].column_names
    assert {str(dtype) for dtype in full.dtypes} == {str(dtype) for dtype in empty.dtypes} == {"str", "int64"}
    assert len(empty) == 0


def test_tokens_of_a_report_are_those_of_its_sentences() -> None:
    source = "一、协商  议事\n市政协召开双周协商座谈会。\n"
    whole = AlignedText.from_source(source)
    sentences = [whole.slice(0, 8), whole.slice(9, len(source) - 1)]
    table = make_token_table([("甲2024", "a.txt", default_tokenizer().cut_report(sentences))])
    wanted = [(number, token.text, token.pos) for number, one in enumerate(sentences) for token in default_tokenizer().cut(one.text)]
    assert list(zip(table["sentence"], table["text"], table["pos"], strict=True)) == wanted
    assert [source[start:end] for start, end in zip(table["start"], table["end"], strict=True)] == table["text"].tolist()


def test_spans_are_those_of_the_source_where_characters_were_taken_out() -> None:
    sentence = AlignedText.from_source("协（xié）商").slice(0, 1).join(AlignedText.from_source("协（xié）商").slice(6, 7))
    columns = default_tokenizer().cut_report([sentence])
    assert (columns.text.to_pylist(), columns.starts.tolist(), columns.ends.tolist()) == (["协商"], [0], [7])


def test_columns_travel_between_processes_in_half_the_bytes_of_rows(seed_tables: Tables) -> None:
    texts = seed_tables.sentences["text"].tolist()
    columns = default_tokenizer().cut_report([AlignedText.from_source(text) for text in texts])
    again: TokenColumns = pickle.loads(pickle.dumps(columns))
    pd.testing.assert_frame_equal(make_token_table([("甲", "a", again)]), make_token_table([("甲", "a", columns)]))
    rows = make_token_table([("甲", "a", columns)]).to_dict("records")
    assert len(pickle.dumps(columns)) * 2 < len(pickle.dumps(rows))


def test_a_word_is_kept_once_a_report() -> None:
    assert FIRST.text.dictionary.to_pylist() == ["协商", "。"]
    assert FIRST.pos.dictionary.to_pylist() == ["n", "x"]
    assert FIRST.counts.dtype == FIRST.starts.dtype == np.int32


def test_text_is_plain_text_to_pandas() -> None:
    table = make_token_table([("丁2024", "a.txt", FIRST), ("乙2024", "b.txt", SECOND)])
    assert table.groupby("text").size().to_dict() == {"协商": 2, "。": 1, "监督": 1}
    assert table["text"].str.fullmatch("[㐀-鿿]{2,}").tolist() == [True, False, True, True]
    assert table.merge(table[["report", "text"]].drop_duplicates(), on=["report", "text"])["text"].dtype == "str"
