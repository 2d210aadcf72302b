"""The read-only case base: `Library` is the one door, each concept's SQL stands in its module.

Nothing here can write: the connection is opened `mode=ro` with `query_only`. The interface thread
owns one `Library`; a search on another thread opens its own. What a start does without is imported
where it is first asked for, what only a search needs above all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from db.connection import open_readonly, translating
from db.errors import LibraryChangedError, LibraryError
from db.library import figures, mechanisms, regions
from db.library.stamp import Stamp, stamp
from db.library.version import SCHEMA_VERSION, read_version

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from db.library.lexicon import Lexicon
    from db.pinyin import Typed
    from db.query import Asked
    from db.records import Figure, Mechanism, Region, Theme
    from db.records.article import Article, Paragraph
    from db.records.comparison import Family, Measure, Ratio
    from db.records.evidence import Evidence, Facet
    from db.records.search import SearchHit

__all__ = ["SCHEMA_VERSION", "Library"]

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Library:
    """An open case base. Every method raises LibraryError where the file fails it."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, opened: Stamp | None = None
    ) -> None:
        """Take over `connection`; use `Library.open`."""
        self._connection = connection
        self._lexicon: Lexicon | None = None
        self._name = str(path)
        self.path = path
        self.stamp = opened
        """The file as it was when it was opened."""

    @classmethod
    def open(cls, path: Path, same: Stamp | None = None) -> Library:
        """Open `path` for reading; with `same`, only if it is still that file.

        Raises LibraryError where it is missing, not a database, damaged, not a case base, or of
        another schema version than this program's, LibraryChangedError where it is not `same`.
        """
        opened = stamp(str(path))
        if same is not None and opened != same:
            raise _changed(path)
        if not path.is_file():
            raise LibraryError(
                f"找不到案例库：{path}。"
                "请用 python -m db build 生成，或用 --library 指定另一个文件。"
            )
        with translating(LibraryError, path):
            connection = open_readonly(path)
            try:
                version = read_version(connection)
            except BaseException:
                connection.close()
                raise
        problem = _version_problem(version, path)
        if problem:
            connection.close()
            raise LibraryError(problem)
        return cls(connection, path, opened)

    def close(self) -> None:
        """Let go of the file; the library cannot be used afterwards."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _read(
        self,
        query: Callable[Concatenate[sqlite3.Connection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        try:
            with translating(LibraryError, self.path):
                found = query(self._connection, *args, **kwargs)
        except Exception as error:
            if self._overwritten():
                raise _changed(self.path) from (error.__cause__ or error)
            raise
        # Asked afterwards: what was written while this was read must not be taken for the text.
        if self._overwritten():
            raise _changed(self.path)
        return found

    def _overwritten(self) -> bool:
        return self.stamp is not None and self.stamp.overwritten(stamp(self._name))

    def meta(self) -> dict[str, str]:
        """Return what the build wrote about itself: schema_version, content_hash, built_with …"""
        return self._read(
            lambda connection: dict(connection.execute("SELECT key, value FROM meta"))
        )

    def regions(self) -> list[Region]:
        """Return all regions in their fixed order."""
        return self._read(regions.regions)

    def themes(self) -> list[Theme]:
        """Return the rows of the matrix, top to bottom."""
        return self._read(regions.themes)

    def families(self) -> list[Family]:
        """Return all families in their fixed order."""
        from db.library import comparison

        return self._read(comparison.families)

    def articles(self) -> list[Article]:
        """Return all articles with their texts, in the order of their regions."""
        from db.library import articles

        return self._read(articles.articles)

    def article_count(self) -> int:
        """Return how many articles there are, without reading them."""
        return self._read(regions.article_count)

    def article(self, article_id: str) -> Article:
        """Return one article; KeyError for an unknown id."""
        from db.library import articles

        return self._read(articles.article, article_id)

    def paragraphs(self, article_id: str) -> list[Paragraph]:
        """Return the paragraphs of an article in order."""
        from db.library import articles

        return self._read(articles.paragraphs, article_id)

    def mechanisms(self) -> list[Mechanism]:
        """Return all mechanisms, region by region, in document order within one."""
        return self._read(mechanisms.mechanisms)

    def mechanism(self, mechanism_id: str) -> Mechanism:
        """Return one mechanism; KeyError for an unknown id."""
        return self._read(mechanisms.mechanism, mechanism_id)

    def facets(self, mechanism_id: str) -> list[Facet]:
        """Return the facets that a mechanism's text answers, in the order of `FacetKind`."""
        from db.library import evidence

        return self._read(evidence.facets, mechanism_id)

    def evidence(self, mechanism_id: str) -> list[Evidence]:
        """Return the evidence of a mechanism as its case file lists it."""
        from db.library import evidence

        return self._read(evidence.evidence, mechanism_id)

    def article_evidence(self, article_id: str) -> list[Evidence]:
        """Return all evidence in an article by position."""
        from db.library import evidence

        return self._read(evidence.article_evidence, article_id)

    def home_articles(self) -> dict[str, str]:
        """Return mechanism id -> id of the article that it is first quoted from."""
        return self._read(mechanisms.home_articles)

    def related_families(self) -> dict[str, tuple[str, ...]]:
        """Return mechanism id -> ids of the further families it touches."""
        return self._read(mechanisms.related_families)

    def figures(self, mechanism_id: str) -> list[Figure]:
        """Return the figures of a mechanism, the most telling first."""
        return self._read(figures.figures, mechanism_id)

    def article_figures(self, article_id: str) -> list[Figure]:
        """Return all figures in an article by position, those of no mechanism included."""
        return self._read(figures.article_figures, article_id)

    def key_figures(self) -> dict[str, Figure]:
        """Return mechanism id -> the figure the matrix shows beside its name."""
        return self._read(figures.key_figures)

    def all_figures(self) -> list[Figure]:
        """Return every figure, region by region, mechanism by mechanism."""
        return self._read(figures.all_figures)

    def measures(self) -> list[Measure]:
        """Return what several regions give a number for, in a fixed order."""
        from db.library import comparison

        return self._read(comparison.measures)

    def ratios(self) -> list[Ratio]:
        """Return the ratios of two numbers that one text states."""
        from db.library import comparison

        return self._read(comparison.ratios)

    def search(
        self,
        query: str,
        limit: int = 50,
        kind: str | None = None,
        *,
        pinyin: bool = False,
        synonyms: bool = False,
        region: str | None = None,
    ) -> list[SearchHit]:
        """Return the first `limit` documents that hold every word of `query`.

        `db.query` says what a query is. With `pinyin` or `synonyms`, what is found by them follows.
        """
        from db.library import search

        lexicon = self._words(pinyin=pinyin, synonyms=synonyms)
        return self._read(
            search.search, query, limit, kind, lexicon=lexicon, synonyms=synonyms, region=region
        )

    def count(
        self,
        query: str,
        kind: str | None = None,
        *,
        pinyin: bool = False,
        synonyms: bool = False,
        region: str | None = None,
    ) -> int:
        """Return how many documents `search` finds without a limit, as far as the index can say."""
        from db.library import search

        lexicon = self._words(pinyin=pinyin, synonyms=synonyms)
        return self._read(
            search.count, query, kind, lexicon=lexicon, synonyms=synonyms, region=region
        )

    def asked(self, query: str, *, pinyin: bool = True, synonyms: bool = True) -> Asked:
        """Return the words that a search looks for, those that were not typed included."""
        from db.library import search
        from db.query import literally, parse

        lexicon = self._words(pinyin=pinyin, synonyms=synonyms)
        return (
            search.asked(query, lexicon, synonyms=synonyms) if lexicon else literally(parse(query))
        )

    def typed(self, text: str) -> Typed | None:
        """Return what is typed in pinyin, for words that the library does not hold."""
        lexicon = self._words(pinyin=True, synonyms=False)
        return lexicon.typed(text) if lexicon is not None else None

    def _words(self, *, pinyin: bool, synonyms: bool) -> Lexicon | None:
        if not (pinyin or synonyms):
            return None
        if self._lexicon is None:
            from db.library.lexicon import Lexicon

            self._lexicon = self._read(Lexicon.read)
        return self._lexicon if pinyin else self._lexicon.without_pinyin()


def _changed(path: Path) -> LibraryChangedError:
    return LibraryChangedError(f"案例库文件变了：{path}。请重新启动程序。")


def _version_problem(version: int | None, path: Path) -> str | None:
    if version is None:
        return f"不是他山的案例库：{path}。请换一个文件，或重新生成案例库。"
    if version > SCHEMA_VERSION:
        return f"案例库比本程序新：{path}。请升级程序，或换用与本程序同版本的案例库。"
    if version < SCHEMA_VERSION:
        return f"案例库比本程序旧：{path}。请重新生成案例库，或换用与本程序同版本的案例库。"
    return None
