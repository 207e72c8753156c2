"""Bytes become text: the encoding of a Chinese file, found and put on record."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON_HANZI = frozenset("的一是在了和有大中国國年人会會不为為上政协協委员員市工作")
_LOOKED_AT = 100_000
_CONTROLS_PROVE = 0.05  # a text may hold a stray one
_CONTROL = re.compile("[\x00\x01-\x08\x0e-\x1a]")


class ReadError(ValueError):
    """A source cannot be read; the message says why and what to do."""


def decode_text(content: bytes, source: str) -> tuple[str, str]:
    """Return the text of `content` without its byte order mark, and the encoding it was read in; raises `ReadError`."""
    if not content.strip(b" \t\r\n\x0b\x0c"):
        raise ReadError(f"{source}: the file is empty; save the report again")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_marked(content, encoding, source)
    try:
        text, encoding = content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _decode_unmarked(content, source)
    head = text[:_LOOKED_AT]
    if len(_CONTROL.findall(head)) > _CONTROLS_PROVE * len(head):
        raise ReadError(f"{source}: this is no text file; save the report as text (.txt)")
    return text, encoding


def _decode_marked(content: bytes, encoding: str, source: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        raise ReadError(f"{source}: the file says it is {encoding} but is broken; save the report again as UTF-8") from None


def _decode_unmarked(content: bytes, source: str) -> tuple[str, str]:
    """Try the encodings of Chinese files; the one with the most common characters wins, then what charset-normalizer says."""
    readings = [reading for encoding in ("gb18030", "big5", "utf-16-le", "utf-16-be") if (reading := _try(content, encoding))]
    if readings and max(readings)[0] > 0.02:
        _, text, encoding = max(readings)
        return text, encoding
    if b"\x00" not in content:
        lossy = content.decode("utf-8", "replace")
        if lossy.count("\ufffd") <= 0.02 * len(lossy):
            return lossy, "utf-8 with lost bytes"
        best = from_bytes(content).best()
        if best is not None:
            return str(best), best.encoding
    raise ReadError(f"{source}: this is no text file, or its encoding is not known; save the report as text in UTF-8")


def _try(content: bytes, encoding: str) -> tuple[float, str, str] | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return sum(char in _COMMON_HANZI for char in text) / len(text), text, encoding
