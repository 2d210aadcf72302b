"""The schema of workspace.db as a list of small steps. Append only: a released step never changes.

sqlite_utils applies the steps and keeps the list of those applied; importing it costs as much as
the first window, so it happens only when something is pending. What is applied is read with plain
SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from sqlite_utils import Database

MIGRATION_SET: Final = "tashan.workspace"


def create_bookmark(db: Database) -> None:
    """收藏. Mechanisms live in library.db, so that nothing here can be a foreign key to them."""
    db.execute("""
        CREATE TABLE bookmark (
            id             TEXT PRIMARY KEY,  -- UUID: two workspaces can be merged
            mechanism_id   TEXT NOT NULL,
            mechanism_name TEXT NOT NULL,     -- as it was when kept: a later library may lack it
            region_id      TEXT,
            created_at     TEXT NOT NULL,     -- UTC, ISO 8601, like all times here
            modified_at    TEXT NOT NULL,
            author         TEXT NOT NULL,
            deleted_at     TEXT               -- a tombstone: a merge must not bring it back
        ) STRICT
    """)
    # A mechanism is kept once; its tombstones may be many after a merge.
    db.execute("""
        CREATE UNIQUE INDEX bookmark_live ON bookmark (mechanism_id) WHERE deleted_at IS NULL
    """)


def create_note(db: Database) -> None:
    """批注, on a mechanism or on a span of an article (or both)."""
    db.execute("""
        CREATE TABLE note (
            id             TEXT PRIMARY KEY,
            mechanism_id   TEXT,
            mechanism_name TEXT NOT NULL,     -- as it was when written
            region_id      TEXT,
            article_id     TEXT,
            start          INTEGER CHECK (start >= 0),  -- code points of article.text then
            end            INTEGER CHECK (end >= start),
            exact          TEXT NOT NULL,     -- the quote, to find it in a newer article
            prefix         TEXT NOT NULL,     -- up to 32 characters before it
            suffix         TEXT NOT NULL,     -- and behind it
            body           TEXT NOT NULL,     -- Markdown
            created_at     TEXT NOT NULL,
            modified_at    TEXT NOT NULL,
            author         TEXT NOT NULL,
            deleted_at     TEXT,
            CHECK ((start IS NULL) = (end IS NULL)),
            CHECK (start IS NULL OR article_id IS NOT NULL)
        ) STRICT
    """)


def create_state(db: Database) -> None:
    """How the user left a page (db/workspace/states.py)."""
    db.execute("""
        CREATE TABLE state (
            name        TEXT PRIMARY KEY,     -- basket, reading yunfu, family contest …
            value       TEXT NOT NULL,        -- JSON
            modified_at TEXT NOT NULL,
            author      TEXT NOT NULL
        ) STRICT
    """)


def create_highlight(db: Database) -> None:
    """划线: the user's own underline, on a span of an article."""
    db.execute("""
        CREATE TABLE highlight (
            id          TEXT PRIMARY KEY,
            article_id  TEXT NOT NULL,
            region_id   TEXT,
            start       INTEGER NOT NULL CHECK (start >= 0),  -- code points of article.text then
            end         INTEGER NOT NULL CHECK (end > start),
            exact       TEXT NOT NULL,     -- the quote, to find it in a newer article
            prefix      TEXT NOT NULL,     -- up to 32 characters before it
            suffix      TEXT NOT NULL,     -- and behind it
            created_at  TEXT NOT NULL,
            modified_at TEXT NOT NULL,
            author      TEXT NOT NULL,
            deleted_at  TEXT
        ) STRICT
    """)


def extend_note(db: Database) -> None:
    """A note on a family, or on nothing, has a heading; every note can have tags."""
    db.execute("ALTER TABLE note ADD COLUMN family_id TEXT")
    db.execute("ALTER TABLE note ADD COLUMN title TEXT NOT NULL DEFAULT ''")
    # A JSON array, in the order given. A tag has no life of its own: no table to keep in step.
    db.execute("ALTER TABLE note ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'")


def create_plan(db: Database) -> None:
    """方案: plans, sections, borrowings, tasks, versions (db/workspace/plans.py).

    No foreign keys between them: a merge may bring a row before the one it belongs to, and a
    removed plan keeps its rows.
    """
    stamps = """
        position    REAL NOT NULL,        -- order in its parent: moving a row changes it alone
        created_at  TEXT NOT NULL,
        modified_at TEXT NOT NULL,
        author      TEXT NOT NULL,
        deleted_at  TEXT
    """
    db.execute(f"""
        CREATE TABLE plan (
            id          TEXT PRIMARY KEY,
            title       TEXT NOT NULL,
            township    TEXT NOT NULL,        -- the profile, in the user's words
            villages    TEXT NOT NULL,
            population  TEXT NOT NULL,
            members     TEXT NOT NULL,
            existing    TEXT NOT NULL,        -- what the township does already
            issuer      TEXT NOT NULL,        -- 署名
            issued_on   TEXT NOT NULL,        -- 成文日期, as typed
            template    INTEGER NOT NULL CHECK (template IN (0, 1)),  -- an outline to start from
            {stamps}
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE plan_section (
            id          TEXT PRIMARY KEY,
            plan_id     TEXT NOT NULL,
            parent_id   TEXT,                 -- NULL: a section of the first level
            title       TEXT NOT NULL,        -- without its number
            body        TEXT NOT NULL,        -- Markdown
            {stamps}
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE borrowing (
            id             TEXT PRIMARY KEY,
            plan_id        TEXT NOT NULL,
            section_id     TEXT,
            mechanism_id   TEXT NOT NULL,
            mechanism_name TEXT NOT NULL,     -- as it was: a later library may lack it
            region_id      TEXT,
            decision       TEXT NOT NULL CHECK (decision IN ('adopt', 'adapt', 'reject')),
            reason         TEXT NOT NULL,
            ours           TEXT NOT NULL,     -- 本镇做法, Markdown
            quotes         TEXT NOT NULL,     -- JSON: spans with their context, as they were
            {stamps}
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE task (
            id           TEXT PRIMARY KEY,
            plan_id      TEXT NOT NULL,
            section_id   TEXT,
            borrowing_id TEXT,                -- the task of a borrowing stands where that stands
            title        TEXT NOT NULL,
            measures     TEXT NOT NULL,
            goal         TEXT NOT NULL,
            leader       TEXT NOT NULL,
            lead_unit    TEXT NOT NULL,
            units        TEXT NOT NULL,
            person       TEXT NOT NULL,
            due          TEXT NOT NULL,       -- as typed
            assessment   TEXT NOT NULL,
            state        TEXT NOT NULL CHECK (state IN ('waiting', 'ongoing', 'done', 'closed')),
            remark       TEXT NOT NULL,
            {stamps}
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE plan_version (
            id          TEXT PRIMARY KEY,
            plan_id     TEXT NOT NULL,
            name        TEXT NOT NULL,
            content     TEXT NOT NULL,        -- JSON of all rows of the plan
            created_at  TEXT NOT NULL,
            modified_at TEXT NOT NULL,
            author      TEXT NOT NULL,
            deleted_at  TEXT
        ) STRICT
    """)


def create_lesson(db: Database) -> None:
    """课件: lessons, slides, what classes chose (db/workspace/lessons.py). No foreign keys."""
    stamps = """
        created_at  TEXT NOT NULL,
        modified_at TEXT NOT NULL,
        author      TEXT NOT NULL,
        deleted_at  TEXT
    """
    db.execute(f"""
        CREATE TABLE lesson (
            id          TEXT PRIMARY KEY,
            title       TEXT NOT NULL,
            occasion    TEXT NOT NULL,        -- for whom, and when
            minutes     REAL NOT NULL CHECK (minutes >= 0),  -- the time there is; 0: not said
            position    REAL NOT NULL,
            {stamps}
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE slide (
            id            TEXT PRIMARY KEY,
            lesson_id     TEXT NOT NULL,
            kind          TEXT NOT NULL,      -- db.records.lesson.SlideKind
            title         TEXT NOT NULL,      -- '': the one that its kind gives
            body          TEXT NOT NULL,      -- Markdown
            answer        TEXT NOT NULL,      -- hidden first
            notes         TEXT NOT NULL,      -- 讲稿, Markdown: never shown to the audience
            minutes       REAL NOT NULL CHECK (minutes >= 0),
            family_id     TEXT,
            measure_id    TEXT,
            mechanism_ids TEXT NOT NULL,      -- JSON arrays, in the order chosen
            facets        TEXT NOT NULL,
            figure_ids    TEXT NOT NULL,
            quotes        TEXT NOT NULL,      -- JSON: spans with their context, as they were
            options       TEXT NOT NULL,
            reveal        TEXT NOT NULL CHECK (reveal IN ('all', 'columns', 'cells')),
            note_id       TEXT,               -- the one note shown to the audience
            position      REAL NOT NULL,
            {stamps}
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE tally (
            id             TEXT PRIMARY KEY,
            lesson_id      TEXT NOT NULL,
            class_name     TEXT NOT NULL,
            held_on        TEXT NOT NULL,     -- ISO 8601
            mechanism_id   TEXT NOT NULL,
            mechanism_name TEXT NOT NULL,     -- as it was: a later library may lack it
            region_id      TEXT,
            votes          INTEGER NOT NULL CHECK (votes >= 0),
            {stamps}
        ) STRICT
    """)


STEPS: Final[tuple[Callable[[Database], None], ...]] = (
    create_bookmark,
    create_note,
    create_state,
    create_highlight,
    extend_note,
    create_plan,
    create_lesson,
)

NAMES: Final = tuple(step.__name__ for step in STEPS)


def applied(connection: sqlite3.Connection) -> frozenset[str] | None:
    """Return the names of the applied steps; None where a database is not a workspace.

    A database without any table is a workspace to be.
    """
    tables = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if "_sqlite_migrations" not in tables:
        anything = connection.execute("SELECT EXISTS (SELECT 1 FROM sqlite_master)").fetchone()[0]
        return None if anything else frozenset()
    from db.workspace import schema

    if not schema.lists_steps(connection):
        return None
    rows = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (MIGRATION_SET,)
    )
    names = frozenset(name for (name,) in rows)
    return names or None


def apply(connection: sqlite3.Connection, count: int | None = None) -> None:
    """Apply what is pending, of the first `count` steps or of all: all or nothing.

    The write lock is taken before sqlite_utils looks what is pending, so that two programs started
    together do not both create the tables. Foreign keys must be off. Raises sqlite3.Error.
    """
    from sqlite_utils import Database, Migrations

    migrations = Migrations(MIGRATION_SET)
    for step in STEPS[:count]:
        migrations()(step)
    database = Database(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(database)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
