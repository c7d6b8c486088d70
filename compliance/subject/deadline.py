"""When a request has to be answered: one month after it was received."""

from __future__ import annotations

import calendar
import datetime as dt

_SATURDAY = 5


def due_date(received: dt.date, *, months: int = 1) -> dt.date:
    """Return the last day on which a request received on `received` may be answered.

    The period ends on the day of the last month that has the same number; where there is none, on
    that month's last day; where it is a Saturday or Sunday, on the Monday after. Public holidays
    differ by country and are not counted, so the date is never too late.

    Args:
        received: the day on which the request came in, to whomever at the controller.
        months: 1, or 3 where the period was extended for a complex request.

    Basis: GDPR Art. 12(3); Regulation (EEC, Euratom) 1182/71 Art. 3(2)(c), 3(4).
    """
    year, month = divmod(received.year * 12 + received.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    day = dt.date(year, month + 1, min(received.day, last))
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= _SATURDAY else 0)
