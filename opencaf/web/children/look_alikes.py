"""Before a record is started: those that look alike, to be looked at once."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner
from opencaf.core import submissions
from opencaf.people.operations.finding import find_look_alikes
from opencaf.people.queries.circle import Circle
from opencaf.people.sought import Sought
from opencaf.web.children.forms.person import NewPersonQuestions
from opencaf.web.shared.case import age_in_words


def shows_look_alikes(
    form: NewPersonQuestions, practitioner: Practitioner, circle: Circle | None = None
) -> bool:
    """Whether records that look alike were found and have not been looked at; the form then shows them."""
    if form.cleaned_data["none_of_these"] or not form.may_be_a_child():
        return False
    known = {one.id for one in circle.everybody} if circle else set()
    hits = find_look_alikes(sought=sought_of(form), by=practitioner)
    alike = [hit for hit in hits if hit.child.id not in known]
    if not alike or submissions.is_claimed(form.submission_token):
        return False
    form.look_alikes = tuple(
        f"{hit.child.full_name}, {age_in_words(hit.child)}: {'; '.join(hit.reasons)}" for hit in alike
    )
    form.add_error("none_of_these", "Look at the records that are alike, and say whether it is one of them")
    return True


def sought_of(form: NewPersonQuestions) -> Sought:
    """Return what is told of a new person as something to look for."""
    answers = form.cleaned_data
    details = form.details()
    return Sought(
        given_names=details.given_names,
        family_name=details.family_name,
        born=answers["born_on"],
        postcode=answers["postcode"],
        nhs_number=answers["nhs_number"],
        upn=answers["upn"],
    )
