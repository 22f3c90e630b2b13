"""The one page of every report of facts."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.reports.catalogue import REPORTS

SignIn = Callable[[Practitioner], Client]


@pytest.mark.parametrize("code", REPORTS)
def test_a_report_without_a_case_says_so(coordinator: Practitioner, client_of: SignIn, code: str) -> None:
    answer = client_of(coordinator).get(reverse("reports:report", args=[code]))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nothing was counted." in page
    assert "What these figures cannot say" in page
    assert "{" not in page.split("<main")[1].split("</main>")[0]
