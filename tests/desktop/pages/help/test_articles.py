"""What the manual says is there: keys, words of the interface, topics, headings, pictures.

The articles are data, written by hand; whatever they name is looked up in the program.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from desktop import i18n
from desktop.documents import commonmark
from desktop.pages.classroom.showing_key_words import every_key
from desktop.pages.help.article import Colors, link_of, picture_of, to_html
from desktop.pages.help.key_rows import key_rows, spelt
from desktop.pages.help.shelf import Shelf, plain
from desktop.paths import resources_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from desktop.main_window import MainWindow

HELP: Final = resources_dir() / "help"
LANGUAGES: Final = ("zh", "en")
ARTICLES: Final = [(lang, topic) for lang in LANGUAGES for topic in Shelf(HELP, "zh").topics]
COLORS: Final = Colors("#ffffff", "#ffffff", "#ffffff", 7)
MOST_BYTES: Final = 350_000
# Keys that a widget answers to by itself, without an action.
BUILT_IN: Final = {
    "↑", "↓", "←", "→", "Enter", "Esc", "Tab", "Home", "End", "Shift", "PageDown", "PageUp",
    "空格", "Space", "Delete", "Insert", "Ctrl+Delete", "Ctrl+D", "Ctrl+C",
    "Alt+↑", "Alt+↓", "Alt+→", "Alt+←", "Ctrl+B", "Ctrl+N",
    *"123456789", "+", "-",
}  # fmt: skip


def tokens(lang: str, topic: str) -> Iterator[Token]:
    """Every token of an article, the inner ones too."""
    parser = commonmark.new_parser()
    parser.enable("image")
    for token in parser.parse(Shelf(HELP, lang).source(topic)):
        yield token
        yield from token.children or []


@pytest.fixture(scope="module")
def words() -> dict[str, set[str]]:
    """Every sentence that the code gives to tr, in both languages."""
    asked: set[str] = set()
    code = Path(i18n.__file__).parent
    for path in code.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in ("tr", "_tr")
                and isinstance(node.args[0], ast.Constant)
            ):
                asked.add(str(node.args[0].value))
    i18n.set_language("en")
    english = {i18n.tr(sentence) for sentence in asked}
    i18n.set_language("zh")
    return {"zh": asked, "en": english}


@pytest.fixture
def keys(window: MainWindow) -> set[str]:
    """Every key of every page, of the program, and of a showing."""
    found = set(BUILT_IN)
    made = [window.reader, window.family, window.library, window.parallel, window.figures]
    made += [window.results, window.notebook, window.plan, window.classroom, window.settings_page]
    actions = [action for page in window.pages for action in page.page_actions()]
    rows = key_rows([], [*actions, *window.global_actions.values()])
    assert len(made) + 1 == len(window.pages)
    for row, _ in [*rows, *every_key()]:
        found |= {spelt(key) for key in row.split(" / ")}
    return found | {"S", "Alt+S"}


def test_both_languages_have_the_same_topics_and_no_others() -> None:
    listed = Shelf(HELP, "zh").topics
    assert len(set(listed)) == len(listed)
    for lang in LANGUAGES:
        assert {path.stem for path in (HELP / lang).glob("*.md")} == set(listed)
        assert Shelf(HELP, lang).topics == listed


@pytest.mark.parametrize(("lang", "topic"), ARTICLES)
def test_an_article_begins_with_its_title(lang: str, topic: str) -> None:
    source = Shelf(HELP, lang).source(topic)
    assert source.startswith("# ")
    assert len(re.findall("^# ", source, re.MULTILINE)) == 1
    assert Shelf(HELP, lang).title(topic)


@pytest.mark.parametrize(("lang", "topic"), ARTICLES)
def test_links_lead_to_topics_and_headings_that_there_are(lang: str, topic: str) -> None:
    shelf = Shelf(HELP, lang)
    for token in tokens(lang, topic):
        if token.type == "link_open":
            target = str(token.attrGet("href"))
            link = link_of(target)
            assert link is not None, f"{target}: no topic of the help"
            there = link.topic or topic
            assert there in shelf.topics, target
            assert not link.heading or shelf.heading(there, link.heading), target


@pytest.mark.parametrize(("lang", "topic"), ARTICLES)
def test_whatever_looks_like_a_link_is_one(lang: str, topic: str) -> None:
    found = [token for token in tokens(lang, topic) if token.type in ("link_open", "image")]
    assert Shelf(HELP, lang).source(topic).count("](") == len(found)


@pytest.mark.parametrize(("lang", "topic"), ARTICLES)
def test_pictures_are_there_and_told_in_words(lang: str, topic: str) -> None:
    for token in tokens(lang, topic):
        if token.type == "image":
            name = picture_of(str(token.attrGet("src")))
            assert name
            assert (HELP / "pictures" / name).is_file()
            assert len(token.content) > 5, "a picture needs words for who cannot see it"


def test_every_picture_is_used_and_all_together_are_small() -> None:
    there = {path.name: path.stat().st_size for path in (HELP / "pictures").iterdir()}
    for lang in LANGUAGES:
        used = {
            picture_of(str(token.attrGet("src")))
            for topic in Shelf(HELP, lang).topics
            for token in tokens(lang, topic)
            if token.type == "image"
        }
        assert used == set(there)
    assert sum(there.values()) <= MOST_BYTES


@pytest.mark.parametrize(("lang", "topic"), ARTICLES)
def test_words_of_the_interface_are_in_the_interface(
    lang: str, topic: str, words: dict[str, set[str]]
) -> None:
    named = re.findall("【(.+?)】", Shelf(HELP, lang).source(topic))
    assert [word for word in named if word not in words[lang]] == []


def test_keys_are_keys_of_the_program(keys: set[str]) -> None:
    wrong = [
        f"{lang}/{topic}: {token.content}"
        for lang, topic in ARTICLES
        for token in tokens(lang, topic)
        if token.type == "code_inline" and token.content not in keys
    ]
    assert wrong == []


@pytest.mark.parametrize(("lang", "topic"), ARTICLES)
def test_nothing_raw_and_nothing_remote_stands_in_an_article(lang: str, topic: str) -> None:
    source = Shelf(HELP, lang).source(topic)
    assert not re.search(r"<[a-zA-Z/!]|https?:|file:|//", source)
    html = to_html(source, COLORS)
    for target in re.findall(r'(?:src|href)="([^"]*)"', html):
        assert link_of(target) or re.fullmatch(r"[a-z0-9-]+\.png", target), target


def test_a_picture_from_elsewhere_is_words_only() -> None:
    for target in ("https://example.org/a.png", "/etc/passwd", "../../a.png", "file:///a.png"):
        assert "<img" not in to_html(f"![told]({target})", COLORS)


def test_english_articles_hold_no_chinese() -> None:
    for topic in Shelf(HELP, "en").topics:
        for section in Shelf(HELP, "en").sections(topic):
            text = f"{section.title} {section.heading} {section.text}"
            found = re.findall("[\u4e00-\u9fff]+", text)
            assert set(found) <= {"书记", "家访", "比武", "他山", "书记家访"}, found


def test_marks_do_not_stand_in_plain_text() -> None:
    assert plain("按 `Ctrl+K` 看【导出】，见[方案](plan.md)") == "按 Ctrl+K 看导出，见方案"
