"""Tokens: they partition the text, keep the terms of the genre whole, and share nothing between users or processes."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.coding import tokens
from analysis.coding.tokens import Token, Tokenizer, default_tokenizer, load_stop_words
from analysis.lexicon import LexiconError, load_lexicon

ROOT = Path(analysis.__path__[0])
USER_WORDS = load_lexicon("user_words")
CUTS = [
    ("市政协召开双周协商座谈会。", "市政协 召开 双周协商 座谈会 。", "the form and the meeting stay whole"),
    ("编报社情民意信息180篇", "编报 社情民意信息 180 篇", "社情民意信息 is one thing that is counted"),
    ("委员会客厅里有事好商量", "委员会客厅 里 有事好商量", "委员会客厅 is not 委员会 + 客厅"),
    ("党组理论学习中心组学习", "党组理论学习中心组 学习", "the study group is one name"),
    ("铸牢中华民族共同体意识", "铸牢中华民族共同体意识", "a fixed phrase"),
    ("增长1,234.5亿元", "增长 1 , 234.5 亿元", "jieba cuts numbers at the comma: numbers are never found on tokens"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CUTS, ids=[why for _, _, why in CUTS])
def test_cut(text: str, expected: str, why: str) -> None:
    assert " ".join(token.text for token in default_tokenizer().cut(text)) == expected


def test_tokens_carry_dictionary_tags_and_places() -> None:
    assert default_tokenizer().cut("委员 提出\n了\ue000") == [
        Token("委员", "n", 0, 2),
        Token("提出", "v", 3, 5),
        Token("了", "ul", 6, 7),
        Token("\ue000", "x", 7, 8),
    ]
    assert default_tokenizer().cut("") == []


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.one_of(st.sampled_from(list("市政协商会党组１2%.-+ \n\r\t“”，。AZ")), st.characters(codec="utf-8")), max_size=60)
)
def test_tokens_partition_any_text_but_its_white_space(text: str) -> None:
    cut = default_tokenizer().cut(text)
    assert all(token.text == text[token.start : token.end] != "" for token in cut)
    edges = [0, *(edge for token in cut for edge in (token.start, token.end)), len(text)]
    assert edges == sorted(edges)
    gaps = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    assert not "".join(gaps).strip()


def test_every_user_word_alone_is_one_token() -> None:
    words = list(USER_WORDS["word"])
    assert [word for word in words if [token.text for token in default_tokenizer().cut(word)] != [word]] == []


def test_words_of_one_tokenizer_do_not_reach_another() -> None:
    text = "开展泉边圆桌话事活动"
    assert "泉边圆桌话事" in [token.text for token in Tokenizer(["泉边圆桌话事"]).cut(text)]
    assert "泉边圆桌话事" not in [token.text for token in Tokenizer([]).cut(text)]
    assert "泉边圆桌话事" not in [token.text for token in default_tokenizer().cut(text)]


@pytest.mark.parametrize("word", ["有 空格", "“协”商", "协商、监督", ""])
def test_a_user_word_that_jieba_would_pass_over_is_refused(word: str) -> None:
    with pytest.raises(LexiconError, match="user words"):
        Tokenizer([word])


@pytest.mark.parametrize("name", ["user_words", "stop_words"])
def test_every_word_stands_once_with_reason_and_source(name: str) -> None:
    table = load_lexicon(name)
    assert table["word"].is_unique
    assert table.ne("").all(axis=None)


def test_stop_words_leave_the_words_of_the_work() -> None:
    stop_words = load_stop_words()
    assert {"的", "进一步", "一年来"} <= stop_words
    assert not stop_words & {"协商", "监督", "提案", "委员", "调研", "党建", "群众", "企业"}


def test_only_one_module_imports_jieba() -> None:
    def imports_jieba(path: Path) -> bool:
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
        return any(name.split(".")[0] == "jieba" for name in names)

    assert [path.name for path in sorted(ROOT.rglob("*.py")) if imports_jieba(path)] == ["tokens.py"]


def test_the_cache_folder_is_private() -> None:
    folder = tokens._cache_folder()
    assert folder.stat().st_uid == os.getuid()
    assert not folder.stat().st_mode & 0o022


def cut_in_child(text: str) -> list[str]:
    return [token.text for token in Tokenizer(["双周协商"]).cut(text)]


def test_processes_that_start_together_cut_alike(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        cuts = list(pool.map(cut_in_child, ["召开双周协商"] * 2))
    assert cuts == [["召开", "双周协商"]] * 2


@pytest.mark.parametrize("cache", ["fresh", "unusable"])
def test_the_first_use_is_silent_and_leaves_the_shared_temp_folder_alone(cache: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    shared = tmp_path / "shared"
    shared.mkdir()
    target = home / "cache"
    if cache == "unusable":
        target.write_text("a file where the folder should be", encoding="utf-8")
    code = "from analysis.coding.tokens import Tokenizer; print(len(Tokenizer([]).cut('政协委员')))"
    environment = os.environ | {"XDG_CACHE_HOME": str(target), "TMPDIR": str(shared), "PYTHONPATH": str(ROOT.parent)}
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("1\n", "")
    assert list(shared.iterdir()) == []
