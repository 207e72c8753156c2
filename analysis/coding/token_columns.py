"""Tokens as columns of numbers: each word of a report is kept once and its tokens are places in that list.

A million tokens as rows of dictionaries cost minutes and gigabytes; as Arrow dictionary arrays they cost a copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from analysis.schema import type_table

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class TokenColumns:
    """The tokens of one report: for each its word and dictionary tag, as places in a list of words, and its span in the source.

    `counts` holds the number of tokens of each sentence, in reading order. Small to send from one process to another.
    """

    text: pa.DictionaryArray
    pos: pa.DictionaryArray
    counts: Numbers
    starts: Numbers
    ends: Numbers


def make_columns(words: Mapping[str, int], tags: Sequence[str], ids: Sequence[int], places: Sequence[Sequence[int]]) -> TokenColumns:
    """Return the tokens `ids` of the vocabulary `words` (word → id, in the order of the ids), each word with its tag.

    `places` are the number of tokens of each sentence, and start and end of each token.
    """
    codes = {tag: code for code, tag in enumerate(dict.fromkeys(tags))}
    word_ids = np.array(ids, dtype=np.int32)
    tag_ids = np.array([codes[tag] for tag in tags], dtype=np.int32)[word_ids]
    counts, starts, ends = (np.array(column, dtype=np.int32) for column in places)
    return TokenColumns(_encode(word_ids, list(words)), _encode(tag_ids, list(codes)), counts, starts, ends)


def make_token_table(reports: Sequence[tuple[str, str, TokenColumns]]) -> pd.DataFrame:
    """Return the table `tokens` of the given reports: key of the report, its source, its tokens.

    The columns of text are decoded from Arrow dictionaries: what is read and written is plain `str`, as in every other table.
    """
    ordered = sorted(reports, key=lambda report: report[0])
    columns = [columns for _, _, columns in ordered]
    sizes = np.array([len(one.starts) for one in columns], dtype=np.int64)
    counts = _concatenate([one.counts for one in columns])
    owners = np.repeat(np.arange(len(ordered), dtype=np.int32), sizes)
    frame = pd.DataFrame(
        {
            "report": _decode([_encode(owners, [report for report, _, _ in ordered])]),
            "sentence": np.repeat(_concatenate([np.arange(len(one.counts)) for one in columns]), counts),
            "token": np.arange(sizes.sum()) - np.repeat(np.cumsum(counts) - counts, counts),
            "source": _decode([_encode(owners, [source for _, source, _ in ordered])]),
            "text": _decode([one.text for one in columns]),
            "pos": _decode([one.pos for one in columns]),
            "start": _concatenate([one.starts for one in columns]),
            "end": _concatenate([one.ends for one in columns]),
        }
    )
    return type_table("tokens", frame)


def _concatenate(arrays: Sequence[NDArray[np.integer]]) -> NDArray[np.int64]:
    return np.concatenate(arrays).astype(np.int64) if arrays else np.zeros(0, dtype=np.int64)


def _encode(ids: Numbers, values: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(ids), pa.array(values, pa.large_string()))


def _decode(parts: Sequence[pa.DictionaryArray]) -> pd.Series:
    """Return the values of all parts, one after another, as text."""
    decoded = pa.chunked_array([part.dictionary_decode() for part in parts], pa.large_string())
    return pd.Series(decoded.combine_chunks(), dtype="str")
