"""An article as given -> its clean text and the kinds of its paragraphs.

Only whole lines are taken away and only line breaks of the page layout are mended; no character of
the text itself is ever changed, moved or added. The rules come from [clean] of article.toml
(seeds/README.md); one that fits nothing is a mistake, because then the rule or the text is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.records.article import Paragraph, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.seeding.tomlfile import TomlTable

_ELLIPSIS = "……"


@dataclass(frozen=True, slots=True)
class CleanRules:
    """[clean] of article.toml, each entry in the words of the article."""

    titles: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    run_in_headings: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    furniture_from: str = ""
    print_once: tuple[str, ...] = ()
    join_after: tuple[str, ...] = ()


@dataclass(slots=True)
class CleanText:
    """The clean text, its stretches, and the rules that did not fit: (key, rule, what to do)."""

    text: str = ""
    stretches: list[tuple[ParagraphKind, int, int]] = field(default_factory=list)
    misfits: list[tuple[str, str, str]] = field(default_factory=list)

    def paragraphs(self, article_id: str) -> tuple[Paragraph, ...]:
        """The stretches as records, counted from 1."""
        return tuple(
            Paragraph(article_id, ordinal, kind, start, end)
            for ordinal, (kind, start, end) in enumerate(self.stretches, start=1)
        )


def read_rules(table: TomlTable) -> CleanRules:
    """The [clean] table; unknown keys are mistakes."""
    keys = ("titles", "headings", "run_in_headings", "captions", "furniture", "print_once")
    lists = {key: tuple(table.strings(key)) for key in keys}
    rules = CleanRules(
        **lists,
        join_after=tuple(table.strings("join_after")),
        furniture_from=table.string("furniture_from", required=False),
    )
    table.reject_unknown()
    return rules


def clean(raw: str, rules: CleanRules) -> CleanText:
    """Apply the rules to the text as given. Never raises: what does not fit is in `misfits`."""
    result = CleanText()
    lines = [line.strip() for line in raw.split("\n")]
    lines = _cut_tail(lines, rules.furniture_from, result)
    lines = _drop(lines, "furniture", rules.furniture, result)
    lines = _join([line for line in lines if line], rules.join_after, result)
    lines = _once(lines, "print_once", rules.print_once, result)
    lines = _once(lines, "captions", rules.captions, result)
    kinds = _kinds(lines, rules, result)
    offset = 0
    for line, kind in zip(lines, kinds, strict=True):
        run_in = rules.run_in_headings if kind is ParagraphKind.BODY else ()
        result.stretches += [
            (part, offset + start, offset + end) for part, start, end in _split(line, kind, run_in)
        ]
        offset += len(line) + 1
    result.text = "\n".join(lines)
    _check_run_in(result, rules.run_in_headings)
    return result


def _fits(rule: str) -> Callable[[str], bool]:
    """Whether a line is the one a rule speaks of: the whole line, or its beginning before ……."""
    if rule.endswith(_ELLIPSIS):
        beginning = rule.removesuffix(_ELLIPSIS)
        return lambda line: line == rule or line.startswith(beginning)
    return lambda line: line == rule


def _cut_tail(lines: list[str], rule: str, result: CleanText) -> list[str]:
    """Everything from the line of `furniture_from` on is furniture."""
    if not rule:
        return lines
    fits = _fits(rule)
    for number, line in enumerate(lines):
        if fits(line):
            return lines[:number]
    result.misfits.append(("furniture_from", rule, "文章里找不到这一行，请照抄整行。"))
    return lines


def _drop(lines: list[str], key: str, rules: tuple[str, ...], result: CleanText) -> list[str]:
    """Remove all lines that fit any of the rules."""
    for rule in rules:
        fits = _fits(rule)
        if not any(map(fits, lines)):
            result.misfits.append((key, rule, "文章里找不到这一行，请照抄整行。"))
        lines = [line for line in lines if not fits(line)]
    return lines


def _join(lines: list[str], rules: tuple[str, ...], result: CleanText) -> list[str]:
    """Mend the lines the page layout broke: append the next line without anything between."""
    for rule in rules:
        ending = rule.removeprefix(_ELLIPSIS)
        places = [number for number, line in enumerate(lines) if line.endswith(ending)]
        if len(places) != 1 or places[0] + 1 >= len(lines):
            missing = "找不到以此结尾、后面还有一行的行，请照抄行尾。"
            what = missing if len(places) < 2 else "不止一行以此结尾，请写长些。"
            result.misfits.append(("join_after", rule, what))
            continue
        at = places[0]
        lines = [*lines[:at], lines[at] + lines[at + 1], *lines[at + 2 :]]
    return lines


def _once(lines: list[str], key: str, rules: tuple[str, ...], result: CleanText) -> list[str]:
    """Keep only the first of the lines a rule fits. Captions may well stand there once."""
    for rule in rules:
        fits = _fits(rule)
        places = [number for number, line in enumerate(lines) if fits(line)]
        if not places:
            result.misfits.append((key, rule, "文章里找不到这一行，请照抄整行。"))
        elif key == "print_once" and len(places) == 1:
            result.misfits.append((key, rule, "文章里只印了一遍，请删去这条规则。"))
        elif len({lines[place] for place in places}) > 1:
            result.misfits.append((key, rule, "开头相同的行内容并不相同，请写长些。"))
        else:
            again = set(places[1:])
            lines = [line for number, line in enumerate(lines) if number not in again]
    return lines


def _kinds(lines: list[str], rules: CleanRules, result: CleanText) -> list[ParagraphKind]:
    """The kind of every line; a line no rule speaks of is body."""
    kinds = [ParagraphKind.BODY] * len(lines)
    for key, kind, words in (
        ("titles", ParagraphKind.TITLE, rules.titles),
        ("headings", ParagraphKind.HEADING, rules.headings),
        ("captions", ParagraphKind.CAPTION, rules.captions),
    ):
        for rule in words:
            fits = _fits(rule)
            places = [number for number, line in enumerate(lines) if fits(line)]
            if not places and key != "captions":  # a missing caption was reported by _once
                result.misfits.append((key, rule, "文章里找不到这一行，请照抄整行。"))
            if any(kinds[place] not in (ParagraphKind.BODY, kind) for place in places):
                result.misfits.append((key, rule, "这一行另有规则说它是别的，请删去一条。"))
            for place in places:
                kinds[place] = kind
    return kinds


def _split(
    line: str, kind: ParagraphKind, run_in: tuple[str, ...]
) -> list[tuple[ParagraphKind, int, int]]:
    """Cut a body line into run-in headings and the rest; offsets count from the line's start."""
    found = sorted((line.find(words), len(words)) for words in run_in if words and words in line)
    parts: list[tuple[ParagraphKind, int, int]] = []
    done = 0
    for start, length in found:
        if start < done:
            continue  # overlaps the heading before it; _check_run_in counts it as missing
        if start > done:
            parts.append((kind, done, start))
        parts.append((ParagraphKind.HEADING, start, start + length))
        done = start + length
    if done < len(line):
        parts.append((kind, done, len(line)))
    return parts


def _check_run_in(result: CleanText, rules: tuple[str, ...]) -> None:
    """Every run-in heading must have become exactly one stretch of its own."""
    made = [
        result.text[start:end]
        for kind, start, end in result.stretches
        if kind is ParagraphKind.HEADING
    ]
    for rule in rules:
        if rule not in made:
            misfit = "正文里找不到这一小句，请照抄，句号也抄。"
        elif result.text.count(rule) > 1:
            misfit = "正文里不止一处，无从断定哪一处是小标题。"
        else:
            continue
        result.misfits.append(("run_in_headings", rule, misfit))
