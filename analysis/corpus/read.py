"""Files become text: which files there are, what each is, and its text with nothing dropped.

A file that cannot be read raises `ReadError` with one sentence that says what to do; the other files go on.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from analysis.corpus.documents import read_docx, read_html, read_pdf
from analysis.corpus.encodings import ReadError, decode_text
from analysis.corpus.records import ROW_READERS, Record, join_records

MANIFEST_NAME = "manifest.csv"
MAX_BYTES = 128 * 1024 * 1024

_FORMATS = {
    ".txt": "txt", ".text": "txt", "": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".shtml": "html",
    ".xhtml": "html", ".docx": "docx", ".pdf": "pdf", ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".xlsx": "xlsx",
}  # fmt: skip
_ADVICE = {
    ".doc": "open it in Word and save it as .docx",
    ".wps": "open it in WPS and save it as .docx",
    ".rtf": "open it in Word and save it as .docx",
    ".xls": "open it in Excel and save it as .xlsx",
    ".zip": "unpack it: a packed file inside a packed file is not opened",
    ".rar": "unpack it, or pack it as .zip",
    ".7z": "unpack it, or pack it as .zip",
}
_TEXT_READERS: dict[str, Callable[[bytes, str], tuple[str, str]]] = {
    "txt": decode_text, "md": decode_text, "html": read_html, "docx": read_docx, "pdf": read_pdf,
}  # fmt: skip


class NoSourcesError(ValueError):
    """The paths that were given hold no file to read."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, and `source`, its name below the folder that was given, with `/`; `member` of a zip."""

    path: Path
    source: str
    member: str | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source, and how it was read; spans of all tables are code points of `text`. A table has `records`, one a report."""

    source: str
    text: str
    sha256: str
    format: str
    encoding: str
    records: tuple[Record, ...] = ()


def find_sources(paths: Sequence[str | Path]) -> list[SourceFile]:
    """Return the files below `paths` (files, folders, zips), sorted by name; hidden files and manifests are none.

    Raises `NoSourcesError` where a path is missing, a folder is empty, or two files would have the same name.
    """
    found: list[SourceFile] = []
    for given in map(Path, paths):
        if not given.exists():
            raise NoSourcesError(f"{given}: there is no such file or folder; give the folder that holds the reports")
        files = [SourceFile(given, given.name)] if given.is_file() else list(_walk_folder(given))
        if not files:
            raise NoSourcesError(f"{given}: the folder holds no files; put the reports there")
        found += [member for file in files for member in _unpack(file)]
    found.sort(key=lambda file: file.source)
    twice = [file.source for file, following in zip(found, found[1:], strict=False) if file.source == following.source]
    if twice:
        raise NoSourcesError(f"{twice[0]}: two of the given paths hold a file of this name; give the folder above both")
    return found


def _walk_folder(folder: Path) -> Iterator[SourceFile]:
    for parent, names, files in os.walk(folder):  # links to folders are not followed: they may lead in a circle
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")) and name != MANIFEST_NAME:
                path = Path(parent, name)
                yield SourceFile(path, path.relative_to(folder).as_posix())


def _unpack(file: SourceFile) -> Iterator[SourceFile]:
    """Give the members of a zip; a zip that cannot be opened stays a file, and reading it says why."""
    if file.path.suffix.lower() != ".zip":
        yield file
        return
    try:
        with zipfile.ZipFile(file.path) as packed:
            members = [member.filename for member in packed.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError):
        yield file
        return
    for name in sorted(set(members)):
        if not PurePosixPath(name).name.startswith((".", "~$")) and not name.startswith("__MACOSX/"):
            yield SourceFile(file.path, f"{file.source}/{name}", name)


def read_source(file: SourceFile) -> SourceText:
    """Return the text of `file`; raises `ReadError`."""
    suffix = PurePosixPath(file.source).suffix.lower()
    known = _FORMATS.get(suffix)
    if known is None and not (suffix == ".zip" and file.member is None):
        raise ReadError(
            f"{file.source}: files of the kind {suffix} are not read; {_ADVICE.get(suffix, 'save the report as .txt or .docx')}"
        )
    content = _read_bytes(file)
    if known is None:
        raise ReadError(f"{file.source}: the zip is broken or encrypted; pack the reports again")
    sha256 = hashlib.sha256(content).hexdigest()
    if known in ROW_READERS:
        rows, encoding = ROW_READERS[known](content, file.source)
        text, records = join_records(rows, file.source)
        return SourceText(file.source, text, sha256, known, encoding, records)
    text, encoding = _TEXT_READERS[known](content, file.source)
    return SourceText(file.source, text, sha256, known, encoding)


def _read_bytes(file: SourceFile) -> bytes:
    try:
        if file.member is not None:
            return _read_member(file.path, file.member, file.source)
        size = file.path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(f"{file.source}: the file has {size // 2**20} MB, a report has less than one; split it")
        return file.path.read_bytes()
    except OSError as error:
        raise ReadError(f"{file.source}: the file cannot be opened ({error.strerror}); check that it exists and may be read") from None


def _read_member(path: Path, member: str, source: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as packed:
            if packed.getinfo(member).file_size > MAX_BYTES:
                raise ReadError(f"{source}: would unpack to {packed.getinfo(member).file_size // 2**20} MB, a report has less than one")
            return packed.read(member)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise ReadError(f"{source}: cannot be unpacked ({error}); pack it again without a password") from None
