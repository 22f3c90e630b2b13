"""What an administrator is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from opencaf.agencies.models import Agency, AgencyType, AssessmentChecker, Locality, LostFactor, Role
from opencaf.agencies.operations.checking import MOST_DAYS
from opencaf.web.shared.forms import (
    DateField,
    EmailField,
    OperationForm,
    PhoneField,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    WholeNumberField,
    YesNoField,
)


def offer(form: OperationForm, name: str, rows: Iterable[Agency | Locality]) -> None:
    """Let a question's answer be one of some rows."""
    found = {str(row.id): row for row in rows}
    field: Any = form.fields[name]
    field.choices = [(key, str(row)) for key, row in found.items()]
    field.coerce = found.get


class ChangeAgencyForm(OperationForm):
    """How an agency is called and reached."""

    name = TextField(label="Name of the agency", name="the name of the agency", max_length=150)
    locality = SelectField(label="Locality", required=False, blank="The whole authority")
    phone = PhoneField(label="Telephone number", required=False, max_length=40)
    email = EmailField(label="E-mail address", required=False)

    def __init__(self, *args: Any, localities: Iterable[Locality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "locality", localities)

    def clean_locality(self) -> Locality | None:
        """Return None for the whole authority."""
        return self.cleaned_data["locality"] or None


class AddAgencyForm(ChangeAgencyForm):
    """A new agency; its sector follows from its kind."""

    kind = SelectField(label="Kind of agency", choices=AgencyType.choices)
    field_order = ("name", "kind")


class StopForm(OperationForm):
    """Why an agency is stopped: those who look later must understand it."""

    why = TextField(
        label="Why it is stopped",
        name="why it is stopped",
        hint="No family and no person by name. Administrators read it.",
        max_length=300,
    )


class PostForm(OperationForm):
    """Where somebody works and as what."""

    agency = SelectField(label="Agency")
    role = RadiosField(label="Role")
    job_title = TextField(label="Job title", required=False, max_length=120)
    locality = SelectField(label="Locality", required=False, blank="The whole authority")
    started_on = DateField(label="First day", name="the first day")

    def __init__(
        self,
        *args: Any,
        agencies: Iterable[Agency],
        localities: Iterable[Locality],
        roles: Sequence[Role],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)
        offer(self, "locality", localities)
        self.choose_among("role", [(role.value, role.label) for role in roles])
        self.fields["role"].initial = roles[0].value

    def clean_locality(self) -> Locality | None:
        """Return None for the whole authority."""
        return self.cleaned_data["locality"] or None


class PersonForm(PostForm):
    """Somebody new, with a first post; the account comes with an invitation."""

    given_name = TextField(label="Given name", max_length=100)
    family_name = TextField(label="Family name", max_length=100)
    phone = PhoneField(label="Telephone number", required=False, max_length=40)
    field_order = ("given_name", "family_name", "phone", "agency", "role")


class FindPersonForm(OperationForm):
    """Whom an administrator looks for; a name is sent, never kept in an address."""

    mark_optional = False

    name = TextField(label="Name", name="a name", spellcheck=False, autocomplete="off")


ACCOUNTS = [
    ("open", "Have an open account"),
    ("stale", "Have not signed in for 90 days"),
    ("none", "Have no account"),
    ("closed", "Have a closed account"),
    ("untrained", "Have no day of training"),
]


class PeopleFilter(OperationForm):
    """Which people the list shows."""

    mark_optional = False

    agency = SelectField(label="Agency", required=False, blank="Every agency")
    role = SelectField(label="Role", required=False, blank="Every role", choices=Role.choices)
    account = SelectField(label="Account", required=False, blank="Everybody", choices=ACCOUNTS)

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        field.choices = [(str(agency.id), str(agency)) for agency in agencies]


class AdmissionForm(OperationForm):
    """What is asked before work with records."""

    asks_training = YesNoField(
        label="Do people need a day of training first?", name="whether people need training"
    )
    asks_acceptable_use = YesNoField(
        label="Do people agree to rules of use first?",
        name="whether people agree to rules of use",
        reveals={"yes": "words"},
    )
    words = StoryField(
        label="Rules of use",
        required=False,
        hint="Changed words are a new version, to which everybody agrees anew. Each version is kept.",
    )


class CheckingForm(OperationForm):
    """Who looks at completed assessments."""

    mark_optional = False

    assessments_checked_by = RadiosField(
        label="Who looks at an assessment once it is complete?",
        name="who looks at completed assessments",
        missing="Select who looks at completed assessments",
        choices=AssessmentChecker.choices,
    )
    check_within = WholeNumberField(
        label="Working days in which it is looked at",
        name="the number of working days",
        hint="My work says by which day. After it, it says that the day has passed.",
        min_value=1,
        max_value=MOST_DAYS,
    )


class TrainingForm(OperationForm):
    """When somebody was trained."""

    trained_on = DateField(label="Day of the training", required=False)


class EndPostForm(OperationForm):
    """When somebody leaves a post."""

    ended_on = DateField(label="Last day", name="the last day")

    @property
    def day(self) -> dt.date:
        """The last day."""
        day: dt.date = self.cleaned_data["ended_on"]
        return day


class InviteForm(OperationForm):
    """Where the link goes."""

    email = EmailField(
        label="Their own work address",
        name="their work address",
        hint="They sign in with it. The mail holds a link and no name.",
    )


class LostFactorForm(OperationForm):
    """How it was made sure that it is them."""

    verified_how = RadiosField(
        label="How did you make sure that it is them?",
        name="how you made sure",
        missing="Select how you made sure that it is them",
        choices=LostFactor.Verified.choices,
    )
