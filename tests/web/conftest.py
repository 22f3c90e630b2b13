"""Pages are asked for on a running clock."""

import datetime as dt

import pytest


@pytest.fixture
def today(running_day: dt.date) -> dt.date:
    return running_day
