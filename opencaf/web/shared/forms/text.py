"""Fields one types into."""

from decimal import Decimal
from typing import Any

from django import forms

from opencaf.web.shared.forms.bound import GovukBoundField
from opencaf.web.shared.forms.cleaning import clean_line, clean_text, typed
from opencaf.web.shared.forms.field import PlainField, with_defaults
from opencaf.web.shared.forms.wording import in_sentence

LINE_LIMIT = 200
STORY_LIMIT = 100_000


class TypedInput(forms.TextInput):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return typed(super().value_from_datadict(data, files, name))


class TypedTextarea(forms.Textarea):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return typed(super().value_from_datadict(data, files, name))


class TypedField(PlainField):
    """width: of the box in characters (2, 3, 4, 5, 10, 20, 30), or none for the full line."""

    input_type = "text"

    def __init__(
        self,
        *,
        width: int | None = None,
        autocomplete: str = "",
        inputmode: str = "",
        prefix: str = "",
        suffix: str = "",
        spellcheck: bool | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", TypedInput)
        super().__init__(**kwargs)
        self.width = width
        self.autocomplete = autocomplete
        self.inputmode = inputmode
        self.prefix = prefix
        self.suffix = suffix
        self.spellcheck = spellcheck

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        value = bound.value()
        params = {
            "type": self.input_type,
            "value": "" if value is None else str(value),
            "classes": f"govuk-input--width-{self.width}" if self.width else "",
            "autocomplete": self.autocomplete,
            "inputmode": self.inputmode,
            "spellcheck": self.spellcheck,
            "prefix": {"text": self.prefix} if self.prefix else None,
            "suffix": {"text": self.suffix} if self.suffix else None,
        }
        return {key: given for key, given in params.items() if given not in (None, "")}


class TextField(TypedField, forms.CharField):
    """One line of text, at most 200 characters unless said otherwise."""

    def __init__(self, *, max_length: int = LINE_LIMIT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(clean_line(str(value)) if value else value) or ""

    def wording(self) -> dict[str, str]:
        return {**super().wording(), "max_length": too_long(self), "min_length": too_short(self)}


class StoryField(PlainField, forms.CharField):
    """Words in a person's own way: grows as they write. count: shows how many may still come."""

    component = "textarea"

    def __init__(
        self,
        *,
        max_length: int = STORY_LIMIT,
        rows: int = 4,
        count: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", TypedTextarea)
        super().__init__(max_length=max_length, **kwargs)
        self.rows = rows
        self.count = count
        if count:
            self.component = "character-count"

    def to_python(self, value: Any) -> str:
        return super().to_python(clean_text(str(value)) if value else value) or ""

    def wording(self) -> dict[str, str]:
        return {**super().wording(), "max_length": too_long(self), "min_length": too_short(self)}

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        params: dict[str, Any] = {"rows": self.rows, "value": bound.value() or ""}
        if self.count:
            # the script says how many are left once three quarters are used
            return {**params, "maxlength": self.max_length, "threshold": 75}
        return params


class EmailField(TypedField, forms.EmailField):
    input_type = "email"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**with_defaults(kwargs, autocomplete="email", spellcheck=False, max_length=254))

    def wording(self) -> dict[str, str]:
        wrong = f"{self.subject} must be like name@example.org"
        return {**super().wording(), "invalid": wrong, "max_length": too_long(self)}


class PhoneField(TextField):
    """A telephone number as people write it; kept as typed."""

    input_type = "tel"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**with_defaults(kwargs, width=20, max_length=40))

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and sum(letter.isdigit() for letter in value) < 3:
            raise forms.ValidationError(f"{self.subject} must be a telephone number, like 01632 960001")


class PasswordField(PlainField, forms.CharField):
    """Never shown again, also when the form is refused."""

    component = "password-input"

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        super().__init__(**with_defaults(kwargs, strip=False, max_length=1000))
        self.new = new

    def wording(self) -> dict[str, str]:
        unseen = f"{self.subject} must not have characters that nobody can type"
        return {**super().wording(), "max_length": too_long(self), "null_characters_not_allowed": unseen}

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        return {"autocomplete": "new-password" if self.new else "current-password"}


class WholeNumberField(TypedField, forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**with_defaults(kwargs, width=4, inputmode="numeric", spellcheck=False))

    def to_python(self, value: Any) -> int | None:
        return super().to_python(value.replace(",", "") if isinstance(value, str) else value)

    def wording(self) -> dict[str, str]:
        return {
            **super().wording(),
            "invalid": f"{self.subject} must be a whole number, like 3",
            **limits(self),
        }


class MoneyField(TypedField, forms.DecimalField):
    """Pounds and pence, as an exact number."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = with_defaults(kwargs, width=10, inputmode="decimal", prefix="£", spellcheck=False)
        super().__init__(**with_defaults(kwargs, max_digits=12, decimal_places=2, min_value=Decimal(0)))

    def to_python(self, value: Any) -> Any:
        plain = value.replace(",", "").replace("£", "") if isinstance(value, str) else value
        return super().to_python(plain)

    def wording(self) -> dict[str, str]:
        wrong = f"{self.subject} must be an amount in pounds, like 120 or 120.50"
        kinds = ("invalid", "max_digits", "max_decimal_places", "max_whole_digits")
        return {**super().wording(), **dict.fromkeys(kinds, in_sentence(wrong)), **limits(self)}


class NumberField(MoneyField):
    """A number with a point, such as 37.5."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"prefix": "", "width": 5, "decimal_places": 4, **kwargs})

    def wording(self) -> dict[str, str]:
        wrong = in_sentence(f"{self.subject} must be a number, like 24 or 37.5")
        kinds = ("invalid", "max_digits", "max_decimal_places", "max_whole_digits")
        return {**super().wording(), **dict.fromkeys(kinds, wrong), **limits(self)}


def too_long(field: PlainField) -> str:
    limit = getattr(field, "max_length", None) or 0
    name = in_sentence(field.subject)
    return f"{name} must be {limit:,} characters or fewer. It has %(show_value)d."


def too_short(field: PlainField) -> str:
    limit = getattr(field, "min_length", None) or 0
    name = in_sentence(field.subject)
    return f"{name} must be {limit:,} characters or more. It has %(show_value)d."


def limits(field: PlainField) -> dict[str, str]:
    name = in_sentence(field.subject)
    return {
        "min_value": f"{name} must be %(limit_value)s or more",
        "max_value": f"{name} must be %(limit_value)s or less",
    }
