"""Forms of the services around a family and of the conclusions."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core import clock
from opencaf.episodes.codes import LEVELS_OF_NEED
from opencaf.episodes.models import FamilyView, ServiceInvolved
from opencaf.episodes.operations.conclusions import Goal, Words
from opencaf.episodes.operations.family_views import View
from opencaf.episodes.queries.conclusions import CONCLUSION_TEXTS, Conclusions
from opencaf.episodes.queries.directory import practitioners_called
from opencaf.episodes.queries.team import Known
from opencaf.episodes.seen import fingerprints
from opencaf.people.codes import Kinship
from opencaf.people.models import Person
from opencaf.people.queries.circle import PARENTS
from opencaf.web.episodes.forms.assessment import SharedTextsForm
from opencaf.web.shared.forms import (
    CheckboxesField,
    DateField,
    GovukBoundField,
    HiddenField,
    OperationForm,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    YesNoField,
)

LEAST_GOALS = 4
PARENTS_IN_WORDS = {Kinship(kinship).label.lower() for kinship in PARENTS}
MOST_GOALS = 60
SAID = ("goal_", "child_view", "child_why", "parent_view")  # how the names of these texts begin


class ServiceForm(OperationForm):
    """A service that works with the family already."""

    agency = SelectField(label="Agency", blank="Not in the list", required=False)
    who = TextField(
        label="Who works with the family there?",
        hint="The name or the work e-mail address of a practitioner, or the name of the service "
        "when the agency is not in the list",
        required=False,
    )
    whom_for = CheckboxesField(label="Whom do they work with?", required=False)
    contributed = YesNoField(label="Did they contribute to the assessment?", required=False)
    details = StoryField(label="Details", rows=3, required=False)

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[Agency],
        family: Sequence[Known],
        service: ServiceInvolved | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(agency.id): agency for agency in agencies}
        fields: Any = self.fields
        fields["agency"].choices = [(key, agency.name) for key, agency in self.agencies.items()]
        fields["whom_for"].choices = [(known.name, known.name) for known in family]
        fields["whom_for"].hints = {known.name: known.what for known in family}
        if service:
            self.initial = {
                "agency": service.agency_id,
                "who": service.name or str(service.practitioner or ""),
                "whom_for": service.whom_for.split(", "),
                "contributed": service.contributed,
                "details": service.details,
            }

    def answers(self, authority_id: uuid.UUID) -> dict[str, Any]:
        """The answers as the operation takes them: a name that one practitioner bears becomes that one."""
        who = self.cleaned_data["who"]
        agency = self.agencies.get(self.cleaned_data["agency"])
        called = practitioners_called(who, authority_id) if who else []
        practitioner: Practitioner | None = called[0] if len(called) == 1 else None
        return {
            "agency": agency,
            "practitioner": practitioner,
            "name": "" if practitioner else who,
            "whom_for": ", ".join(self.cleaned_data["whom_for"])[:300],
            "contributed": bool(self.cleaned_data["contributed"]),
            "details": self.cleaned_data["details"],
        }


class ConclusionsForm(SharedTextsForm):
    """What is strong, what is needed, what everybody hopes for and says."""

    mark_optional = False
    summary = StoryField(label="In a few sentences, what did you find together?", required=False)
    strengths = StoryField(label="Strengths", hint="One on each line", rows=4, required=False)
    needs = StoryField(label="Needs", hint="One on each line", rows=4, required=False)
    worries = StoryField(label="Worries", hint="One on each line", rows=4, required=False)
    how_we_will_know = StoryField(label="How shall we know that things are better?", rows=3, required=False)
    level_of_need = RadiosField(
        label="Level of need",
        choices=[(str(level), f"{level}. {name}") for level, name in LEVELS_OF_NEED.items()],
        coerce=int,
        required=False,
    )
    differences_of_view = StoryField(
        label="Where views differ",
        hint="Who sees something differently, and how. It need not be settled.",
        rows=3,
        required=False,
    )
    parent_view = StoryField(
        label="What the parents or carers say about it together",
        hint="In their words; say who said what",
        rows=3,
        required=False,
    )
    said_on = DateField(
        label="When did the family say this?",
        name="the date the family said this",
        latest=clock.today,
        initial=clock.today,
    )
    seen = HiddenField(max_length=10_000)  # two fingerprints a text, while a save is not heard of

    def __init__(
        self,
        *args: Any,
        held: Conclusions,
        children: Sequence[Person],
        family: Sequence[Known],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        self.children = children
        self.family = family
        self.saved = dict(zip(CONCLUSION_TEXTS, held.texts, strict=True))
        self.initial = {**self.saved, "level_of_need": held.assessment.level_of_need, "seen": held.seen}
        self.initial["parent_view"] = self.view_of(FamilyView.Whose.PARENT, None).text
        if held.views:
            self.initial["said_on"] = max(view.said_on for view in held.views)
        self.add_goals()
        for child in children:
            self.add_view(child)
        self.parents: list[Any] = [known.who for known in family if known.what in PARENTS_IN_WORDS]
        for parent in self.parents:
            self.fields[f"parent_view-{parent.id}"] = StoryField(
                label=f"What {parent} says about it",
                rows=3,
                required=False,
                initial=self.view_of(FamilyView.Whose.PARENT, parent).text,
            )
        self.remember()

    def remember(self) -> None:
        """Note what the page shows: the texts in the order in which they save themselves, the choices."""
        said = [name for name in self.fields if name.startswith(SAID)]
        self.saved |= {name: self.held.said.get(name, "") for name in said}
        self.now = fingerprints(list(self.saved.values()))
        self.initial["seen"] = self.now
        level = self.held.assessment.level_of_need
        self.fields["seen-level_of_need"] = HiddenField(initial=str(level or ""))
        for row in range(self.goal_rows):
            whose = self.fields[f"whose_{row}"].initial
            self.fields[f"seen-whose_{row}"] = HiddenField(initial=whose)

    @property
    def text_names(self) -> str:
        """The names of the texts that save themselves, in their order."""
        return " ".join(self.saved)

    def add_goals(self) -> None:
        """Add a row for each goal there is, and some empty ones."""
        people = [(known.key, known.name) for known in self.family]
        held = self.held.goal_rows
        self.goal_rows = min(max(max(held, default=-1) + 3, LEAST_GOALS, self.sent_goals()), MOST_GOALS)
        for number in range(self.goal_rows):
            goal = held.get(number)
            self.fields[f"goal_{number}"] = StoryField(
                label=f"Goal {number + 1}", rows=2, required=False, initial=goal.text if goal else ""
            )
            self.fields[f"whose_{number}"] = SelectField(
                label=f"Whose words are goal {number + 1}?",
                blank="The family’s together",
                choices=people,
                required=False,
                initial=str(goal.whose_id) if goal and goal.whose_id else "",
            )

    def sent_goals(self) -> int:
        """Return how many goals were sent, so that none of them is lost."""
        return next((n + 1 for n in reversed(range(MOST_GOALS)) if f"goal_{n}" in self.data), 0)

    def add_view(self, child: Person) -> None:
        """Add what a child says, or why it was not asked."""
        view = self.view_of(FamilyView.Whose.CHILD, child)
        self.fields[f"child_view-{child.id}"] = StoryField(
            label=f"What {child.first_name} says or shows about it",
            rows=3,
            required=False,
            initial=view.text,
        )
        self.fields[f"child_why-{child.id}"] = TextField(
            label=f"If {child.first_name} was not asked, why?",
            required=False,
            initial=view.not_asked_why,
        )

    def view_of(self, whose: str, person: Any) -> FamilyView:
        """Return what somebody said as it stands, or an empty view."""
        wanted = (whose, person.id if person else None)
        held = (view for view in self.held.views if (view.whose, view.person_id) == wanted)
        return next(held, FamilyView())

    def refuse(self, refusal: Any) -> None:
        super().refuse(refusal)
        self.show_both(self.saved, seen_field="seen", seen=self.now)

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        given = self.cleaned_data
        words = Words(
            summary=given["summary"],
            strengths=lines(given["strengths"]),
            needs=lines(given["needs"]),
            worries=lines(given["worries"]),
            goals=self.goals(),
            how_we_will_know=given["how_we_will_know"],
            differences_of_view=given["differences_of_view"],
            level_of_need=given["level_of_need"],
            views=self.views(),
        )
        marks = given["seen"].split(".")
        if len(marks) != len(self.saved):
            marks = ["unknown"] * len(self.saved)
        return {
            "words": words,
            "said_on": given["said_on"] or clock.today(),
            "seen": ".".join(marks[: len(CONCLUSION_TEXTS)]),
            "seen_said": dict(zip(self.saved, marks, strict=True)),
        }

    def goals(self) -> list[Goal]:
        """Return the goals by row; those without words keep the place of those after them."""
        people = {known.key: known.who for known in self.family}
        rows = [
            (self.cleaned_data[f"goal_{n}"], self.cleaned_data[f"whose_{n}"]) for n in range(self.goal_rows)
        ]
        return [Goal(text, people.get(whose)) for text, whose in rows]  # type: ignore[arg-type]

    def views(self) -> list[View]:
        """Return what each child says, and the parents together."""
        given = self.cleaned_data
        children = [
            View(
                FamilyView.Whose.CHILD,
                child,
                given[f"child_view-{child.id}"],
                given[f"child_why-{child.id}"],
            )
            for child in self.children
        ]
        parents = [
            View(FamilyView.Whose.PARENT, parent, given[f"parent_view-{parent.id}"])
            for parent in self.parents
        ]
        return [*children, *parents, View(FamilyView.Whose.PARENT, None, given["parent_view"])]

    def goal_fields(self) -> list[tuple[GovukBoundField, GovukBoundField]]:
        """Return the goals with whose they are, for the page."""
        return [
            (self._ours(self[f"goal_{n}"]), self._ours(self[f"whose_{n}"])) for n in range(self.goal_rows)
        ]

    def child_fields(self) -> list[tuple[GovukBoundField, GovukBoundField]]:
        """Return what each child says with why not, for the page."""
        return [
            (self._ours(self[f"child_view-{child.id}"]), self._ours(self[f"child_why-{child.id}"]))
            for child in self.children
        ]

    def parent_fields(self) -> list[GovukBoundField]:
        """Return what each parent or carer says, for the page."""
        return [self._ours(self[f"parent_view-{parent.id}"]) for parent in self.parents]


def lines(text: str) -> list[str]:
    """Return the lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
