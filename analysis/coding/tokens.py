"""Tokens: the words of a sentence by jieba and the project's user words; the only module that imports jieba.

Counts of words and keyness stand on tokens; numbers and themes never do, since a token may cut them apart.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_cache_path

from analysis.lexicon import LexiconError, load_lexicon

with warnings.catch_warnings():  # jieba imports pkg_resources and holds invalid escapes; neither is ours to mend
    warnings.simplefilter("ignore")
    import jieba

jieba.setLogLevel("WARNING")

UNKNOWN_TAG = "x"
_USER_FREQUENCY = 1_000_000
_USER_TAG = "n"
_WORD = re.compile(r"[\u4e00-\u9fd5A-Za-z0-9]+")


class Token(NamedTuple):
    """One token: its text, its dictionary tag (`x` if unknown) and its place in the text, `[start, end)`."""

    text: str
    pos: str
    start: int
    end: int


class Tokenizer:
    """Cuts text by jieba's dictionary and the given user words; its words are its own and never reach another tokenizer.

    Raises `LexiconError` for a user word with a sign or white space in it.
    """

    def __init__(self, user_words: Iterable[str]) -> None:
        words = sorted(set(user_words))
        _check_words(words)
        self._jieba = jieba.Tokenizer()
        self._jieba.tmp_dir = str(_cache_folder())
        self._jieba.initialize()
        for word in words:
            self._jieba.add_word(word, freq=_USER_FREQUENCY)
        self._tags = dict.fromkeys(words, _USER_TAG) | _dictionary_tags()

    def cut(self, text: str) -> list[Token]:
        """Return the tokens of `text` in order; they partition it, but tokens of white space are left out.

        How to read it: `pos` is the tag of the word in the dictionary, not of its use in the sentence (协商 is always `n`).
        """
        tokens = []
        start = 0
        for piece in self._jieba.lcut(text):
            end = start + len(piece)
            if not piece.isspace():
                tokens.append(Token(piece, self._tags.get(piece, UNKNOWN_TAG), start, end))
            start = end
        return tokens


@cache
def default_tokenizer() -> Tokenizer:
    """Return the tokenizer with the project's own user words."""
    return Tokenizer(load_lexicon("user_words")["word"])


@cache
def load_stop_words() -> frozenset[str]:
    """Return the words of the project's stop list: they are cut as tokens and left out where words are compared."""
    return frozenset(load_lexicon("stop_words")["word"])


def _check_words(words: Iterable[str]) -> None:
    for word in words:
        if not _WORD.fullmatch(word):
            raise LexiconError(f"user words: {word!r} holds a sign or white space, jieba would pass over it; write it without")


@cache
def _dictionary_tags() -> dict[str, str]:
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
