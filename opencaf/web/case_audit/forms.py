"""What the pages of case audits ask."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html

from opencaf.agencies.models import Practitioner
from opencaf.agencies.models.agency import Sector
from opencaf.agencies.queries import agencies_of, localities_of
from opencaf.case_audit.models import AuditItem, Kind, Part, Settled, Spread, Theme, Value, Which
from opencaf.case_audit.operations.rounds import MOST
from opencaf.case_audit.operations.scoring import Given, fits
from opencaf.core import clock
from opencaf.episodes.queries.directory import practitioners_called
from opencaf.web.shared.forms import (
    CheckboxesField,
    DateField,
    GovukBoundField,
    OperationForm,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    WholeNumberField,
)

LONGEST_SEED = 10
OF_ITEM = '{}<span class="govuk-visually-hidden">: {}</span>'


class ItemForm(OperationForm):
    """How an item is worded."""

    wording = TextField(label="What is asked", missing="Enter what is asked")
    counts = StoryField(
        label="What counts as each answer",
        hint="Such as: Yes: for every child. Partly: one is missing. Does not apply: no disability.",
        required=False,
    )


class NewItemForm(ItemForm):
    """Something more that is asked."""

    part = SelectField(label="Part of the form", missing="Select the part of the form", choices=Part.choices)
    kind = RadiosField(label="How it is answered", missing="Select how it is answered", choices=Kind.choices)
    field_order = ("part", "kind", "wording", "counts")


class ThemeForm(OperationForm):
    """A theme."""

    name = TextField(
        label="New theme", name="the theme", hint="Such as: fathers are not asked", max_length=100
    )


class DrawForm(OperationForm):
    """Which cases are drawn, and how many."""

    name = TextField(label="Name of the round", hint="Such as: Autumn 2026", max_length=100)
    from_on = DateField(label="Cases that began from", name="the first day", latest=clock.today)
    to_on = DateField(label="To", name="the last day", latest=clock.today)
    which = RadiosField(label="Which cases", missing="Select which cases", choices=Which.choices)
    agency = SelectField(
        label="Agency", hint="Of who leads, or of who started it.", required=False, blank="All agencies"
    )
    sector = SelectField(label="Sector", required=False, blank="All sectors", choices=Sector.choices)
    locality = SelectField(label="Locality", required=False, blank="All localities")
    spread = RadiosField(
        label="Spread the sample over", missing="Select over what it is spread", choices=Spread.choices
    )
    size = WholeNumberField(
        label="How many cases",
        hint=f"At most {MOST}. One in ten is usual.",
        width=3,
        min_value=1,
        max_value=MOST,
    )
    seed = TextField(
        label="Seed of an earlier draw",
        hint="Only to draw the same cases again. It stands on the page of that round.",
        required=False,
        width=20,
        max_length=LONGEST_SEED,
    )

    def __init__(self, *args: Any, practitioner: Practitioner, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"which": Which.ALL.value, "spread": Spread.AGENCY.value})
        super().__init__(*args, **kwargs)
        self.choose_among(
            "agency", [(str(one.id), one.name) for one in agencies_of(practitioner.authority_id)]
        )
        places = localities_of(practitioner.authority_id)
        self.choose_among("locality", [(str(one.id), one.name) for one in places])

    def clean_seed(self) -> int | None:
        """Return the seed as a number."""
        typed = self.cleaned_data["seed"]
        if typed and not (typed.isascii() and typed.isdigit()):
            raise forms.ValidationError("Seed of an earlier draw must be a whole number")
        return int(typed) if typed else None

    def asked(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        answers = dict(self.cleaned_data)
        for name in ("agency", "locality"):
            chosen = answers.pop(name)
            answers[f"{name}_id"] = UUID(chosen) if chosen else None
        return answers


class MaskForm(OperationForm):
    """Names that the record does not know."""

    words = StoryField(
        label="Mask these words too",
        name="what is to be masked",
        hint="A name on each line. Each is masked wherever it stands on this page.",
    )


class ScorersForm(OperationForm):
    """Who is asked to score."""

    scorers = StoryField(
        label="Who scores?",
        missing="Enter two people or more: each paper is scored by two",
        hint="One person on each line, by e-mail address or full name. Any agency. "
        "Nobody gets a case with which they ever had to do.",
    )

    def __init__(self, *args: Any, authority_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authority_id = authority_id

    def clean_scorers(self) -> list[Practitioner]:
        """Return the people who were typed, each once."""
        lines = [line.strip() for line in self.cleaned_data["scorers"].splitlines() if line.strip()]
        return [self.called(line) for line in lines]

    def called(self, line: str) -> Practitioner:
        """Return whom a line means, or say what to type instead."""
        found = practitioners_called(line, self.authority_id)
        if not found:
            raise forms.ValidationError(
                f"“{line}” is not in the directory. Enter a full name or an e-mail address"
            )
        if len(found) > 1:
            raise forms.ValidationError(f"Several people are called {line}. Enter the e-mail address instead")
        return found[0]


class AnswersForm(OperationForm):
    """Answers to items: a choice each, and a word where one is asked."""

    mark_optional = False

    def ask(self, item: AuditItem, *, hint: str, initial: str = "", why: str = "", said: str = "") -> None:
        """Ask for the answer to an item; why: the label of the box for a word, where there is one."""
        choices = [(value, label) for value, label in Value.choices if fits(item, value)]
        self.fields[f"item_{item.code}"] = RadiosField(
            label=item.wording, hint=hint, choices=choices, required=False, initial=initial
        )
        if why:
            self.fields[f"why_{item.code}"] = TextField(
                label=format_html(OF_ITEM, why, item.wording),
                name="the reason",
                required=False,
                initial=said,
                max_length=500,
            )

    def given(self) -> dict[str, Given]:
        """The answers by the codes of their items."""
        return {
            name.removeprefix("item_"): Given(value, self.cleaned_data.get(f"why_{name[5:]}", ""))
            for name, value in self.cleaned_data.items()
            if name.startswith("item_")
        }

    def parts(self, items: list[AuditItem]) -> list[tuple[str, list[GovukBoundField]]]:
        """The fields under the parts of the form."""
        found: dict[str, list[Any]] = {}
        for item in items:
            names = (f"item_{item.code}", f"why_{item.code}")
            fields = [self[name] for name in names if name in self.fields]
            found.setdefault(item.get_part_display(), []).extend(fields)
        return [(part, fields) for part, fields in found.items() if fields]


class SettleForm(AnswersForm):
    """What stands where two scorers differ."""

    how = RadiosField(label="Who settles it?", missing="Select who settles it", choices=Settled.How.choices)


class FeedbackForm(OperationForm):
    """What is told to who wrote and who leads."""

    good = StoryField(label="What was good", hint="It comes first. They read it, and no score.")
    better = StoryField(label="What can be better next time", required=False)
    themes = CheckboxesField(label="Themes", hint="They are counted, never by person.", required=False)

    def __init__(self, *args: Any, themes: list[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not themes:
            del self.fields["themes"]
            return
        self.choose_among("themes", [(str(theme.id), theme.name) for theme in themes])


class ReplyForm(OperationForm):
    """An answer to feedback."""

    words = StoryField(
        label="Your answer", missing="Enter your answer", hint="Who gave the feedback reads it."
    )


class SecondLookForm(OperationForm):
    """What was found after three months."""

    words = StoryField(label="What did you find?", missing="Enter what you found")
