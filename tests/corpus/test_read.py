from __future__ import annotations

from pathlib import Path

import pytest

from analysis.corpus.encodings import ReadError
from analysis.corpus.read import NoSourcesError, SourceFile, find_sources, read_source

TEXT = "市政协召开全体会议，听取和审议常务委员会工作报告，委员提案办理成效明显。\n第二行在此。\r\n"


def write(path: Path, content: bytes) -> SourceFile:
    path.write_bytes(content)
    return SourceFile(path, path.name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "big5"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = TEXT if encoding != "big5" else "市政協召開全體會議，委員提案辦理成效。\r\n"
    source = read_source(write(tmp_path / "a.txt", text.encode(encoding)))
    assert source.text == text
    assert source.encoding in (encoding, "gb18030" if encoding == "gbk" else encoding)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t", "is empty"),
        ("binary.txt", bytes(range(256)) * 8, "no text file"),
        ("nulls.txt", "市政协".encode() + b"\x00" * 20, "no text file"),
        ("half.txt", b"\xff\xfe\x00", "is broken"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "not read"),
    ],
)
def test_a_file_that_cannot_be_read_says_so_in_one_sentence(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as error:
        read_source(write(tmp_path / name, content))
    assert str(error.value).startswith(f"{name}: ")
    assert "\n" not in str(error.value)


def test_sources_are_all_files_below_a_folder_but_hidden_ones_and_manifests(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.txt", ".hidden/c.txt", "manifest.csv", "~$b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文", encoding="utf-8")
    assert [file.source for file in find_sources([tmp_path])] == ["b.txt", "sub/a.txt"]


@pytest.mark.parametrize("make", [lambda folder: folder / "missing", lambda folder: folder])
def test_a_missing_and_an_empty_folder_are_one_clear_sentence(tmp_path: Path, make) -> None:
    with pytest.raises(NoSourcesError, match="no such file or folder|holds no files"):
        find_sources([make(tmp_path)])


def test_two_folders_with_a_file_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("文", encoding="utf-8")
    with pytest.raises(NoSourcesError, match=r"a\.txt.*folder above both"):
        find_sources([tmp_path / "x", tmp_path / "y"])
