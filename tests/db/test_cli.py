"""python -m db: its exit codes, and one clear sentence for whatever goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from db.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.db.conftest import SmallSeeds

ALL_PASSED_OVER = (
    '[[item]]\ntext = "3-4名"\nreason = "分组"\n'
    '[[item]]\ntext = "三分之一"\nreason = "背景"\n'
    '[[item]]\ntext = "《比武办法》"\nreason = "文件"\n'
)


@pytest.fixture
def library(small_seeds: SmallSeeds, tmp_path: Path) -> Path:
    """A library built on the command line."""
    path = tmp_path / "library.db"
    assert main(["build", "--seeds", str(small_seeds.root), "--out", str(path)]) == 0
    return path


def test_build_says_what_it_built(
    small_seeds: SmallSeeds, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "library.db"
    main(["build", "--seeds", str(small_seeds.root), "--out", str(library)])
    out = capsys.readouterr().out
    assert str(library) in out
    assert "content_hash" in out
    assert "mechanism 1" in out


def test_build_and_check_go_by_tashan_home(
    small_seeds: SmallSeeds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASHAN_HOME", str(tmp_path / "张三"))
    assert main(["build", "--seeds", str(small_seeds.root)]) == 0
    assert (tmp_path / "张三" / "library.db").is_file()
    assert main(["check"]) == 0


def test_mistakes_in_the_seeds_exit_1_and_are_all_listed(
    small_seeds: SmallSeeds, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_seeds.change(small_seeds.case, "rank: core", "rank: main")
    small_seeds.change(small_seeds.case, "theme: 考核激励", "theme: 甲")
    out = tmp_path / "library.db"
    assert main(["build", "--seeds", str(small_seeds.root), "--out", str(out)]) == 1
    errors = capsys.readouterr().err
    assert errors.startswith("2 处错误")
    assert errors.count(f"{small_seeds.case}:") == 2
    assert not out.exists()
    assert main(["audit", "--seeds", str(small_seeds.root)]) == 1


def test_a_missing_seeds_folder_exits_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["build", "--out", str(tmp_path / "x.db")], ["audit"]):
        assert main([*command, "--seeds", str(tmp_path / "没有")]) == 2
        errors = capsys.readouterr().err
        assert errors.count("\n") == 1
        assert "找不到案例种子目录" in errors


def test_a_place_that_cannot_be_written_exits_2(
    small_seeds: SmallSeeds, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    out = tmp_path / "file" / "library.db"
    assert main(["build", "--seeds", str(small_seeds.root), "--out", str(out)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_check_exits_1_for_anything_off(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(library)]) == 0
    assert main(["check", str(tmp_path / "没有.db")]) == 1
    library.write_bytes(b"x" * 5000)
    capsys.readouterr()
    assert main(["check", str(library)]) == 1
    assert "不是数据库" in capsys.readouterr().err


def test_audit_lists_open_items_and_exits_1_until_there_are_none(
    small_seeds: SmallSeeds, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "--seeds", str(small_seeds.root)]) == 1
    assert "示范 第4段 3-4" in capsys.readouterr().out
    small_seeds.write(small_seeds.region / "passed-over.toml", ALL_PASSED_OVER)
    assert main(["audit", "--seeds", str(small_seeds.root)]) == 0


def test_search_prints_one_json_array(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["search", "擂台比武", "--library", str(library), "--json", "--limit", "2"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 2
    assert list(rows[0]) == [
        "kind", "id", "title", "region", "article", "start", "end", "snippet", "marks",
    ]  # fmt: skip
    assert (rows[0]["kind"], rows[0]["id"], rows[0]["region"]) == ("mechanism", "demo-biwu", "demo")
    start, end = rows[0]["marks"][0]
    assert rows[0]["snippet"][start:end] == "擂台比武"


def test_search_takes_pinyin_kinds_and_says_what_it_was_found_by(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    query = ["search", "ltbw", "--library", str(library), "--kind", "mechanism"]
    assert main([*query, "--json"]) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert (row["kind"], row["id"]) == ("mechanism", "demo-biwu")
    assert row["by"] == [{"kind": "pinyin", "typed": "ltbw", "word": "擂台比武"}]
    assert main([*query, "--no-synonyms"]) == 0
    assert "（按“擂台比武”找到）" in capsys.readouterr().out


def test_search_for_people(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["search", "擂台比武", "--library", str(library)]) == 0
    assert "demo-biwu" in capsys.readouterr().out


def test_finding_nothing_is_said_and_is_no_failure(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["search", "没有这个词", "--library", str(library)]) == 0
    assert capsys.readouterr().out == "没有找到“没有这个词”。\n"
    assert main(["search", "没有这个词", "--library", str(library), "--json"]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("[]\n", "没有找到“没有这个词”。\n")


@pytest.mark.parametrize("content", [None, b"", b"x" * 5000])
def test_searching_no_library_exits_2(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.db"
    if content is not None:
        path.write_bytes(content)
    assert main(["search", "甲", "--library", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["fly"], ["search"], ["search", "甲", "--limit", "0"], ["build", "--oot", "x"]],
)
def test_a_wrong_command_exits_2_and_shows_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert "用法：" in capsys.readouterr().err


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["build", "--help"])
    assert raised.value.code == 0
    assert "案例种子目录" in capsys.readouterr().out


def test_chinese_comes_out_whole_on_a_console_of_another_code_page(
    small_seeds: SmallSeeds, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "db", "build", "--seeds", small_seeds.root, "--out", tmp_path / "x"],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "已编成" in done.stdout.decode("utf-8")
