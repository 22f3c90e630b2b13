"""Looking up a case by its reference and a practitioner by name; how often people may look."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from opencaf.access.models import Verdict
from opencaf.agencies.access_reviews import PostToReview
from opencaf.agencies.models import Authority, Practitioner, ReviewedPost
from opencaf.agencies.operations.setup import LEAST_SMALL, MOST_SMALL
from opencaf.core.dates import in_words
from opencaf.web.shared.forms import (
    OperationForm,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    WholeNumberField,
)

MOST = 10_000
MOST_DAYS = 20
MOST_YEARS = 10


class FindCaseForm(OperationForm):
    """Which case."""

    mark_optional = False

    reference = TextField(
        label="Reference of the case",
        name="the reference of the case",
        hint="It stands at the top of every page of a case and on its letters.",
        max_length=24,
        width=20,
        spellcheck=False,
        autocomplete="off",
    )


class FindPractitionerForm(OperationForm):
    """Whose looks."""

    mark_optional = False

    name = TextField(
        label="Name of the practitioner",
        name="the name of the practitioner",
        hint="Given name, family name or both.",
        spellcheck=False,
        autocomplete="off",
    )


class CeilingsForm(OperationForm):
    """How often one person may look before they are asked why."""

    mark_optional = False

    searches_an_hour = WholeNumberField(
        label="Searches for a child in an hour",
        name="the number of searches",
        min_value=1,
        max_value=MOST,
    )
    opens_an_hour = WholeNumberField(
        label="Records newly opened in an hour",
        name="the number of records",
        hint="A record that somebody opened earlier the same day does not count again.",
        min_value=1,
        max_value=MOST,
    )
    exports_a_day = WholeNumberField(
        label="Tables taken away in 24 hours",
        name="the number of tables",
        min_value=1,
        max_value=MOST,
    )
    answer_access_within = WholeNumberField(
        label="Working days in which a request for access is answered",
        name="the number of working days",
        hint="After these days the coordinators have it on their lists too.",
        min_value=1,
        max_value=MOST_DAYS,
    )
    feedback_within = WholeNumberField(
        label="Working days in which social care feeds back on a step-up",
        name="the number of working days",
        hint="After these days the case says that no feedback has come.",
        min_value=1,
        max_value=MOST_DAYS,
    )
    answer_offer_within = WholeNumberField(
        label="Working days in which an offer of the lead is answered",
        name="the number of working days",
        hint="After these days the coordinators have it on their board.",
        min_value=1,
        max_value=MOST_DAYS,
    )
    training_lasts_years = WholeNumberField(
        label="Years after which training is out of date",
        name="the number of years",
        hint="Before a first meeting, the coordinators are told whose training is older.",
        min_value=1,
        max_value=MOST_YEARS,
    )
    files_a_case = WholeNumberField(
        label="Files of one case",
        name="the number of files",
        hint="Drawings, voice notes, scans, letters and photos. Removed ones do not count.",
        min_value=1,
        max_value=MOST,
    )
    megabytes_a_case = WholeNumberField(
        label="Megabytes that the files of one case may take together",
        name="the number of megabytes",
        min_value=1,
        max_value=MOST,
    )
    small_numbers_below = WholeNumberField(
        label="Numbers below this are hidden from readers of reports who see no case",
        name="the number below which numbers are hidden",
        hint="Their other numbers are rounded to its multiples. Do not change it to and fro: two ways of "
        "rounding the same cases tell more than one.",
        min_value=LEAST_SMALL,
        max_value=MOST_SMALL,
    )


class DecisionsForm(OperationForm):
    """Whether each post of an agency is still needed; what is left open stays open."""

    mark_optional = False

    def __init__(
        self, *args: Any, posts: Iterable[PostToReview], reviewer: Practitioner, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for one in posts:
            if one.post.practitioner_id != reviewer.id:
                self.fields[f"post_{one.post.id}"] = RadiosField(
                    label=str(one.post.practitioner),
                    hint=sentences_about(one),
                    choices=ReviewedPost.Decision.choices,
                    required=False,
                    initial=one.decision,
                    size="s",
                )

    @property
    def decisions(self) -> dict[uuid.UUID, str]:
        """What was decided, by post."""
        return {
            uuid.UUID(name.removeprefix("post_")): decision
            for name, decision in self.cleaned_data.items()
            if name.startswith("post_") and decision
        }

    @property
    def done(self) -> str:
        """What was decided, in words."""
        ending = sum(decision == ReviewedPost.Decision.ENDS for decision in self.decisions.values())
        staying = len(self.decisions) - ending
        return f"Saved: {staying} still needed, {ending} ended."


def sentences_about(one: PostToReview) -> str:
    """Return what helps to decide about a post."""
    post = one.post
    what = post.get_role_display()
    if post.job_title:
        what = f"{post.job_title}, as {what}"
    since = f", since {in_words(post.started_on)}" if post.started_on else ""
    if not one.has_account:
        return f"{what}{since}. No account."
    if not one.is_open:
        return f"{what}{since}. The account is closed."
    seen = (
        f"Last signed in on {in_words(one.last_signed_in_on)}" if one.last_signed_in_on else "Never signed in"
    )
    return f"{what}{since}. {seen}.{' Not seen for 90 days or more.' if one.is_stale else ''}"


class SignOffForm(OperationForm):
    """What was found, in words that whoever looks later understands."""

    mark_optional = False

    words = StoryField(
        label="What you looked at and what you found",
        name="what you looked at and what you found",
        hint="No family by name. Administrators and auditors read it.",
        rows=4,
    )


class JudgeForm(OperationForm):
    """What the privacy officer makes of an emergency look."""

    verdict = RadiosField(
        label="What do you make of it?", missing="Select what you make of it", choices=Verdict.choices
    )
    words = StoryField(
        label="Why?",
        name="why you think so",
        hint="Who opened the record reads this.",
        missing="Enter why you think so",
        rows=4,
    )


class PrivacyOfficerForm(OperationForm):
    """Who is told when a record is opened in an emergency."""

    practitioner = SelectField(
        label="Who is told?", name="who is told", missing="Select who is told", choices=[]
    )

    def __init__(self, *args: Any, auditors: dict[str, Practitioner], **values: Any) -> None:
        super().__init__(*args, **values)
        people = [(key, str(auditor)) for key, auditor in auditors.items()]
        self.choose_among("practitioner", [("", ""), *people])


def as_they_are(authority: Authority) -> dict[str, int]:
    """Return the limits of an authority as first answers."""
    return {name: getattr(authority, name) for name in CeilingsForm.base_fields}
