"""Runs the command line inside the test's process: same code as the real command, without its start-up time."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newsml_export.cli import app
from newsml_export.cli.console import Console

CLOCK = "2023-03-08T06:00:00+08:00"
PAGE = """\
江州晨报
2023年3月8日 星期三
第1版 要闻

江心洲大桥今日合龙

　　本报讯（记者 张晓明）昨日上午，江心洲大桥主桥最后一个节段吊装到位，全桥顺利合龙。
　　这座桥有双向六车道，桥面两侧各留一条自行车道，桥塔高一百六十八米，夜里会亮起灯光。
　　大桥全长三千二百米，预计今年九月通车，届时两岸往来只要五分钟。

图书馆延长开放时间

　　本报讯（记者 李雨）市图书馆从下周一起每天开放到晚上十点，周末不休息。
　　去年进馆的读者有九十一万人次，其中三成在傍晚以后到馆，许多人希望下班以后也能借书。
　　馆长说，延长的时间里会有志愿者值守，读者可以照常借书和还书。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Standard error as JSON lines."""
        return [json.loads(line) for line in self.err.splitlines()]


Cli = Callable[..., Ran]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Cli:
    """The command ``newsml-export``: call it with its arguments."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NEWSML_EXPORT_DEBUG", raising=False)

    def call(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(Console, "_current", None)
        monkeypatch.setattr(sys, "argv", ["newsml-export", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            app.run()
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Ran(code=ended.value.code if isinstance(ended.value.code, int) else 0, out=out, err=err)

    return call


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """One page with two stories, a date and a name; settings that leave nothing open beside it."""
    (tmp_path / "newsml-export.toml").write_text(
        '[publisher]\nname = "江州晨报"\ndomain = "jiangzhou.example"\ntime_zone = "Asia/Shanghai"\n', encoding="utf-8"
    )
    file = tmp_path / "page-01.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below ``folder``, by relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
