"""Periods as the sources write them, to a first and a last day (inclusive)."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable

from regiobeeld.errors import ContractError

Period = tuple[datetime.date, datetime.date]

PROVISIONAL_MARK = "*"

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def parse_period(text: str, where: str = "") -> Period:
    """First and last day of a period.

    '2020' and '2020JJ00': the year; '2019SJ00': school year, August to July; '2017G400': 4 years from 2017;
    '2018/2019': both years together; '2020MM12', '2020KW04': month, quarter; '2020-01-01': that day, for figures
    with a reference date; '2020-01-01/2021-06-30': from the first to the last day. A '*' behind it, CBS's mark for
    provisional figures, is no part of the period (`is_provisional`).

    Raises:
        ContractError: none of these, or the period ends before it starts.
    """
    written, text = text, text.rstrip(PROVISIONAL_MARK)
    first, slash, last = text.partition("/")
    period: Period | None = None
    try:
        if _DAY.match(first) and _DAY.match(last or first):
            start = datetime.date.fromisoformat(first)
            period = (start, datetime.date.fromisoformat(last) if slash else start)
        else:
            period = _parse_named(text)
    except ValueError:
        period = None
    if period is None or period[1] < period[0]:
        mend = "Verwacht wordt bijvoorbeeld 2020, 2020JJ00, 2019SJ00, 2018/2019 of 2020-01-01"
        raise ContractError(f"onbekende periode '{written}'", where, mend)
    return period


def is_provisional(text: str) -> bool:
    """Whether a period is marked as provisional: '2024*' (also '2024**', further provisional)."""
    return text.endswith(PROVISIONAL_MARK)


def _years(first: str, last: str) -> Period:
    return datetime.date(int(first), 1, 1), datetime.date(int(last), 12, 31)


def _months(year: str, month: int, count: int) -> Period:
    last = month + count - 1
    days = calendar.monthrange(int(year), last)[1]
    return datetime.date(int(year), month, 1), datetime.date(int(year), last, days)


def _school_year(year: str) -> Period:
    return datetime.date(int(year), 8, 1), datetime.date(int(year) + 1, 7, 31)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = (
    (re.compile(r"^(\d{4})(?:JJ00)?$"), lambda m: _years(m[1], m[1])),
    (re.compile(r"^(\d{4})/(\d{4})$"), lambda m: _years(m[1], m[2])),
    (re.compile(r"^(\d{4})G(\d)00$"), lambda m: _years(m[1], str(int(m[1]) + int(m[2]) - 1))),
    (re.compile(r"^(\d{4})SJ00$"), lambda m: _school_year(m[1])),
    (re.compile(r"^(\d{4})MM(\d{2})$"), lambda m: _months(m[1], int(m[2]), 1)),
    (re.compile(r"^(\d{4})KW(\d{2})$"), lambda m: _months(m[1], 3 * int(m[2]) - 2, 3)),
)


def _parse_named(text: str) -> Period | None:
    """A period in one of StatLine's notations; None when it is none of them."""
    return next((read(match) for form, read in _FORMS if (match := form.match(text))), None)
