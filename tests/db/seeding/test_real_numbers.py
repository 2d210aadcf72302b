"""The case base itself: no number of an article is merely quoted and left uncounted."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from db.paths import seeds_dir
from db.records.article import ParagraphKind
from db.seeding.audit import audit
from db.seeding.mistakes import Mistakes
from db.seeding.numbers import find_numbers
from db.seeding.passed_over import occurrences, read_passed_over
from db.seeding.resolve import Span
from db.seeding.seeds import load_seeds

if TYPE_CHECKING:
    from db.seeding.seeds import RegionSeeds, Seeds

# The articles are the user's own material and stand as they were given, byte for byte.
GIVEN = {
    "liupanshui": "8ca86677e5b656d098b82162368bf1b952653701a076f2c9aaf31fa1ffaecd3e",
    "putian": "d013de489c9e429f402b2e2f3f8006708a797a449ce6f43ddb7793cfab55f10c",
    "ruyuan": "43dca19b46264c4786a5b170d70f271833cd15fd1c332712e9c64a9cf78b9a2b",
    "shantou": "886bbec0b265d40dcad4d240578f2b0ed5a6d5219a72d0522aa4115e28e73510",
    "yunfu": "c18525d2b29f07f8d8fe545c694d2dddb98807484bf1a4c4692189bb59b31738",
}


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    """The real seeds, read once."""
    return load_seeds(seeds_dir())


@pytest.mark.parametrize("region", sorted(GIVEN))
def test_the_article_stands_as_it_was_given(region: str) -> None:
    content = (seeds_dir() / region / "article.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == GIVEN[region]


def _counted(found: RegionSeeds) -> list[Span]:
    """What holds a number: a figure, a name, or an entry of what was passed over."""
    text = found.source.article.text
    spans = [Span(f.start, f.end) for case in found.cases for f in case.figures]
    spans += [Span(f.start, f.end) for f in found.figures]
    for case in found.cases:
        for name in (case.mechanism.name, *case.mechanism.aliases):
            spans += occurrences(name, text)
    passed = read_passed_over(found.folder / "passed-over.toml", text, Mistakes())
    return spans + [span for item in passed for span in item.spans]


def _in_a_quoted_name(text: str, start: int, end: int) -> bool:
    for opening, closing in ("“”", "‘’", "《》"):
        before, after = text.rfind(opening, 0, start + 1), text.find(closing, end - 1)
        inside = text[before : after + 1] if 0 <= before < after else ""
        if inside and closing not in inside[:-1] and "。" not in inside:
            return True
    return False


def test_every_number_of_a_body_is_a_figure_or_part_of_a_name_or_passed_over(seeds: Seeds) -> None:
    uncounted = []
    for found in seeds.regions:
        text = found.source.article.text
        counted = _counted(found)
        for paragraph in found.source.paragraphs:
            if paragraph.kind is not ParagraphKind.BODY:
                continue
            body = text[paragraph.start : paragraph.end]
            for number in find_numbers(body):
                start, end = paragraph.start + number.start, paragraph.start + number.end
                held = any(span.start <= start and end <= span.end for span in counted)
                if not held and not _in_a_quoted_name(body, number.start, number.end):
                    uncounted.append((found.region.name, text[start - 6 : end + 6]))
    assert uncounted == []


def test_nothing_is_open_in_the_audit() -> None:
    report = audit(seeds_dir())
    assert report.open_items == ()
    assert report.items > 500


def test_a_place_in_a_ranking_is_not_read_as_a_number_of_things(seeds: Seeds) -> None:
    for found in seeds.regions:
        text = found.source.article.text
        figures = [*found.figures, *(figure for case in found.cases for figure in case.figures)]
        for figure in figures:
            quote = text[figure.start : figure.end]
            assert f"第{figure.wording}" not in quote, figure.label
