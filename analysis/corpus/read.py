"""Files become text: which files there are, what each is, and its text with nothing dropped.

A file that cannot be read raises `ReadError` with one sentence that says what to do; the other files go on.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

MANIFEST_NAME = "manifest.csv"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON_HANZI = frozenset("的一是在了和有大中国年人会不为上政协委员市工作")


class ReadError(ValueError):
    """A source cannot be read; the message says why and what to do."""


class NoSourcesError(ValueError):
    """The paths that were given hold no file to read."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, and `source`, its name below the folder that was given, with `/`."""

    path: Path
    source: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source, and how it was read; spans of all tables are code points of `text`."""

    source: str
    text: str
    sha256: str
    format: str
    encoding: str


def find_sources(paths: Sequence[str | Path]) -> list[SourceFile]:
    """Return the files below `paths` (files or folders), sorted by name; hidden files and manifests are none.

    Raises `NoSourcesError` where a path is missing, a folder is empty, or two files would have the same name.
    """
    found: list[SourceFile] = []
    for given in map(Path, paths):
        if not given.exists():
            raise NoSourcesError(f"{given}: there is no such file or folder; give the folder that holds the reports")
        files = [SourceFile(given, given.name)] if given.is_file() else list(_walk_folder(given))
        if not files:
            raise NoSourcesError(f"{given}: the folder holds no files; put the reports there")
        found += files
    twice = [file.source for file in found if sum(file.source == other.source for other in found) > 1] if len(paths) > 1 else []
    if twice:
        raise NoSourcesError(f"{twice[0]}: two of the given paths hold a file of this name; give the folder above both")
    return sorted(found, key=lambda file: file.source)


def _walk_folder(folder: Path) -> Iterable[SourceFile]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        hidden = any(part.startswith((".", "~$")) for part in relative.parts)
        if path.is_file() and not hidden and path.name != MANIFEST_NAME:
            yield SourceFile(path, relative.as_posix())


def read_source(file: SourceFile) -> SourceText:
    """Return the text of `file`; raises `ReadError`."""
    suffix = file.path.suffix.lower()
    if suffix not in (".txt", ".md", ""):
        raise ReadError(f"{file.source}: files of the kind {suffix} are not read; save the report as a text file (.txt)")
    try:
        content = file.path.read_bytes()
    except OSError as error:
        raise ReadError(f"{file.source}: the file cannot be opened ({error.strerror}); check that it exists and may be read") from None
    text, encoding = decode_text(content, file.source)
    return SourceText(file.source, text, hash_content(content), "md" if suffix == ".md" else "txt", encoding)


def hash_content(content: bytes) -> str:
    """Return the sha256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def decode_text(content: bytes, source: str) -> tuple[str, str]:
    """Return the text of `content` without its byte order mark, and the encoding it was read in; raises `ReadError`."""
    if not content.strip():
        raise ReadError(f"{source}: the file is empty; save the report again")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_marked(content, encoding, source)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_unmarked(content, source)
    if "\x00" in text:
        raise ReadError(f"{source}: this is no text file; save the report as text (.txt)")
    return text, "utf-8"


def _decode_marked(content: bytes, encoding: str, source: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        raise ReadError(f"{source}: the file says it is {encoding} but is broken; save the report again as UTF-8") from None


def _decode_unmarked(content: bytes, source: str) -> tuple[str, str]:
    """Try the encodings of Chinese files; the one with the most common characters wins, then what charset-normalizer says."""
    readings = []
    for encoding in ("gb18030", "big5"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((sum(char in _COMMON_HANZI for char in text) / len(text), text, encoding))
    if readings and max(readings)[0] > 0.01 and "\x00" not in max(readings)[1]:
        _, text, encoding = max(readings)
        return text, encoding
    best = from_bytes(content).best()
    if best is None or b"\x00" in content:
        raise ReadError(f"{source}: this is no text file, or its encoding is not known; save the report as text in UTF-8")
    return str(best), best.encoding
