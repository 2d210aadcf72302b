"""自选对比: two to five mechanisms chosen by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.workspace import Workspace
from desktop.operations.basket import MOST, basket, clear_basket, toggle_in_basket

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from tests.desktop.conftest import Samples


def test_what_is_chosen_is_kept_in_the_workspace(session: Session, samples: Samples) -> None:
    chosen = [mechanism.id for mechanism in samples.several(2)]
    for mechanism_id in chosen:
        assert toggle_in_basket(session, mechanism_id)
    assert basket(session) == chosen
    assert session.saver.flush()
    with Workspace.open(session.folder) as workspace:
        assert workspace.states()["basket"] == chosen


def test_the_same_key_takes_it_out_again(session: Session, samples: Samples, qtbot: QtBot) -> None:
    mechanism = samples.any()
    with qtbot.waitSignal(session.changes.basket_changed):
        toggle_in_basket(session, mechanism.id)
    with qtbot.waitSignal(session.changes.basket_changed):
        assert "移出" in toggle_in_basket(session, mechanism.id)
    assert basket(session) == []


def test_a_sixth_is_refused_in_a_sentence(session: Session, samples: Samples) -> None:
    chosen = [mechanism.id for mechanism in samples.several(MOST + 1)]
    said = [toggle_in_basket(session, mechanism_id) for mechanism_id in chosen]
    assert "最多 5 条" in said[-1]
    assert basket(session) == chosen[:MOST]
    toggle_in_basket(session, chosen[0])
    toggle_in_basket(session, chosen[-1])
    assert basket(session) == [*chosen[1:MOST], chosen[-1]]


def test_the_first_says_that_one_alone_compares_with_nothing(
    session: Session, samples: Samples
) -> None:
    first, second = samples.several(2)
    assert "至少一条" in toggle_in_basket(session, first.id)
    assert "共 2 条" in toggle_in_basket(session, second.id)


def test_what_another_library_had_stays_in_the_basket_unseen(
    session: Session, samples: Samples
) -> None:
    session.remembered.put("basket", ["gone", samples.any().id])
    assert basket(session) == [samples.any().id]
    toggle_in_basket(session, samples.several(2)[1].id)
    assert session.remembered.texts("basket")[0] == "gone"
    assert toggle_in_basket(session, "gone") == ""


def test_all_can_be_taken_out_at_once(session: Session, samples: Samples) -> None:
    for mechanism in samples.several(3):
        toggle_in_basket(session, mechanism.id)
    clear_basket(session)
    assert basket(session) == []
