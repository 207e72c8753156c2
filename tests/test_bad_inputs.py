"""Typical bad inputs: each gets one sentence that names the file and says what to do, or is read; the others always go on."""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from pypdf import PdfWriter

from analysis.corpus import documents
from analysis.pipeline import build

GOOD = "杭州市政协2024年工作综述\n2024年，杭州市政协召开协商会议12次，提出意见建议90余条，成效明显。\n再创佳绩，续写新篇。\n"
BODY = GOOD * 3


def _zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _docx(text: str = GOOD) -> bytes:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def _xlsx(rows: list[list[object]]) -> bytes:
    file = io.BytesIO()
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(file)
    return file.getvalue()


def _pdf(password: str | None = None) -> bytes:
    file = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    writer.write(file)
    return file.getvalue()


def _locked_zip() -> bytes:
    content = bytearray(_zip({"a.txt": BODY.encode()}))
    for header in (b"PK\x03\x04", b"PK\x01\x02"):  # the flag that says a member is encrypted
        content[content.index(header) + (6 if header.endswith(b"\x04") else 8)] |= 1
    return bytes(content)


# name of the file, its bytes, what the sentence about it says; None where it must be read after all
CASES: list[tuple[str, Callable[[], bytes], str | None]] = [
    ("empty.txt", lambda: b"", "is empty"),
    ("blank.txt", lambda: b"\n \t\r\n", "is empty"),
    ("picture.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "no text file"),
    ("nulls.txt", lambda: "政协".encode() + b"\x00" * 400, "no text file"),
    ("half.txt", lambda: b"\xff\xfe\x2f\x65\x4f", "is broken"),
    ("menu.txt", lambda: "首页\n打印\n关闭\n".encode(), None),
    ("lossy.txt", lambda: BODY.encode().replace("议".encode(), b"\xe8\xae", 1), None),
    ("control.txt", lambda: GOOD.replace("成效", "成\x07效").encode(), None),
    ("surrogate.jsonl", lambda: b'{"text": "' + GOOD.replace("\n", "\\n").encode() + b'\\ud83d"}\n', None),
    ("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "save it as .docx"),
    ("wps.wps", lambda: b"\xd0\xcf\x11\xe0", "save it as .docx"),
    ("rich.rtf", lambda: rb"{\rtf1 text}", "save it as .docx"),
    ("table.xls", lambda: b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
    ("photo.jpg", lambda: b"\xff\xd8\xff", "are not read"),
    ("cut.docx", lambda: _docx()[:2000], "is broken"),
    ("locked.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "is broken"),
    ("zip.docx", lambda: _zip({"a.txt": b"x"}), "is broken"),
    ("empty.docx", lambda: _docx(""), "holds no text"),
    ("broken.pdf", lambda: b"%PDF-1.7\n1 0 obj <<", "is broken"),
    ("locked.pdf", lambda: _pdf("secret"), "is encrypted"),
    ("scanned.pdf", _pdf, "character recognition"),
    ("nothing.html", lambda: b"<html><head><title>x</title></head><body></body></html>", "no text"),
    ("script.html", lambda: "<html><body><script>document.write('政协')</script></body></html>".encode(), "no text"),
    ("deep.html", lambda: ("<div>" * 5000 + GOOD + "</div>" * 5000).encode(), None),
    ("wide.html", lambda: ("<p>" + "&amp;<b>协</b>" * 20000 + "</p>").encode(), None),
    ("broken.zip", lambda: _zip({"a.txt": b"x"})[:30], "broken or encrypted"),
    ("nested.zip", lambda: _zip({"inner.zip": _zip({"a.txt": b"x"})}), "packed file inside a packed file"),
    ("locked.zip", _locked_zip, "cannot be unpacked"),
    ("outside.zip", lambda: _zip({"../../escape.txt": GOOD.encode()}), None),
    ("bare.csv", lambda: b"a,b\n1,2\n3,4\n", "no column holds the text"),
    ("hollow.csv", lambda: "text,city\n,杭州\n".encode(), "holds no text"),
    ("quotes.csv", lambda: b'id,text\n1,"never closed ' + BODY.encode(), None),
    ("broken.jsonl", lambda: b'{"text": "x"}\n{"text": \n', "line 2: not JSON"),
    ("list.jsonl", lambda: b"[1, 2]\n", "line 1: not a JSON object"),
    ("deep.jsonl", lambda: b"[" * 100_000 + b"\n", "line 1: not JSON"),
    ("broken.xlsx", lambda: _xlsx([["text"], [BODY]])[:500], "is broken"),
    ("hollow.xlsx", lambda: _xlsx([["text"]]), "no column holds the text"),
    ("numbers.xlsx", lambda: _xlsx([["a"], [1], [2]]), "no column holds the text"),
]


@pytest.mark.parametrize(("name", "content", "message"), CASES, ids=[case[0] for case in CASES])
def test_a_bad_file_is_one_sentence_and_the_good_one_goes_on(
    tmp_path: Path, name: str, content: Callable[[], bytes], message: str | None
) -> None:
    (tmp_path / name).write_bytes(content())
    (tmp_path / "good-file.txt").write_text(GOOD, encoding="utf-8")
    tables = build(tmp_path)
    rows = {row["source"]: row for row in tables.documents.to_dict("records")}
    assert rows.pop("good-file.txt")["status"] == "ok"
    (row,) = rows.values()
    assert str(row["source"]).startswith(name)
    if message is None:
        assert row["status"] == "ok", row["error"]
    else:
        assert row["status"] == "failed"
        assert message in str(row["error"])
        assert str(row["error"]).startswith(str(row["source"]))
        assert "\n" not in str(row["error"])
        assert "Traceback" not in str(row["error"])


def test_a_link_that_leads_in_a_circle_and_one_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    documents_table = build(tmp_path).documents.set_index("source")
    assert documents_table["status"].to_dict() == {"gone.txt": "failed", "good.txt": "ok"}
    assert "cannot be opened" in documents_table.loc["gone.txt", "error"]


def test_nothing_is_written_outside_by_a_zip_with_paths_upwards(tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    (inside / "outside.zip").write_bytes(_zip({"../../escape.txt": GOOD.encode()}))
    build(inside)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["outside.zip"]


def test_a_word_file_that_would_unpack_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_EXPANDED", 1000)
    (tmp_path / "bomb.docx").write_bytes(_docx())
    assert "would unpack to" in build(tmp_path).documents["error"].item()


def test_a_file_name_with_odd_characters_is_kept(tmp_path: Path) -> None:
    name = "报告 '2024' \"终稿\" <1>.txt"
    (tmp_path / name).write_text(GOOD, encoding="utf-8")
    assert build(tmp_path).documents["source"].tolist() == [name]


def test_a_wrong_encoding_in_the_page_is_overruled_and_put_on_record(tmp_path: Path) -> None:
    page = f"<html><head><meta charset='gb2312'></head><body><p>{GOOD}</p></body></html>"
    (tmp_path / "page.html").write_bytes(page.encode("utf-8"))
    assert build(tmp_path).documents["encoding"].item() == "utf-8 (page says gb2312)"


@pytest.mark.slow
def test_a_line_of_200_megabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "a.txt").write_text(GOOD, encoding="utf-8")
    build(tmp_path / "good")  # dictionaries are loaded once, whatever is read
    (tmp_path / "bad").mkdir()
    with (tmp_path / "bad" / "long.txt").open("wb") as file:
        for _ in range(200):
            file.write(b"a" * 2**20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tables = build(tmp_path / "bad")
    assert "200 MB" in tables.documents["error"].item()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


@pytest.mark.slow
def test_a_sentence_of_a_million_characters_is_read_in_bounded_memory(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(GOOD + "市政协召开会议12次，" * 100_000, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tables = build(tmp_path)
    assert tables.documents["status"].item() == "ok"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 3 * 1024 * 1024


def test_the_cases_are_thirty_or_more() -> None:
    assert len(CASES) >= 30
    assert len({name for name, _, _ in CASES}) == len(CASES)
