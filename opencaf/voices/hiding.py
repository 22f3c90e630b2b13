"""Which groups of answers may be shown: each holds enough people, and so do those that are left over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping


def shown_groups(numbers: Mapping[str, int], below: int) -> set[str]:
    """Return the groups to show, where their total is shown beside them.

    A group with fewer than the minimum is hidden, and the smallest others with it until the hidden ones
    together are enough: what the total holds beside the shown groups is then no small group either.
    """
    if sum(numbers.values()) < below:
        return set()
    shown = {group for group, number in numbers.items() if number == 0 or number >= below}
    while 0 < sum(number for group, number in numbers.items() if group not in shown) < below:
        shown.remove(min((one for one in shown if numbers[one]), key=lambda one: (numbers[one], one)))
    return shown


def batches_until(months: Iterable[tuple[dt.date, int]], below: int) -> dt.date | None:
    """Return the month up to which answers count: whole months, added only with enough others.

    months: each with how many replies came in it, the earliest first. None: there are too few as yet.
    """
    until, waits = None, 0
    for month, number in months:
        waits += number
        if waits >= below:
            until, waits = month, 0
    return until
