"""The verbs that mark a named practice: before a name (打造, 推行, 取名) and behind it (上线运行, 每周, 成了惯例)."""

from __future__ import annotations

import re

import pandas as pd

from analysis.coding.practice_words import alternatives

_LONGER_VERB = "召展公打离揭拉敞盛绽分张解交督领查协包承主举帮代经创催筹备置陈假摆预常增附新改扩共重"  # with 开, 办, 设, 建 another verb
_FIGURE = r"[了着过]?[^0-9，。；！？、“”]{0,6}[0-9０-９]"
_BEFORE = ("strong", "weak")


class VerbWords:
    """The table `practice_verbs`: verbs that introduce a practice, strong ones (打造, 创设) and weak ones (推进, 通过).

    Further strengths: `after`, behind a name (上线运行); `naming`, words before a name (取名, 答案是); `single`, verbs of one
    character directly before a name (办, 设); `regular`, what is told of a meeting that recurs (每周, 走进); `output`, verbs
    with a figure behind them (接待, 化解); `established`, what is
    told of a rule that holds (成了惯例); `removing`, verbs for what is done away with (整治).
    """

    def __init__(self, verbs: pd.DataFrame) -> None:
        before = verbs[verbs["strength"].isin(_BEFORE)]
        self._strength = dict(zip(before["verb"], before["strength"], strict=True))
        self._kinds = {
            strength: dict(zip(rows["verb"], rows["kind"], strict=True)) for strength, rows in verbs.groupby("strength", sort=False)
        }
        terms = verbs.groupby("strength")["verb"].agg(list).to_dict()
        self.pattern = re.compile(alternatives(before["verb"]))
        following = alternatives(terms.get("after", []))
        self._following = re.compile(f"(?:已经?|正式|全面|成功|顺利|建成|同步|陆续)*(?P<verb>{following})")
        self.strong_pattern = re.compile(alternatives(terms.get("strong", [])))
        self._naming = re.compile(f"(?P<verb>{alternatives(terms.get('naming', []))})[为作叫]?$")
        self._single = re.compile(f"(?:^|[^{_LONGER_VERB}])(?P<verb>{alternatives(terms.get('single', []))})[起了出好成有]{{0,2}}$")
        self._regular = re.compile(f"(?:已经?|也|还|先后|全年|今年|一年来)*(?P<verb>{alternatives(terms.get('regular', []))})")
        self._output = re.compile(f"(?:已经?|也|还|先后|全年|今年|累计|共|就)*(?P<verb>{alternatives(terms.get('output', []))}){_FIGURE}")
        self._removing = re.compile(alternatives(terms.get("removing", [])))
        self._established = re.compile(f"(?:已经?|如今|渐渐|逐渐|正在|也)*(?P<verb>{alternatives(terms.get('established', []))})(?!化)")

    def is_strong(self, verb: str) -> bool:
        return self._strength[verb] == "strong"

    def before(self, clause: str, reach: int = 10) -> tuple[str, str] | None:
        """Return strength and kind of the last verb within `reach` characters before the end of `clause`."""
        matches = list(self.pattern.finditer(clause))
        if not matches or len(clause) - matches[-1].end() > reach:
            return None
        verb = matches[-1].group()
        return self._strength[verb], self._kinds[self._strength[verb]][verb]

    def after(self, text: str) -> str | None:
        """Return the kind that the verb behind a name suggests (上线运行, 揭牌, 开播), else null."""
        return self._kind_at(self._following.match(text), "after")

    def naming(self, clause: str) -> str | None:
        """Return the kind that words which name something suggest (取名, 答案是), else null."""
        return self._kind_at(self._naming.search(clause), "naming")

    def single(self, clause: str) -> str | None:
        """Return the kind that a verb of one character at the end of `clause` suggests (医卫界的开), else null."""
        return self._kind_at(self._single.search(clause), "single")

    def regular(self, text: str) -> str | None:
        """Return the kind of what recurs, moves about or brings something in figures (每周三晚, 走进, 接待了200人), else null."""
        return self._kind_at(self._regular.match(text), "regular") or self._kind_at(self._output.match(text), "output")

    def established(self, text: str) -> str | None:
        """Return the kind of what has become a rule (成了惯例), else null."""
        return self._kind_at(self._established.match(text), "established")

    def removes(self, clause: str) -> bool:
        """Return whether the clause tells of what was found wrong or done away with (整治, 拆除): what it counts is no practice."""
        return bool(self._removing.search(clause))

    def _kind_at(self, match: re.Match[str] | None, strength: str) -> str | None:
        return self._kinds[strength][match["verb"]] if match else None
