"""Texts that the tests of the readers share; all invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from newsml_export.errors import NewsmlExportError
from newsml_export.findings import Finding

Result = TypeVar("Result")

BODY = (
    "江州市昨日召开全市推动高质量发展大会，市委书记傅启文出席并讲话。他强调，要把高质量发展作为首要任务，"
    "争分夺秒抓开局，全力以赴拼经济，以开门红带动全年红。会议以视频形式开到各区县，二十家企业受到表扬。"
    "去年全市地区生产总值突破三千亿元，增速连续六个季度位居全省前列，成绩来之不易。"
)
TRADITIONAL = (
    "江州市昨日召開全市推動高質量發展大會，市長出席並講話。他強調，要把發展作為首要任務，爭分奪秒抓開局，"
    "全力以赴拼經濟。會議以視訊形式開到各區縣，二十家企業受到表揚。去年全市生產總值突破三千億元，成績來之不易。"
)
HEAD = "江州晨报\n第2版 综合\n2023年3月8日 星期三\n"
PAGE = f"{HEAD}\n全力以赴拼经济\n\n{BODY}\n"
PUBLICATION = "江州晨报"


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def only(findings: tuple[Finding, ...], code: str) -> Finding:
    (found,) = (finding for finding in findings if finding.code == code)
    return found


def outcome_of(call: Callable[[], Result]) -> Result | NewsmlExportError:
    """Return what ``call`` returns, or the error of ours that it raises; any other error is a failure of the test."""
    try:
        return call()
    except NewsmlExportError as error:
        return error
