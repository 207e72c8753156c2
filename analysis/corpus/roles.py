"""The role of every unit of a source (codebook, first section), each decided by one named rule.

Order: what the line's own words say (`signs`), then where it stands: before the text, after it, above an issuer, between paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analysis.corpus.line_patterns import (
    FIGURE_LIST,
    GLOSSARY_ENTRY,
    ISSUER_DASH,
    ISSUER_MARK,
    ISSUER_NAME,
    NAMES_IN_BRACKETS,
    NOTE_END,
    SUBTITLE,
    UNIT_BYLINE,
    squeeze,
    tells_figures,
)
from analysis.corpus.shape import (
    HEADING_CHARS,
    ends_full_sentence,
    ends_sentence,
    find_wrap,
    has_words,
    is_bullet,
    is_cut,
    is_long_prose,
    is_numbered,
    is_prose,
)
from analysis.corpus.signs import SignFinder
from analysis.corpus.units import Line, Unit

_MIN_ENTRIES = 4
_MAX_HEADLINES = 4


def assign_roles(lines: Sequence[Line], signs: SignFinder, is_printed: bool = False) -> None:
    """Set `role`, `rule` and `continues` of every unit of `lines`; the lines of a printed page (PDF) are wrapped at its width."""
    for step in (_mark_front_matter, lambda rows: _mark_signs(rows, signs), _mark_repeated_titles,
                 lambda rows: _mark_cuts(rows, is_printed), _mark_related, _mark_notes, _mark_edges, _mark_issuers, _mark_headlines,
                 _mark_rest, _mark_unit_bylines):  # fmt: skip
        step(lines)


def line_role(line: Line) -> str:
    """Return the role of the line: that of its first unit."""
    return line.units[0].role


def _set(line: Line, role: str, rule: str) -> None:
    for unit in line.units:
        unit.role, unit.rule = role, rule


def _is_free(line: Line) -> bool:
    return not line.units[0].role


def _mark_front_matter(lines: Sequence[Line]) -> None:
    """A Markdown file may begin with a block of fields between two ruled lines."""
    if not lines or lines[0].text != "---":
        return
    close = next((place for place, line in enumerate(lines[1:30], 1) if line.text == "---"), None)
    for line in lines[: close + 1] if close else ():
        _set(line, "chrome", "front_matter")


def _mark_signs(lines: Sequence[Line], signs: SignFinder) -> None:
    for line in lines:
        if not _is_free(line):
            continue
        sign = signs.find(line.text, ends_full_sentence(line.text) or len(line.units) > 1)
        if sign:
            _set(line, sign.role, sign.rule)
        elif "\t" in line.text:
            _set(line, "body", "table_row")
        elif not ends_sentence(line.text) and signs.is_menu(line.text):
            _set(line, "chrome", "menu")
        elif not has_words(line.text):
            _set(line, *(("body", "ellipsis") if "…" in line.text else ("chrome", "no_words")))


def _mark_cuts(lines: Sequence[Line], is_printed: bool) -> None:
    wrap = find_wrap([line for line in lines if _is_free(line)], is_printed)
    flowing = [line for line in lines if line.units[0].rule != "page_number"]
    for line, following in zip(flowing, flowing[1:], strict=False):
        cut_caption = line_role(line) == "caption" and wrap is not None
        if (_is_free(line) or cut_caption) and _is_free(following) and is_cut(line, following, wrap):
            role, rule = ("caption", "caption_goes_on") if cut_caption else ("body", "cut_sentence")
            _set(line, role, rule if _is_free(line) else line.units[0].rule)
            _set(following, role, rule)
            following.units[0].continues = True
            if wrap is not None and not ends_sentence(following.text):
                for unit in following.units:
                    unit.role = "" if role == "body" else unit.role  # the next pair decides whether this line is cut too
    for line in lines:
        if line.units[0].continues and _is_free(line):
            _set(line, "body", "cut_sentence")


def _mark_related(lines: Sequence[Line]) -> None:
    """Three or more bulleted headlines in a row, before the text or after it, are links to other pages."""
    text = _text_range(lines)
    run: list[int] = []
    for place in [*range(len(lines)), len(lines)]:
        if place < len(lines) and _is_free(lines[place]) and is_bullet(lines[place].text):
            run.append(place)
            continue
        if len(run) >= 3 and (run[-1] < text.start or run[0] >= text.stop):
            for member in run:
                _set(lines[member], "chrome", "related_headlines")
        run = []


def _mark_repeated_titles(lines: Sequence[Line]) -> None:
    """A site repeats the title over each picture, often with its keywords; the short paragraph below is the picture's caption."""
    free = [line for line in lines if _is_free(line) and not ends_sentence(line.text) and len(line.units) == 1]
    known: list[str] = []
    counts = Counter(squeeze(line.text) for line in free)
    for line in free:
        title = squeeze(line.text)
        repeats = any(title.startswith(other) and title != other for other in known) or (title in known and counts[title] > 1)
        if len(title) >= 10 and repeats:
            _set(line, "chrome", "repeated_title")
            _mark_caption_below(line, lines)
        elif len(title) >= 10:
            known.append(title)


def _mark_caption_below(title: Line, lines: Sequence[Line]) -> None:
    place = next(index for index, line in enumerate(lines) if line is title) + 1
    below = lines[place] if place < len(lines) else title
    if _is_free(below) and len(below.units) == 1 and ends_sentence(below.text) and len(below.text) <= 90:
        _set(below, "caption", "under_image_title")


def _mark_glossary_entries(lines: Sequence[Line]) -> None:
    """Four or more numbered explanations in a row at the end are a glossary, also one without a heading."""
    place = len(lines)
    while place > 0 and (line_role(lines[place - 1]) == "chrome" or GLOSSARY_ENTRY.match(lines[place - 1].text)):
        place -= 1
    entries = [line for line in lines[place:] if line_role(line) != "chrome"]
    if len(entries) >= _MIN_ENTRIES:
        for line in entries:
            _set(line, "note", "glossary_entry")


def _mark_notes(lines: Sequence[Line]) -> None:
    """An editor's note goes on to the next headline; a glossary to the end of the source."""
    _mark_glossary_entries(lines)
    openers = [place for place, line in enumerate(lines) if line.units[0].rule in ("glossary", "editor_note")]
    for place in openers:
        if lines[place].units[0].rule == "glossary":
            for later in (line for line in lines[place + 1 :] if _is_free(line) or line_role(line) == "body"):
                _set(later, "note", "glossary")
        elif len(lines[place].text) <= 8:
            _mark_note_lines(lines[place + 1 :])


def _mark_note_lines(following: Sequence[Line]) -> None:
    """Paragraphs below 编者按 are the note, up to a headline or to the one that takes leave of the reader (敬请关注, 供参考)."""
    for line in following:
        if not (_is_free(line) and is_prose(line)):
            return
        _set(line, "note", "editor_note")
        if NOTE_END.search(line.text):
            return


def _text_range(lines: Sequence[Line]) -> range:
    """Return from the first to after the last line that is surely running text."""
    prose = [place for place, line in enumerate(lines) if _is_running_text(line)]
    return range(prose[0], prose[-1] + 1) if prose else range(len(lines))


def _is_running_text(line: Line) -> bool:
    return line.units[0].rule == "cut_sentence" or (line_role(line) in ("", "body") and is_long_prose(line))


def _mark_edges(lines: Sequence[Line]) -> None:
    """Lines after the last running text are the site's, and so are very short ones before the title."""
    text = _text_range(lines)
    for line in lines[text.stop :]:
        if _is_free(line) and not ends_sentence(line.text) and not tells_figures(line.text):
            signed = bool(ISSUER_NAME.match(line.text) or NAMES_IN_BRACKETS.match(line.text))
            _set(line, *(("byline", "signature") if signed else ("chrome", "after_text")))
    head = [line for line in lines[: text.start] if _is_free(line) and not ends_sentence(line.text)]
    if any(len(line.text) > 8 for line in head):
        menu = [line for line in head if len(squeeze(line.text)) <= 4]
        if len(menu) >= 2:
            for line in menu:
                _set(line, "chrome", "before_title")


def _mark_issuers(lines: Sequence[Line]) -> None:
    for place, line in enumerate(lines):
        if not _is_free(line) or len(line.units) > 1 or ends_sentence(line.text):
            continue
        marked = ISSUER_MARK.match(line.text) and ("政协" in line.text or "委员会" in line.text)
        below_title = place > 0 and _is_free(lines[place - 1]) and not is_prose(lines[place - 1])
        if marked or ISSUER_DASH.match(line.text):
            _set(line, "issuer", "issuer_mark")
        elif below_title and "政协" in line.text[:2] + line.text[-5:] and ISSUER_NAME.match(line.text) and place + 1 < len(lines):
            _set(line, "issuer", "issuer_name")


def _mark_headlines(lines: Sequence[Line]) -> None:
    """Headlines stand right above an issuer, and above the first running text of the source."""
    for place, line in enumerate(lines):
        if line_role(line) == "issuer":
            _mark_upwards(lines, place - 1, "above_issuer")
    start = _text_range(lines).start
    title_seen = any(line_role(line) in ("headline", "issuer") for line in lines[:start])
    bylined = False
    for line in lines[:start]:
        bylined = bylined or (title_seen and line_role(line) == "byline")
        if _is_free(line) and _may_be_title(line) and not is_numbered(line.text):
            section = bylined and not SUBTITLE.match(line.text)
            _set(line, *(("heading", "below_byline") if section else ("headline", "before_text")))
            title_seen = True


def _mark_upwards(lines: Sequence[Line], place: int, rule: str) -> None:
    for step in range(_MAX_HEADLINES):
        here = place - step
        if here < 0 or not _is_free(lines[here]) or not _may_be_title(lines[here]) or is_numbered(lines[here].text):
            return
        _set(lines[here], "headline", rule)


def _may_be_title(line: Line) -> bool:
    return len(line.units) == 1 and not ends_sentence(line.text) and len(line.text) <= 80 and not FIGURE_LIST.match(line.text)


def _mark_rest(lines: Sequence[Line]) -> None:
    for line in lines:
        if not _is_free(line):
            continue
        if is_numbered(line.text) and len(line.units) == 1 and not ends_sentence(line.text) and len(line.text) <= HEADING_CHARS + 12:
            _set(line, "heading", "numbered_line")
        elif is_prose(line):
            _set(line, "body", "running_text")
        elif tells_figures(line.text):
            _set(line, "body", "figure_line")
        else:
            _set(line, "heading", "short_line")


def _mark_unit_bylines(lines: Sequence[Line]) -> None:
    """A newspaper puts the writer at the end of the last paragraph."""
    for line in lines:
        last: Unit = line.units[-1]
        if last.role == "body" and len(last.text) <= 70 and UNIT_BYLINE.match(last.text):
            last.role, last.rule = "byline", "writer_at_end"
