"""Fields one chooses in."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.html import format_html

from opencaf.web.shared.forms.bound import GovukBoundField
from opencaf.web.shared.forms.cleaning import typed
from opencaf.web.shared.forms.field import PlainField, with_defaults
from opencaf.web.shared.forms.wording import Words

Option = tuple[Any, Words]

CONCERN_MARKS: tuple[Option, ...] = (
    ("0", "No concern"),
    ("1", "Very low concern"),
    ("2", "Low concern"),
    ("3", "Some concern"),
    ("4", "High concern"),
    ("5", "Very high concern"),
)
OTHER_MARKS: tuple[Option, ...] = (
    ("dont_know", "Don’t know"),
    ("not_relevant", "Not relevant"),
    ("not_my_area", "Not my area to judge"),
)
NOT_ASKED = "not_asked"


class ChosenInput(forms.RadioSelect):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return typed(super().value_from_datadict(data, files, name))


class ChosenInputs(forms.CheckboxSelectMultiple):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return typed(super().value_from_datadict(data, files, name))


class ChoosingField(PlainField):
    """coerce: makes the answer from the chosen word, for example UUID. hints: by value.

    reveals: {value: name of the field shown only while this value is chosen}.
    """

    verb = "Select"

    def __init__(
        self,
        *,
        coerce: Callable[[str], Any] = str,
        hints: Mapping[Any, Words] | None = None,
        reveals: Mapping[Any, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.coerce = coerce
        self.hints = hints or {}
        self.reveals = reveals or {}

    def wording(self) -> dict[str, str]:
        unknown = f"{self.verb} {self.name_in_sentence} from the list"
        return {**super().wording(), "invalid_choice": unknown, "invalid_list": unknown}

    def items(self, bound: GovukBoundField, chosen: Iterable[str]) -> list[dict[str, Any]]:
        ticked = set(chosen)
        return [
            self.item(bound, value, text, is_ticked=str(value) in ticked)
            for value, text in self.options()
            if value not in ("", None)
        ]

    def options(self) -> Iterable[Option]:
        choices: Iterable[Option] = self.choices  # type: ignore[attr-defined]
        return choices

    def item(self, bound: GovukBoundField, value: Any, text: Words, *, is_ticked: bool) -> dict[str, Any]:
        item: dict[str, Any] = {"value": str(value), "text": text, "checked": is_ticked}
        hint = self.hints.get(value) or self.hints.get(str(value))
        if hint:
            item["hint"] = {"text": hint}
        if value in self.reveals:
            revealed = bound.form[self.reveals[value]]
            item["conditional"] = {"html": revealed.as_field_group()}
        return item


class OneChoiceField(ChoosingField, forms.ChoiceField):
    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        if chosen == "":
            return "" if self.coerce is str else None
        return self.coerce(chosen)


class SelectField(OneChoiceField):
    """A list that folds away: for more than ten options."""

    component = "select"

    def __init__(self, *, blank: Words = "Choose one", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.blank = blank

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        chosen = "" if bound.value() is None else str(bound.value())
        items = [
            {"value": str(value), "text": text, "selected": str(value) == chosen}
            for value, text in self.options()
            if value not in ("", None)
        ]
        first = {"value": "", "text": self.blank, "selected": not chosen}
        return {"items": [first, *items]}


class RadiosField(OneChoiceField):
    component = "radios"
    has_fieldset = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**with_defaults(kwargs, widget=ChosenInput))

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        value = bound.value()
        return {"items": self.items(bound, [] if value is None else [str(value)])}


class CheckboxesField(ChoosingField, forms.MultipleChoiceField):
    """Any number of options; the answer is a list."""

    component = "checkboxes"
    has_fieldset = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**with_defaults(kwargs, widget=ChosenInputs))

    def clean(self, value: Any) -> Any:
        return [self.coerce(chosen) for chosen in super().clean(value)]

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        value = bound.value()
        many = value if isinstance(value, (list, tuple, set)) else []
        return {"items": self.items(bound, [str(one) for one in many])}


class PeopleField(CheckboxesField):
    """Who: names to tick, each with what tells them apart as a hint (job, agency, age)."""


class ConfirmField(PlainField, forms.BooleanField):
    """One box to tick; the label is the sentence agreed to."""

    component = "checkboxes"
    verb = "Confirm"

    def wording(self) -> dict[str, str]:
        return {"required": str(self.missing) or f"Confirm that {self.name_in_sentence}"}

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        item = {"value": "yes", "text": bound.label, "checked": bool(bound.value())}
        return {"idPrefix": bound.auto_id, "classes": "govuk-checkboxes--small", "items": [item]}


class YesNoField(RadiosField):
    """The answer is True, False, or None when it was left open."""

    def __init__(self, *, reveals: Mapping[Any, str] | None = None, **kwargs: Any) -> None:
        choices = [("yes", "Yes"), ("no", "No")]
        super().__init__(**with_defaults(kwargs, choices=choices, coerce=is_yes, reveals=reveals))

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)

    def wording(self) -> dict[str, str]:
        return {
            "required": str(self.missing) or "Select yes or no",
            "invalid_choice": "Select yes or no",
        }


class YesNoDontKnowField(RadiosField):
    """The answer is "yes", "no", "dont_know", or "" when it was left open."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("yes", "Yes"), ("no", "No"), ("dont_know", "Don’t know")]
        super().__init__(**with_defaults(kwargs, choices=choices))

    def wording(self) -> dict[str, str]:
        missing = "Select yes, no or don’t know"
        return {"required": str(self.missing) or missing, "invalid_choice": missing}


class ConcernField(RadiosField):
    """How worried somebody is: 0 to 5, or why there is no mark. Never compulsory."""

    def __init__(self, *, not_asked: Words = "Not asked yet", **kwargs: Any) -> None:
        choices = [*CONCERN_MARKS, *OTHER_MARKS, (NOT_ASKED, not_asked)]
        super().__init__(**with_defaults(kwargs, choices=choices, required=False))

    def clean(self, value: Any) -> str:
        return super().clean(value) or NOT_ASKED

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        value = NOT_ASKED if bound.value() in (None, "") else str(bound.value())
        items = self.items(bound, [value])
        divider = {"divider": "or"}
        marks = len(CONCERN_MARKS)
        return {"classes": "app-concern-scale", "items": [*items[:marks], divider, *items[marks:]]}

    def item(self, bound: GovukBoundField, value: Any, text: Words, *, is_ticked: bool) -> dict[str, Any]:
        item = super().item(bound, value, text, is_ticked=is_ticked)
        if str(value).isdigit():
            figure = format_html(
                '<span class="app-mark__figure app-mark__figure--{}">{}</span> '
                '<span class="app-concern-scale__words">{}</span>',
                value,
                value,
                text,
            )
            return {**item, "text": None, "html": figure}
        return item


def is_yes(answer: str) -> bool:
    return answer == "yes"
