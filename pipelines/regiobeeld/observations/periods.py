"""Periods as the sources write them, to a first and a last day (inclusive)."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable

from regiobeeld.errors import ContractError

Period = tuple[datetime.date, datetime.date]

PROVISIONAL_MARK = "*"

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PART_OF_WEEK = re.compile(r"[0-9]{4}(?:W[0-9]{3}|X[0-9]{3})")


def parse_period(text: str, where: str = "") -> Period:
    """First and last day of a period.

    '2020' and '2020JJ00': the year; '2019SJ00': school year, August to July; '2017G400': 4 years from 2017;
    '2018/2019': both years together; '2020HJ01', '2020KW04', '2020MM12': half year, quarter, month; '2020W132':
    week 32 from Monday to Sunday, of one year; '2020-01-01': that day, for figures with a reference date;
    '2020-01-01/2021-06-30': from the first to the last day. A '*' behind it, CBS's mark for provisional figures,
    is no part of the period (`is_provisional`).

    Raises:
        ContractError: none of these, or the period ends before it starts.
    """
    written, text = text, text.rstrip(PROVISIONAL_MARK)
    first, slash, last = text.partition("/")
    period: Period | None = None
    try:
        if _DAY.fullmatch(first) and _DAY.fullmatch(last or first):
            start = datetime.date.fromisoformat(first)
            period = (start, datetime.date.fromisoformat(last) if slash else start)
        else:
            period = _parse_named(text)
    except ValueError:
        period = None
    if period is None and _PART_OF_WEEK.fullmatch(text):
        mend = f'Zet hem bij waarden van dimensies.periode: "{written}" = "2020-01-01/2020-01-05", of sla hem over'
        raise ContractError(f"'{written}' is een week die niet heel in het jaar valt", where, mend)
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


def _week(year: str, number: str) -> Period:
    """A whole week (ISO 8601); one that is partly of another year has no fixed days in StatLine's tables."""
    first = datetime.date.fromisocalendar(int(year), int(number), 1)
    last = first + datetime.timedelta(days=6)
    if not first.year == last.year == int(year):
        raise ValueError(number)
    return first, last


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = (
    (re.compile(r"([0-9]{4})(?:JJ00)?"), lambda m: _years(m[1], m[1])),
    (re.compile(r"([0-9]{4})/([0-9]{4})"), lambda m: _years(m[1], m[2])),
    (re.compile(r"([0-9]{4})G([0-9])00"), lambda m: _years(m[1], str(int(m[1]) + int(m[2]) - 1))),
    (re.compile(r"([0-9]{4})SJ00"), lambda m: _school_year(m[1])),
    (re.compile(r"([0-9]{4})MM([0-9]{2})"), lambda m: _months(m[1], int(m[2]), 1)),
    (re.compile(r"([0-9]{4})HJ0([12])"), lambda m: _months(m[1], 6 * int(m[2]) - 5, 6)),
    (re.compile(r"([0-9]{4})KW([0-9]{2})"), lambda m: _months(m[1], 3 * int(m[2]) - 2, 3)),
    (re.compile(r"([0-9]{4})W1([0-9]{2})"), lambda m: _week(m[1], m[2])),
)


def _parse_named(text: str) -> Period | None:
    """A period in one of StatLine's notations; None when it is none of them."""
    return next((read(match) for form, read in _FORMS if (match := form.fullmatch(text))), None)
