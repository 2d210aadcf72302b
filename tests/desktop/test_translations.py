"""The English catalogue: whole, current, and compiled.

Chinese sentences stand in the code as `tr("…")`, their English in
resources/translations/en/LC_MESSAGES/tashan.po, which is edited by hand. After a change on either
side, `python tests/desktop/test_translations.py` takes new sentences up, drops those no longer
asked for, and compiles the .po; what is left to translate fails here.
"""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY: Final = Path(__file__).resolve().parents[2]
CODE: Final = REPOSITORY / "desktop"
PO: Final = REPOSITORY / "resources/translations/en/LC_MESSAGES/tashan.po"
MO: Final = PO.with_suffix(".mo")
CHINESE: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
# A Chinese font draws these as wide as a character; see desktop/i18n.py.
CURLY: Final = frozenset("“”‘’")
# What may be Chinese beside tr and pick: the language's own name, the dates, marks of the sources,
# a wide blank, and what is looked for in what was typed.
OUTSIDE: Final = frozenset({"中文", "年月日", "。", "。！？!?", "、", "　", "＆", "#＃ "})
# A plan is a Chinese official document whatever the window speaks, and is dated in Chinese.
DOCUMENTS: Final = frozenset(
    f"desktop/{module}.py"
    for module in (
        *(f"documents/gongwen{part}" for part in (
            "", "_annexes", "_fonts", "_markdown", "_notes", "_sections", "_sources", "_styles"
        )),
        "documents/plan_tables", "documents/planbook", "documents/planmarkdown",
        "documents/word_prose", "pages/plan/printing",
        "documents/fitting", "documents/lesson", "documents/plain_prose", "documents/pptx",
        "documents/pptx_blocks", "documents/pptx_table", "documents/pptx_text",
        "documents/quizsheet",
        "planning/dates", "planning/document", "planning/outline", "planning/profile",
    )
)  # fmt: skip
# Seen before the language is known, in both languages, or never by a user of the window.
BEFORE_THE_WINDOW: Final = frozenset({"__main__.py", "preflight.py", "self_test.py", "theme.py"})
# The seal 他山 is a picture, and the province table has its English beside it.
PICTURES: Final = frozenset({("parts.py", "他"), ("parts.py", "山")})


class EnglishCatalogue(Catalog):
    """Headers without dates, people or versions: the same sentences are the same bytes."""

    def _headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", "en"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]

    mime_headers = property(_headers)


def asked_for() -> set[str]:
    """Every sentence that the code gives to tr."""
    found = extract_from_dir(str(CODE), [("**.py", "python")], keywords={"tr": None})
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


def translated() -> dict[str, str]:
    """The catalogue: Chinese -> English; fuzzy entries count as missing."""
    if not PO.is_file():
        return {}
    with PO.open("rb") as stream:
        entries = [entry for entry in read_po(stream, abort_invalid=True) if entry.id]
    return {str(entry.id): "" if entry.fuzzy else str(entry.string) for entry in entries}


def written(sentences: dict[str, str]) -> tuple[bytes, bytes]:
    """The .po and the .mo of these sentences."""
    catalogue = EnglishCatalogue(header_comment="# English for 他山 Tashan.", fuzzy=False)
    for chinese, english in sentences.items():
        # Which flags Babel gives by itself depends on its version.
        catalogue.add(chinese, english).flags.clear()
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, width=0, no_location=True, sort_output=True)
    write_mo(mo, catalogue)
    return po.getvalue(), mo.getvalue()


def refresh() -> None:
    """Bring the catalogue into line with the code, and compile it."""
    known = translated()
    PO.parent.mkdir(parents=True, exist_ok=True)
    po, mo = written({chinese: known.get(chinese, "") for chinese in asked_for()})
    PO.write_bytes(po)
    MO.write_bytes(mo)


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(CODE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def _calls(tree: ast.Module, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if name in names:
                yield node


def _fields(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def test_tr_is_given_literals_only() -> None:
    wrong = [
        f"{path.name}:{call.lineno}"
        for path, tree in _modules()
        for call in _calls(tree, "tr")
        if call.keywords
        or len(call.args) != 1
        or not isinstance(call.args[0], ast.Constant)
        or not isinstance(call.args[0].value, str)
    ]
    assert not wrong


def test_no_chinese_is_shown_past_tr_and_pick() -> None:
    wrong = []
    for path, tree in _modules():
        if path.name in BEFORE_THE_WINDOW or _name(path) in DOCUMENTS:
            continue
        fine = {
            id(inner)
            for node in (*_calls(tree, "tr", "pick"), *_constants(tree))
            for inner in ast.walk(node)
        }
        wrong += [
            f"{path.name}:{node.lineno}: {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in fine
            and node.value not in OUTSIDE
            and (path.name, node.value) not in PICTURES
            and CHINESE.search(node.value)
        ]
    assert not wrong


def _constants(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, and what modules name in capitals: `pick` or a search takes it from there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node
    for statement in tree.body:
        target = statement.target if isinstance(statement, ast.AnnAssign) else None
        if isinstance(target, ast.Name) and target.id.isupper():
            yield statement


def test_every_sentence_has_its_english() -> None:
    sentences = translated()
    assert {chinese for chinese in asked_for() if not sentences.get(chinese)} == set()


def test_the_catalogue_keeps_nothing_that_is_no_longer_asked_for() -> None:
    assert set(translated()) - asked_for() == set()
    assert b"\n#~" not in PO.read_bytes()


def test_english_sentences_keep_the_placeholders() -> None:
    assert [zh for zh, en in translated().items() if _fields(zh) != _fields(en)] == []


def test_english_sentences_hold_nothing_of_chinese_writing() -> None:
    english = translated().values()
    assert [
        sentence for sentence in english if CHINESE.search(sentence) or CURLY & {*sentence}
    ] == []


def test_the_po_is_written_as_babel_would_write_it_again() -> None:
    assert PO.read_bytes() == written(translated())[0], f"run python {Path(__file__).name}"


def test_the_mo_is_what_the_po_compiles_to() -> None:
    assert MO.read_bytes() == written(translated())[1], f"run python {Path(__file__).name}"


if __name__ == "__main__":
    refresh()
