"""Notes as Markdown, Word and Web Annotations, read back; no text of anybody breaks them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from db.anchors import Anchor, find_anchor, make_anchor
from desktop.documents.commonmark import parser
from desktop.documents.notes import EntryKind, NoteDocument, NoteEntry, Passage
from desktop.documents.notes_docx import notes_to_docx
from desktop.documents.notes_jsonld import CONTEXT, article_urn, notes_to_jsonld
from desktop.documents.notes_markdown import notes_to_markdown
from tests.desktop.documents.conftest import ANY_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document

MADE = "2026-11-22T08:00:00.000000+00:00"
COLLECTION = "9f8b1c7e-0000-4000-8000-000000000001"
BODY = """## 想法

**先试**两个村，*再*推开；~~不急~~，见 [通知](http://example.com/a)。

3. 每季度一场
   - 请镇里评
   - 村里`自评`
4. 年底总评

> 党建引领

| 村 | 场 |
|---|---|
| 甲 | 4 |

```
未关的围栏
"""


def _entry(**fields: Any) -> NoteEntry:
    entry = NoteEntry(
        id="5c0ffee0-0000-4000-8000-00000000000a",
        kind=EntryKind.NOTE,
        kind_name="批注",
        title="书记家访",
        region="云浮",
        theme="联系群众",
        quote="“书记家访”解民忧",
        citation="曾贵真. 云浮[N]. [新快报]，[2023].",
        body=BODY,
        tags=("调研", "2027 年"),
        author="张三",
        created="2026-11-20T08:00:00.123456+00:00",
        modified="2026-11-21T09:30:00.000000+00:00",
        when="2026-11-21",
        passage=Passage("yunfu-2023", 3, 12, "前文", "后文"),
    )
    return replace(entry, **fields)


NOTE = _entry()
HIGHLIGHT = _entry(id="h", kind=EntryKind.HIGHLIGHT, kind_name="划线", body="", tags=())
BOOKMARK = _entry(
    id="b",
    kind=EntryKind.BOOKMARK,
    kind_name="收藏",
    title="=擂台<b>比武",
    quote="",
    citation="",
    body="",
    tags=(),
    subject="urn:tashan:mechanism:putian-contest",
    passage=None,
)
DOCUMENT = NoteDocument("笔记", (NOTE, HIGHLIGHT, BOOKMARK), "标签：")


def _one(**fields: Any) -> NoteDocument:
    return NoteDocument("笔记", (_entry(**fields),), "标签：")


# Markdown


def _markdown(document: NoteDocument) -> str:
    return notes_to_markdown(document).decode()


def _headings(text: str) -> list[tuple[str, str]]:
    tokens = parser().parse(text)
    return [
        (token.tag, "".join(child.content for child in tokens[place + 1].children or ()))
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0
    ]


def test_markdown_has_a_heading_for_each_entry_and_the_bodys_are_below() -> None:
    assert _headings(_markdown(DOCUMENT)) == [
        ("h1", "笔记"),
        ("h2", "书记家访"),
        ("h4", "想法"),
        ("h2", "书记家访"),
        ("h2", "=擂台<b>比武"),
    ]


def test_markdown_keeps_the_users_markup_and_sets_off_the_quote_with_its_source() -> None:
    html = parser().render(_markdown(DOCUMENT))
    assert "<strong>先试</strong>" in html
    assert '<ol start="3">' in html
    assert "<td>甲</td>" in html
    assert html.count("<blockquote>") == 3
    assert "——曾贵真. 云浮[N]. [新快报]，[2023]." in html
    assert "批注 · 云浮 · 联系群众 · 2026-11-21 · 标签：#调研 #2027 年" in html


def test_a_fence_left_open_swallows_no_other_entry() -> None:
    text = _markdown(NoteDocument("笔记", (_entry(body="```\n没有关"), HIGHLIGHT), ""))
    assert [name for tag, name in _headings(text) if tag == "h2"] == ["书记家访"] * 2


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_titles_quotes_tags_and_sources_are_never_markup(title: str, quote: str, tag: str) -> None:
    entry = _entry(title=title, quote=quote, citation=tag, body="", tags=(tag,))
    html = parser().render(_markdown(NoteDocument(title, (entry,), "")))
    tags = {name.lower() for name in re.findall(r"</?([a-zA-Z0-9]+)", html)}
    assert tags <= {"h1", "h2", "p", "blockquote", "br"}


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_no_body_hides_or_adds_an_entry(body: str) -> None:
    last = _entry(title="末", body="")
    text = _markdown(NoteDocument("笔记", (_entry(body=body), last), ""))
    assert [name for tag, name in _headings(text) if tag in ("h1", "h2")] == [
        "笔记",
        "书记家访",
        "末",
    ]


# Word


def _word(document: NoteDocument) -> Document:
    return docx.Document(BytesIO(notes_to_docx(document)))


def _styles(document: Document) -> list[tuple[str, str]]:
    return [(str(p.style.name if p.style else ""), p.text) for p in document.paragraphs]


def test_word_has_paragraphs_lists_and_tables_of_its_own() -> None:
    found = _word(DOCUMENT)
    styles = _styles(found)
    for expected in (
        ("Heading 1", "笔记"),
        ("Heading 2", "书记家访"),
        ("Heading 4", "想法"),
        ("List Number", "每季度一场"),
        ("List Bullet 2", "请镇里评"),
        ("List Bullet 2", "村里自评"),
        ("List Number", "年底总评"),
        ("Normal", "党建引领"),
        ("Normal", "先试两个村，再推开；不急，见 通知（http://example.com/a）。"),
        ("Normal", "“书记家访”解民忧"),
        ("Heading 2", "=擂台<b>比武"),
    ):
        assert expected in styles
    [table] = found.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["村", "场"], ["甲", "4"]]


def _runs(document: Document, text: str) -> Iterator[Any]:
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.text == text:
                yield run


def test_emphasis_is_word_formatting() -> None:
    found = _word(DOCUMENT)
    assert next(_runs(found, "先试")).font.bold
    assert next(_runs(found, "再")).font.italic
    assert next(_runs(found, "不急")).font.strike


def test_a_list_counts_from_its_own_number_whatever_came_before() -> None:
    body = "3. 三\n4. 四\n\n间隔\n\n1. 一"
    found = _word(_one(body=body))
    numbers = [
        p._p.pPr.numPr.numId.val  # type: ignore[union-attr]
        for p in found.paragraphs
        if p.style is not None and p.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2]
    part: Any = found.part
    numbering = part.numbering_part.element
    starts = [
        numbering.num_having_numId(number).lvlOverride_lst[0].startOverride.val
        for number in (numbers[0], numbers[2])
    ]
    assert starts == [3, 1]


def test_chinese_has_chinese_faces_and_quotes_stand_in_kaiti() -> None:
    found = _word(DOCUMENT)
    for name, face in (("Normal", "宋体"), ("Heading 2", "黑体"), ("List Bullet", "宋体")):
        fonts = found.styles[name].element.find(qn("w:rPr")).find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia")) == face
    quote = next(_runs(found, "“书记家访”解民忧"))
    assert quote._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体"
    assert found.core_properties.author == ""


@settings(max_examples=40, deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_can_be_written_to_word_and_titles_come_back(
    title: str, quote: str, body: str
) -> None:
    found = _word(_one(title=title, quote=quote, body=body))
    kept = "".join(c for c in title if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    titles = [text for style, text in _styles(found) if style == "Heading 2"]
    assert titles == [kept.replace("\r\n", "\n").replace("\r", "\n")]


@pytest.mark.parametrize(
    "body",
    [
        "-",
        "- - 一",
        "1. ```\n   码\n   ```",
        "> - 引\n>   > 深",
        "- | 甲 |\n  |--|\n  | 乙 |",
        "-\n  1.\n",
        "#",
    ],
)
def test_odd_markdown_still_makes_a_document(body: str) -> None:
    assert _word(_one(body=body)).paragraphs


# Web Annotations


def _annotations(document: NoteDocument) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(notes_to_jsonld(document, MADE, COLLECTION))
    return found


def _check_model(collection: dict[str, Any]) -> None:
    """The must-haves of https://www.w3.org/TR/annotation-model/ for what is written here."""
    assert collection["@context"] == CONTEXT == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    assert collection["id"].startswith("urn:")
    page = collection.get("first")
    items = page["items"] if page else []
    assert collection["total"] == len(items)
    if page:
        assert (page["type"], page["partOf"]) == ("AnnotationPage", collection["id"])
        assert page["startIndex"] == 0
        assert items
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert item["type"] == "Annotation"
        assert ":" in item["id"]
        assert "@context" not in item
        assert item["target"]
        for moment in (item["created"], item["modified"]):
            assert moment.endswith("Z")
            assert datetime.fromisoformat(moment).tzinfo is not None
        for body in item.get("body", []):
            assert body["type"] == "TextualBody"
            assert isinstance(body["value"], str)
            assert body["purpose"] in ("commenting", "tagging")
        for selector in item["target"]["selector"] if isinstance(item["target"], dict) else []:
            if selector["type"] == "TextPositionSelector":
                assert 0 <= selector["start"] < selector["end"]
            else:
                assert selector["type"] == "TextQuoteSelector"
                assert selector["exact"]


def test_the_collection_has_what_the_model_asks_for() -> None:
    collection = _annotations(DOCUMENT)
    _check_model(collection)
    note, highlight, bookmark = collection["first"]["items"]
    assert [item["motivation"] for item in (note, highlight, bookmark)] == [
        "commenting",
        "highlighting",
        "bookmarking",
    ]
    assert note["id"] == f"urn:uuid:{NOTE.id}"
    assert note["creator"] == {"type": "Person", "name": "张三"}
    assert note["body"][0] == {
        "type": "TextualBody",
        "value": BODY,
        "format": "text/markdown",
        "purpose": "commenting",
    }
    assert [body["value"] for body in note["body"][1:]] == ["调研", "2027 年"]
    assert note["target"] == {
        "source": "urn:tashan:article:yunfu-2023",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": NOTE.quote,
                "prefix": "前文",
                "suffix": "后文",
            },
            {"type": "TextPositionSelector", "start": 3, "end": 12},
        ],
    }
    assert "body" not in highlight
    assert bookmark["target"] == "urn:tashan:mechanism:putian-contest"


def test_without_notes_there_is_no_page() -> None:
    collection = _annotations(NoteDocument("笔记", (), ""))
    _check_model(collection)
    assert "first" not in collection


def test_a_quote_that_is_lost_has_no_position() -> None:
    [item] = _annotations(_one(passage=Passage("a", None, None, "前", "后")))["first"]["items"]
    assert [selector["type"] for selector in item["target"]["selector"]] == ["TextQuoteSelector"]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_both_selectors_find_the_quote_again_in_the_text(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="党建引领𠮷村，。\n比武", min_size=1, max_size=200))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = make_anchor(text, start, end)
    passage = Passage("yunfu", start, end, anchor.prefix, anchor.suffix)
    collection = _annotations(_one(quote=anchor.exact, passage=passage))
    _check_model(collection)
    target = collection["first"]["items"][0]["target"]
    quote, position = target["selector"]
    assert target["source"] == article_urn("yunfu")
    # Positions count characters, not the two units that 𠮷 takes in UTF-16.
    assert text[position["start"] : position["end"]] == quote["exact"]
    context = quote["prefix"] + quote["exact"] + quote["suffix"]
    assert context in text
    if text.count(context) == 1 and len(text) > len(context):
        found = find_anchor(Anchor(quote["exact"], quote["prefix"], quote["suffix"]), text)
        assert found is None or text[slice(*found)] == quote["exact"]


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_comes_back_from_json(body: str, tag: str, author: str) -> None:
    quote = f"引{body}"
    collection = _annotations(_one(body=body, tags=(tag,), author=author, quote=quote))
    _check_model(collection)
    [item] = collection["first"]["items"]
    values = [entry["value"] for entry in item["body"]]
    assert values == ([body, tag] if body.strip() else [tag])
    assert item["target"]["selector"][0]["exact"] == quote
    assert item.get("creator", {}).get("name", "") == author
