"""Tokens: the words of a sentence by jieba and the project's user words; the only module that imports jieba.

Counts of words and keyness stand on tokens; numbers and themes never do, since a token may cut them apart.
jieba's own cut is kept but for one thing: where one of its words crosses the boundary of a lexicon's term, the text is cut at that
boundary (`token_terms` says which terms stand in a text).
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_cache_path

from analysis.coding.token_columns import TokenColumns, make_columns
from analysis.coding.token_terms import TermFinder, collect_terms
from analysis.corpus.aligned import AlignedText
from analysis.lexicon import LexiconError, load_lexicon

with warnings.catch_warnings():  # jieba imports pkg_resources and holds invalid escapes; neither is ours to mend
    warnings.simplefilter("ignore")
    import jieba

jieba.setLogLevel("WARNING")

UNKNOWN_TAG = "x"
_USER_FREQUENCY = 1_000_000
_USER_TAG = "n"
_REMEMBERED = 10_000  # parts of words beside a term: few, and the same ones again and again
_WORD = re.compile(r"[\u4e00-\u9fd5A-Za-z0-9]+")


class Token(NamedTuple):
    """One token: its text, its dictionary tag (`x` if unknown) and its place in the text, `[start, end)`."""

    text: str
    pos: str
    start: int
    end: int


class Tokenizer:
    """Cuts text by jieba's dictionary and the given user words; its words are its own and never reach another tokenizer.

    No token crosses the boundary of a user word or of one of `terms` that stands in the text: each is one token or several whole ones.
    Raises `LexiconError` for a user word with a sign or white space in it.
    """

    def __init__(self, user_words: Iterable[str], terms: Iterable[str] = ()) -> None:
        words = sorted(set(user_words))
        _check_words(words)
        self._jieba = jieba.Tokenizer()
        self._jieba.tmp_dir = str(_cache_folder())
        self._jieba.initialize()
        for word in words:
            self._jieba.add_word(word, freq=_USER_FREQUENCY)
        self._tags = dict.fromkeys(words, _USER_TAG) | load_dictionary_tags()
        self._terms = TermFinder({*words, *terms}, lambda word: self._jieba.FREQ.get(word, 0) > 0)
        self._cut_part = lru_cache(_REMEMBERED)(self._cut_alone)

    def cut(self, text: str) -> list[Token]:
        """Return the tokens of `text` in order; they partition it, but tokens of white space are left out.

        How to read it: `pos` is the tag of the word in the dictionary, not of its use in the sentence (协商 is always `n`).
        """
        pieces = self._cut_pieces(text)
        places = pairwise(accumulate(map(len, pieces), initial=0))
        return [
            Token(piece, self._tags.get(piece, UNKNOWN_TAG), start, end)
            for piece, (start, end) in zip(pieces, places, strict=True)
            if not piece.isspace()
        ]

    def cut_report(self, sentences: Sequence[AlignedText]) -> TokenColumns:
        """Return the tokens of the sentences of one report, with their spans in the source: what `cut` gives, as columns."""
        words: dict[str, int] = {}
        ids: list[int] = []
        counts: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        for sentence in sentences:
            before = len(ids)
            end = 0
            for piece in self._cut_pieces(sentence.text):
                start, end = end, end + len(piece)
                if not piece.isspace():
                    ids.append(words.setdefault(piece, len(words)))
                    starts.append(sentence.starts[start])
                    ends.append(sentence.ends[end - 1])
            counts.append(len(ids) - before)
        tags = [self._tags.get(word, UNKNOWN_TAG) for word in words]
        return make_columns(words, tags, ids, (counts, starts, ends))

    def _cut_pieces(self, text: str) -> list[str]:
        """Return jieba's cut, made anew around the terms that it cuts into."""
        pieces = self._jieba.lcut(text)
        places = list(accumulate(map(len, pieces), initial=0))
        edges = set(places)
        crossed = [span for span in self._terms.find(text, places) if not edges.issuperset(span)]
        if not crossed:
            return pieces
        inside = {place for start, end in crossed for place in range(start + 1, end)}
        cuts = sorted((edges - inside).union(*crossed))
        whole = dict(zip(places, pieces, strict=False))
        recut: list[str] = []
        for start, end in pairwise(cuts):
            part = text[start:end]
            recut += [part] if whole.get(start) == part else self._cut_part(part)
        return recut

    def _cut_alone(self, part: str) -> list[str]:
        """Return the tokens of a term, or of what is left of a word beside one; a term of two characters is one token."""
        is_one = len(part) == 1 or len(part) == 2 and part in self._terms
        return [part] if is_one else self._jieba.lcut(part)


@cache
def default_tokenizer() -> Tokenizer:
    """Return the tokenizer with the project's own user words and terms."""
    return Tokenizer(load_lexicon("user_words")["word"], collect_terms(load_lexicon))


@cache
def load_stop_words() -> frozenset[str]:
    """Return the words of the project's stop list: they are cut as tokens and left out where words are compared."""
    return frozenset(load_lexicon("stop_words")["word"])


def _check_words(words: Iterable[str]) -> None:
    for word in words:
        if not _WORD.fullmatch(word):
            raise LexiconError(f"user words: {word!r} holds a sign or white space, jieba would pass over it; write it without")


@cache
def load_dictionary_tags() -> dict[str, str]:
    """Return word → tag of jieba's dictionary (`word frequency tag` a line)."""
    tags = {}
    with jieba.Tokenizer().get_dict_file() as file:
        for line in file.read().decode("utf-8").splitlines():
            word, _, tag = line.rsplit(" ", 2)
            tags[word] = tag
    return tags


@cache
def _cache_folder() -> Path:
    """Return a folder for jieba's cache that only this user can write: in the user's cache, else a private one for this process.

    jieba's default is one file in the shared temp folder; whoever writes it first decides what every other user loads.
    """
    folder = user_cache_path("zhengxie-analysis") / f"jieba-{jieba.__version__}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        status = folder.stat()
        own = not hasattr(os, "getuid") or status.st_uid == os.getuid()
        if own and not status.st_mode & 0o022 and os.access(folder, os.W_OK):
            return folder
    except OSError:  # no home, or a read-only one: a cache is a convenience
        pass
    private = tempfile.mkdtemp(prefix="jieba-")
    atexit.register(shutil.rmtree, private, ignore_errors=True)
    return Path(private)
