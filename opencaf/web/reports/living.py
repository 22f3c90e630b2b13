"""How many children live in the authority: the years of which it is said, and saying it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.agencies.models import Locality
from opencaf.agencies.queries import localities_of
from opencaf.core.rulings import require
from opencaf.reports.living import EVERYWHERE, Living, Year
from opencaf.reports.operations import say_children_living
from opencaf.reports.periods import financial_year
from opencaf.reports.permissions import can_say_children_living, can_see_reports
from opencaf.web.reports.facts import NOTHING
from opencaf.web.reports.forms import YEARS_BACK, this_year
from opencaf.web.shared.forms import OperationForm, TextField, WholeNumberField
from opencaf.web.shared.requests import PractitionerRequest

MOST_CHILDREN = 20_000_000  # more than live in any country of these islands
IN_PLACE = "in_"


class LivingForm(OperationForm):
    """Numbers for the whole authority and each of its localities, and where they are from."""

    whole = WholeNumberField(
        label="Children in the whole authority",
        hint="Aged 0 to 17. For example, a mid-year estimate of the year.",
        missing="Enter how many children live in the whole authority",
        width=10,
        min_value=1,
        max_value=MOST_CHILDREN,
    )
    source = TextField(
        label="Where the numbers are from",
        hint="For example, Mid-year estimates 2025, published in June 2026",
        missing="Enter where the numbers are from",
        max_length=200,
    )

    field_order = ["whole"]

    def __init__(self, places: list[Locality], said: Year | None, data: Any = None) -> None:
        numbers = said.numbers if said else {}
        starting: dict[str, Any] = {f"{IN_PLACE}{code}": number for code, number in numbers.items()}
        starting |= {"whole": numbers.get(EVERYWHERE), "source": said.source if said else ""}
        super().__init__(data, initial=starting)
        self.places = {f"{IN_PLACE}{place.pk}": place for place in places}
        for name, place in self.places.items():
            self.fields[name] = WholeNumberField(
                label=f"Children in {place.name}",
                required=False,
                width=10,
                min_value=1,
                max_value=MOST_CHILDREN,
            )
        self.order_fields(["whole", *self.places, "source"])

    @property
    def answers(self) -> dict[str, Any]:
        """What was entered."""
        given = self.cleaned_data
        numbers = {place: given[name] for name, place in self.places.items()}
        return {"whole": given["whole"], "source": given["source"], "places": numbers}


@require_GET
def living(request: PractitionerRequest) -> HttpResponse:
    """List the years, with what is said of each."""
    require(can_see_reports(request.practitioner))
    known = Living(request.practitioner).years
    places = localities_of(request.practitioner.authority_id)
    lines = [line_of(begun, known.get(begun), places) for begun in years()]
    shown = {
        "lines": lines,
        "places": places,
        "can_say": can_say_children_living(request.practitioner),
        "is_empty": not known,
    }
    return render(request, "reports/living.html", shown)


def line_of(begun: int, said: Year | None, places: list[Locality]) -> dict[str, Any]:
    """Return a year as a line of the table."""
    numbers = said.numbers if said else {}
    codes = [EVERYWHERE, *(str(place.pk) for place in places)]
    return {
        "year": financial_year(begun),
        "numbers": [f"{numbers[code]:,}" if code in numbers else NOTHING for code in codes],
        "source": said.source if said else "",
        "href": reverse("reports:living_year", args=[begun]),
    }


def years() -> list[int]:
    """Return the financial years that can be chosen, the latest first."""
    return list(range(this_year(), this_year() - YEARS_BACK, -1))


@require_http_methods(["GET", "POST"])
def living_year(request: PractitionerRequest, year: int) -> HttpResponse:
    """Say how many children live here in a year."""
    require(can_say_children_living(request.practitioner))
    if year not in years():
        raise Http404
    places = localities_of(request.practitioner.authority_id)
    said = Living(request.practitioner).years.get(year)
    form = LivingForm(places, said, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(say_children_living, year=year, by=request.practitioner, **form.answers)
        if form.applied:
            messages.success(request, f"How many children live here is saved for {financial_year(year)}.")
            return redirect("reports:living")
    shown = {"form": form, "year": financial_year(year), "cancel_href": reverse("reports:living")}
    return render(request, "reports/living_year.html", shown)
