-- library.db: the read-only case base, built from seeds/ and replaced as a whole.
-- Offsets count Unicode code points of article.text, end exclusive.

-- Large pages, and index nodes to fill them: searching takes a quarter less time than with 4096.
PRAGMA page_size = 16384;

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,          -- schema_version, content_hash, built_with, seeds_digest
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE region (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    name_en   TEXT NOT NULL,
    province  TEXT NOT NULL,
    level     TEXT NOT NULL CHECK (level IN ('city', 'county')),
    ordinal   INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE article (
    id             TEXT PRIMARY KEY,
    region_id      TEXT NOT NULL REFERENCES region(id),
    title          TEXT NOT NULL,
    subtitle       TEXT NOT NULL,
    publication    TEXT NOT NULL,    -- '' where the text does not say
    authors        TEXT NOT NULL,    -- JSON array
    published_on   TEXT,             -- ISO 8601, as long as it is known: 2022-07-25, 2022-09, 2023
    date_precision TEXT NOT NULL CHECK (date_precision IN
                   ('day', 'month', 'year', 'inferred_month', 'inferred_year', 'unknown')),
    source_kind    TEXT NOT NULL CHECK (source_kind IN ('press', 'self_report')),
    rights         TEXT NOT NULL,
    inferred       TEXT NOT NULL,    -- JSON object: field -> what it was concluded from
    text           TEXT NOT NULL,
    CHECK ((published_on IS NULL) = (date_precision = 'unknown'))
) STRICT;

CREATE TABLE paragraph (
    article_id TEXT NOT NULL REFERENCES article(id),
    ordinal    INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('title', 'heading', 'body', 'caption')),
    start      INTEGER NOT NULL CHECK (start >= 0),
    end        INTEGER NOT NULL CHECK (end > start),
    PRIMARY KEY (article_id, ordinal)
) STRICT, WITHOUT ROWID;

-- What the article calls places, as it writes them: found by what they are spelt in pinyin.
CREATE TABLE place (
    article_id TEXT NOT NULL REFERENCES article(id),
    ordinal    INTEGER NOT NULL,
    name       TEXT NOT NULL,
    PRIMARY KEY (article_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE theme (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    name_en TEXT NOT NULL,
    glyph   TEXT NOT NULL,
    ordinal INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE family (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    name_en     TEXT NOT NULL,
    description TEXT NOT NULL,
    description_en TEXT NOT NULL,
    ordinal     INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE mechanism (
    id         TEXT PRIMARY KEY,
    region_id  TEXT NOT NULL REFERENCES region(id),
    theme_id   TEXT NOT NULL REFERENCES theme(id),
    family_id  TEXT REFERENCES family(id),
    name       TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    aliases    TEXT NOT NULL,        -- JSON array of forms that stand in the text
    summary    TEXT NOT NULL,
    summary_en TEXT NOT NULL,
    rank       TEXT NOT NULL CHECK (rank IN ('core', 'supporting')),
    itemised   INTEGER NOT NULL CHECK (itemised IN (0, 1)),  -- 0: the text only names it
    checked    INTEGER NOT NULL CHECK (checked IN (0, 1)),   -- 0: a missing facet is 尚未核对
    place      TEXT NOT NULL,        -- the town or village, '' where it is the whole region's
    ordinal    INTEGER NOT NULL,     -- document order within the region
    UNIQUE (region_id, ordinal),
    UNIQUE (region_id, name)
) STRICT;
-- The matrix asks for one cell at a time: region by theme.
CREATE INDEX mechanism_cell ON mechanism (theme_id, region_id);
CREATE INDEX mechanism_family ON mechanism (family_id);

CREATE TABLE related_family (
    mechanism_id TEXT NOT NULL REFERENCES mechanism(id),
    family_id    TEXT NOT NULL REFERENCES family(id),
    PRIMARY KEY (mechanism_id, family_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE facet (
    mechanism_id TEXT NOT NULL REFERENCES mechanism(id),
    kind         TEXT NOT NULL CHECK (kind IN ('lead', 'target', 'steps', 'cadence', 'criteria',
                                               'consequence', 'support', 'outcome')),
    text         TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (mechanism_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    id           TEXT PRIMARY KEY,
    mechanism_id TEXT NOT NULL REFERENCES mechanism(id),
    facet_kind   TEXT,               -- NULL: backs the mechanism as a whole
    article_id   TEXT NOT NULL REFERENCES article(id),
    start        INTEGER NOT NULL CHECK (start >= 0),
    end          INTEGER NOT NULL CHECK (end > start),
    exact        TEXT NOT NULL,
    claim        TEXT NOT NULL CHECK (claim IN ('practice', 'data', 'appraisal')),
    FOREIGN KEY (mechanism_id, facet_kind) REFERENCES facet(mechanism_id, kind)
) STRICT;
CREATE INDEX evidence_mechanism ON evidence (mechanism_id);
-- The reader asks for all spans of an article in document order.
CREATE INDEX evidence_article ON evidence (article_id, start);

CREATE TABLE figure (
    id           TEXT PRIMARY KEY,
    mechanism_id TEXT REFERENCES mechanism(id),   -- NULL: a figure of the region at large
    region_id    TEXT NOT NULL REFERENCES region(id),
    article_id   TEXT NOT NULL REFERENCES article(id),
    label        TEXT NOT NULL,
    value        REAL NOT NULL,      -- in the plain unit: 1.3亿元 is 130000000, 元
    value_max    REAL,               -- the upper end where the text gives a range
    unit         TEXT NOT NULL,
    qualifier    TEXT NOT NULL,      -- 余, 多, 以上, 突破, 近 …, '' where there is none
    wording      TEXT NOT NULL,      -- as the text writes it: 2亿多元
    as_of        TEXT NOT NULL,      -- as the text gives it: 截至目前
    kind         TEXT NOT NULL CHECK (kind IN ('result', 'input', 'target', 'standard', 'context')),
    start        INTEGER NOT NULL CHECK (start >= 0),
    end          INTEGER NOT NULL CHECK (end > start),
    exact        TEXT NOT NULL
) STRICT;
CREATE INDEX figure_mechanism ON figure (mechanism_id);
CREATE INDEX figure_article ON figure (article_id, start);

-- 指标: what several regions give a number for. The numbers themselves stand in figure.
CREATE TABLE measure (
    id         TEXT PRIMARY KEY,
    theme_id   TEXT NOT NULL REFERENCES theme(id),
    name       TEXT NOT NULL UNIQUE,
    name_en    TEXT NOT NULL,
    unit       TEXT NOT NULL,        -- what numbers are shown in; 万元 for figures in 元
    caution    TEXT NOT NULL,        -- 慎比: why they must not be compared, '' where they may be
    caution_en TEXT NOT NULL CHECK ((caution = '') = (caution_en = '')),
    detail     TEXT NOT NULL,        -- what is counted, or the caution at length
    detail_en  TEXT NOT NULL,
    ordinal    INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE measure_figure (
    measure_id TEXT NOT NULL REFERENCES measure(id),
    -- Before figure_id: integrity_check of SQLite 3.40 sees a NULL where a key skips a column.
    ordinal    INTEGER NOT NULL,
    figure_id  TEXT NOT NULL UNIQUE REFERENCES figure(id),  -- a number counts one thing
    PRIMARY KEY (measure_id, ordinal)
) STRICT, WITHOUT ROWID;

-- 比: one number for another, both stated in one paragraph of the same set of things.
CREATE TABLE ratio (
    id             TEXT PRIMARY KEY,
    name           TEXT NOT NULL,
    name_en        TEXT NOT NULL,
    numerator_id   TEXT NOT NULL REFERENCES figure(id),
    denominator_id TEXT NOT NULL REFERENCES figure(id),
    unit           TEXT NOT NULL,
    ordinal        INTEGER NOT NULL UNIQUE,
    CHECK (numerator_id <> denominator_id)
) STRICT;

-- What the sources call by different words: a search for one looks for the others too.
CREATE TABLE synonym (
    group_no INTEGER NOT NULL,
    ordinal  INTEGER NOT NULL,       -- place in the group, as seeds/taxonomy.toml lists it
    word     TEXT NOT NULL UNIQUE,
    PRIMARY KEY (group_no, ordinal)
) STRICT, WITHOUT ROWID;

-- How the characters of names, and common ones, are read, for what is typed in pinyin. Made by the build from a
-- dictionary, not from the seeds: no part of the content hash.
CREATE TABLE reading (
    character TEXT PRIMARY KEY,
    readings  TEXT NOT NULL          -- every reading without its tone, blanks between: chang zhang
) STRICT, WITHOUT ROWID;

-- What a search can find, in the order hits are shown; the index below knows only rowids.
CREATE TABLE search_document (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('mechanism', 'figure', 'passage')),
    ref_id     TEXT NOT NULL,        -- mechanism.id, figure.id, or article.id#paragraph
    title      TEXT NOT NULL,
    region_id  TEXT NOT NULL REFERENCES region(id),
    article_id TEXT REFERENCES article(id),
    start      INTEGER,
    end        INTEGER,
    body       TEXT NOT NULL         -- of mechanisms and figures, the names of the region too
) STRICT;
-- Rows stand in the order of their kinds: a search of one kind is a range of ids.
CREATE INDEX search_document_kind ON search_document (kind);

-- One token a character, punctuation too, runs of blanks as U+E000 (db/text.py): any substring is a
-- phrase.
-- Contentless: 60 MB instead of 161 MB for 20 M characters, and a third of trigram's build time.
CREATE VIRTUAL TABLE search_index USING fts5 (
    body, content='', tokenize="unicode61 remove_diacritics 0", detail='full'
);
INSERT INTO search_index (search_index, rank) VALUES ('pgsz', 16000);
