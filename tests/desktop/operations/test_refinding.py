"""A start with another library: notes move with their text, nothing lands on a wrong statement."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from db.library import Library
from db.records.article import ParagraphKind
from db.seeding.build import build_library
from db.workspace import Workspace
from desktop import startup
from desktop.operations.highlights import add_highlight
from desktop.operations.notes import start_span_note, write_note
from desktop.operations.reanchoring import orphans
from desktop.operations.refinding import Refinding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.session import Session

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
INSERTED = "本刊编者补记一句与各地做法无关的话。"


class Edited(NamedTuple):
    """A second edition of the library, and what its editors did to one article."""

    library: Path
    article_id: str
    deleted: str  # this sentence is gone
    kept: str  # this one stands behind an inserted one


@pytest.fixture(scope="module")
def edited(library_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Edited:
    """The seeds with one sentence deleted and one inserted, built."""
    folder = tmp_path_factory.mktemp("second")
    seeds = folder / "seeds"
    shutil.copytree(SEEDS, seeds)
    with Library.open(library_path) as library:
        for article in library.articles():
            path = seeds / article.region_id / "article.txt"
            raw = path.read_text(encoding="utf-8")
            free = [s for s in _free(library, article.id) if raw.count(s) == 1]
            if len(free) >= 2:
                break
        else:
            pytest.skip("every sentence of the seeds is quoted by now")
    kept, deleted = free[0], free[-1]
    raw = raw.replace(kept, INSERTED + kept).replace(deleted, "")
    path.write_text(raw, encoding="utf-8")
    build_library(seeds, folder / "library.db")
    return Edited(folder / "library.db", article.id, deleted, kept)


def _free(library: Library, article_id: str) -> list[str]:
    """Sentences of an article's body that no quote and no figure stands in."""
    text = library.article(article_id).text
    bodies = [p for p in library.paragraphs(article_id) if p.kind is ParagraphKind.BODY]
    taken = [(e.start, e.end) for e in library.article_evidence(article_id)]
    taken += [(f.start, f.end) for f in library.article_figures(article_id)]
    found, start = [], 0
    for end in [at + 1 for at, c in enumerate(text) if c in "。\n"]:
        sentence = text[start:end]
        clear = all(b <= start or a >= end for a, b in taken)
        clear = clear and any(p.start <= start and end <= p.end for p in bodies)
        if clear and sentence.endswith("。") and len(sentence) > 12:
            found.append(sentence)
        start = end
    return found


@pytest.fixture
def before(session: Session, edited: Edited) -> Session:
    """The first edition, with a note on the sentence that stays and a line under the other."""
    text = session.cases.article(edited.article_id).text
    at = text.index(edited.kept)
    note = start_span_note(session, edited.article_id, at, at + len(edited.kept))
    write_note(session, note, "记在原文上")
    at = text.index(edited.deleted)
    add_highlight(session, edited.article_id, at, at + len(edited.deleted))
    return session


@pytest.fixture
def after(
    before: Session,
    edited: Edited,
    qapp: QApplication,  # noqa: ARG001
    tmp_path: Path,
    qtbot: QtBot,
) -> Iterator[Session]:
    """The same workspace, a copy of it, opened with the second edition."""
    _run(before, qtbot)
    assert before.saver.flush()
    copy = tmp_path / "copy"
    copy.mkdir()
    with Workspace.open(before.folder) as workspace:
        shutil.copy(workspace.backup(), copy / "workspace.db")
    opened = startup.open_session(edited.library, copy, "zh")
    yield opened
    startup.close_session(opened)


def _run(session: Session, qtbot: QtBot) -> int:
    """One run; returns how many orphans it told of."""
    refinding = Refinding(session)
    with qtbot.waitSignal(refinding.finished, timeout=20_000) as signal:
        refinding.start()
    assert signal.args is not None
    return int(signal.args[0])


def test_the_note_moves_with_its_sentence_and_the_line_waits(
    after: Session, edited: Edited, qtbot: QtBot
) -> None:
    told: list[str] = []
    after.changes.told.connect(told.append)
    [old] = after.marks.notes()
    assert _run(after, qtbot) == 1
    text = after.cases.article(edited.article_id).text
    [note] = after.marks.notes()
    assert note.start == text.index(edited.kept)
    assert note.start != old.start
    assert note.end == note.start + len(edited.kept)
    assert text[: note.start].endswith(note.prefix)
    assert (note.body, note.modified_at) == (old.body, old.modified_at)
    [orphan] = orphans(after)
    assert orphan.held.quote.exact == edited.deleted
    assert "1 处" in told[0]
    assert after.undo.count() == 0


def test_what_was_found_is_stored_and_the_orphan_untouched(
    after: Session, edited: Edited, qtbot: QtBot
) -> None:
    [lost] = after.marks.highlights()
    _run(after, qtbot)
    assert after.saver.flush()
    with Workspace.open(after.folder) as workspace:
        [note], [mark] = workspace.notes(), workspace.highlights()
    assert note == after.marks.notes()[0]
    assert mark == lost
    assert note.exact == edited.kept


def test_the_second_start_with_the_same_library_does_nothing(after: Session, qtbot: QtBot) -> None:
    _run(after, qtbot)
    assert not Refinding(after).needed
    assert after.remembered.table("library") == {"hash": after.cases.content_hash}


def test_the_reader_draws_the_note_where_it_stands_now_even_before_the_run(
    after: Session, edited: Edited
) -> None:
    text = after.cases.article(edited.article_id).text
    [note], [mark] = after.marks.notes(), after.marks.highlights()
    at = text.index(edited.kept)
    assert after.places.place_of(note) == (at, at + len(edited.kept))
    assert after.places.place_of(mark) is None


def test_what_the_user_changes_while_it_runs_is_left_to_him(
    after: Session, edited: Edited, qtbot: QtBot
) -> None:
    refinding = Refinding(after)
    with qtbot.waitSignal(refinding.finished, timeout=20_000):
        refinding.start()
        [note] = after.marks.notes()
        write_note(after, note, "刚刚改的话")
    [note] = after.marks.notes()
    assert note.body == "刚刚改的话"
    assert note.exact == edited.kept
    assert after.saver.flush()
    with Workspace.open(after.folder) as workspace:
        assert [n.body for n in workspace.notes()] == ["刚刚改的话"]


def test_a_workspace_without_anything_only_remembers_the_library(
    session: Session, qtbot: QtBot
) -> None:
    assert _run(session, qtbot) == 0
    assert not Refinding(session).needed
