"""导出笔记: what is chosen goes into a file, with its quote, its source and its tags."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop.operations.highlights import add_highlight
from desktop.operations.notes import start_note, start_span_note, write_note
from desktop.pages.exporting import MARKDOWN, WORD
from desktop.pages.notebook.entries import document_of
from desktop.pages.notebook.export import ANNOTATIONS, NotesExporter

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.pages.notebook.entries import Record
    from desktop.session import Session
    from tests.desktop.conftest import Samples


class Bench:
    """An exporter on a bare window, what is chosen, and what it says."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self.chosen: list[Record] = []
        self.told: list[str] = []
        session.changes.told.connect(self.told.append)
        self.parent = parent
        self.exporter = NotesExporter(session, lambda: self.chosen, parent)

    def export(self, kind: str, path: Path, qtbot: QtBot) -> None:
        """From the menu's entry to the file."""
        self.exporter.save(kind)
        QApplication.processEvents()
        dialogs = [d for d in self.parent.findChildren(QFileDialog) if d.isVisible()]
        dialogs[-1].fileSelected.emit(str(path))
        qtbot.waitUntil(lambda: not self.exporter.busy, timeout=20_000)


@pytest.fixture
def bench(session: Session, qtbot: QtBot, samples: Samples) -> Bench:
    """A note on a mechanism, one on a passage, and a highlight."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    made = Bench(session, parent)
    article = session.cases.articles[0]
    note = replace(start_note(session, samples.rich().id), tags=("调研",))
    write_note(session, note, "**先试**两个村")
    write_note(session, start_span_note(session, article.id, 100, 130), "一句话")
    line = add_highlight(session, article.id, 200, 230)
    made.chosen = [*session.marks.notes(), line]
    return made


def test_word_markdown_and_annotations_can_be_chosen(bench: Bench) -> None:
    texts = [action.text() for action in bench.exporter.menu().actions()]
    assert [kind in text for kind, text in zip(("docx", "md", "jsonld"), texts, strict=True)] == [
        True
    ] * 3


def test_notes_go_into_word_with_quote_and_source(
    bench: Bench, session: Session, qtbot: QtBot, folder: Path
) -> None:
    path = folder / "笔记.docx"
    bench.export(WORD, path, qtbot)
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert "先试两个村" in text
    article = session.cases.article(session.cases.articles[0].id)
    assert article.text[100:130].split("\n")[0] in text
    assert article.title in text
    assert bench.told == [f"已导出到 {path}"]


def test_notes_go_into_markdown(bench: Bench, qtbot: QtBot, folder: Path) -> None:
    bench.export(MARKDOWN, folder / "笔记.md", qtbot)
    text = (folder / "笔记.md").read_text(encoding="utf-8")
    assert text.count("\n## ") == 3
    assert "**先试**两个村" in text


def test_annotations_find_their_quotes_in_the_articles(
    bench: Bench, session: Session, qtbot: QtBot, folder: Path
) -> None:
    bench.export(ANNOTATIONS, folder / "笔记.jsonld", qtbot)
    items = json.loads((folder / "笔记.jsonld").read_text(encoding="utf-8"))["first"]["items"]
    article = session.cases.article(session.cases.articles[0].id)
    spans = []
    for item in items:
        if isinstance(item["target"], dict):
            quote, position = item["target"]["selector"]
            assert item["target"]["source"].endswith(article.id)
            assert article.text[position["start"] : position["end"]] == quote["exact"]
            spans.append((position["start"], position["end"]))
    assert spans == [(100, 130), (200, 230)]
    [on_mechanism] = [item for item in items if isinstance(item["target"], str)]
    assert on_mechanism["body"][1] == {
        "type": "TextualBody",
        "value": "调研",
        "purpose": "tagging",
    }


def test_nothing_chosen_is_said_before_anybody_is_asked(bench: Bench) -> None:
    bench.chosen = []
    bench.exporter.save(WORD)
    assert bench.told == ["这里还没有可导出的内容。"]
    assert not bench.parent.findChildren(QFileDialog)


def test_a_note_on_a_changed_text_keeps_its_quote_and_claims_no_position(
    bench: Bench, session: Session
) -> None:
    note = start_span_note(session, session.cases.articles[0].id, 100, 130)
    for lost in (replace(note, exact="没有这样一句话"), replace(note, article_id="gone")):
        [entry] = document_of(session, [lost]).entries
        assert entry.passage is not None
        assert (entry.passage.start, entry.quote) == (None, lost.exact)
    assert bench.chosen


def test_a_bookmark_of_a_former_library_is_exported_by_its_name(session: Session) -> None:
    session.marks.set_bookmarked("old", True, "从前的做法", "gone")
    [bookmark] = [b for b in session.marks.bookmarks() if b.mechanism_id == "old"]
    [entry] = document_of(session, [bookmark]).entries
    assert (entry.title, entry.region, entry.quote) == ("从前的做法", "", "")
    assert entry.subject == "urn:tashan:mechanism:old"
