"""Notes, highlights and bookmarks as entries of an exported document."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from db.records.own import Bookmark, Highlight, Note
from desktop import words
from desktop.documents.notes import EntryKind, NoteDocument, NoteEntry, Passage
from desktop.documents.notes_jsonld import subject_urn
from desktop.i18n import pick, tr
from desktop.operations.restoring import title_of
from desktop.pages.citing import reference_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Mechanism
    from db.records.article import Article
    from desktop.session import Session

Record: TypeAlias = "Note | Highlight | Bookmark"
_TITLE: Final = 40  # characters of a quote that head an entry


def document_of(session: Session, records: Iterable[Record]) -> NoteDocument:
    """The records as a document, in their order."""
    maker = _Maker(session)
    entries = [maker.entry(record) for record in records]
    return NoteDocument(tr("笔记"), entries, tr("标签："))


class _Maker:
    """Makes entries; an article is read once for all of them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known = {article.id for article in session.cases.articles}
        self._articles: dict[str, Article] = {}

    def entry(self, record: Record) -> NoteEntry:
        """One record as an entry."""
        passage = self._passage(record)
        mechanism = self._mechanism(record)
        quote, article_id = self._quote(record, mechanism)
        article = self._article(article_id)
        return NoteEntry(
            id=record.id or getattr(record, "mechanism_id", ""),
            kind=_kind(record),
            kind_name=_kind_name(record),
            title=_title(self._session, record),
            region=self._region(record),
            theme=self._theme(mechanism),
            quote=quote,
            citation=reference_of(self._session, article) if article else "",
            body=record.body if isinstance(record, Note) else "",
            tags=record.tags if isinstance(record, Note) else (),
            author=record.author,
            created=record.created_at,
            modified=record.modified_at,
            when=_day(record.modified_at),
            subject=_subject(record),
            passage=passage,
        )

    def _article(self, article_id: str) -> Article | None:
        if article_id not in self._known:
            return None
        if article_id not in self._articles:
            self._articles[article_id] = self._session.cases.article(article_id)
        return self._articles[article_id]

    def _passage(self, record: Record) -> Passage | None:
        if isinstance(record, Bookmark) or not record.article_id or record.start is None:
            return None
        article = self._article(record.article_id)
        found = self._session.places.place_of(record)
        # A position in a text that says something else would lead astray: then only the quote.
        if article is None or found is None or article.text[slice(*found)] != record.exact:
            return Passage(record.article_id, None, None, record.prefix, record.suffix)
        return Passage(record.article_id, *found, record.prefix, record.suffix)

    def _mechanism(self, record: Record) -> Mechanism | None:
        own = "" if isinstance(record, Highlight) else record.mechanism_id
        return self._session.cases.mechanism_by_id.get(own or "")

    def _quote(self, record: Record, mechanism: Mechanism | None) -> tuple[str, str]:
        """What the entry hangs on, and the article it stands in: else its mechanism's first."""
        if not isinstance(record, Bookmark) and record.exact:
            return record.exact, record.article_id or ""
        citations = self._session.cases.citations(mechanism.id) if mechanism else []
        return (citations[0].exact, citations[0].article_id) if citations else ("", "")

    def _region(self, record: Record) -> str:
        region = self._session.cases.region_by_id.get(record.region_id or "")
        return words.region_name(region) if region else ""

    def _theme(self, mechanism: Mechanism | None) -> str:
        theme = self._session.cases.theme_by_id.get(mechanism.theme_id) if mechanism else None
        return pick(theme.name, theme.name_en) if theme else ""


def _kind(record: Record) -> EntryKind:
    if isinstance(record, Note):
        return EntryKind.NOTE
    return EntryKind.HIGHLIGHT if isinstance(record, Highlight) else EntryKind.BOOKMARK


def _kind_name(record: Record) -> str:
    if isinstance(record, Note):
        return tr("批注")
    return tr("划线") if isinstance(record, Highlight) else tr("收藏")


def _title(session: Session, record: Record) -> str:
    title = " ".join(title_of(session, record).split())
    return title if len(title) <= _TITLE else f"{title[:_TITLE]}…"


def _subject(record: Record) -> str:
    if isinstance(record, Highlight):
        return ""
    if record.mechanism_id:
        return subject_urn("mechanism", record.mechanism_id)
    family = record.family_id if isinstance(record, Note) else None
    return subject_urn("family", family) if family else ""


def _day(stamp: str) -> str:
    """A stored UTC stamp as the user's own date."""
    try:
        return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d")
    except ValueError:
        return stamp
