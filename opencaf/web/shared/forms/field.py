"""What every field of ours has in common: it words its mistakes and renders itself."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from opencaf.web.shared.forms.wording import Words, as_name, as_subject

if TYPE_CHECKING:
    from opencaf.web.shared.forms.bound import GovukBoundField


class PlainField(forms.Field):
    """A field rendered as a GOV.UK component.

    label: the question. hint: help under it. name: the label inside a sentence, when the label
    does not read well there ("the date the episode closed"). missing: the whole sentence when the
    answer is missing. size: of the label, "s", "m", "l", or "hidden" where a heading above says the
    same; heading: the label is the page's h1.
    """

    component = "input"
    verb: ClassVar[str] = "Enter"
    has_fieldset: ClassVar[bool] = False

    def __init__(
        self,
        *,
        label: Words,
        hint: Words = "",
        name: Words = "",
        missing: Words = "",
        size: str = "s",
        heading: bool = False,
        **kwargs: Any,
    ) -> None:
        # Django types lazy text by a class of its own
        words: dict[str, Any] = {"label": label, "help_text": hint}
        super().__init__(**words, **kwargs)
        self.name = name
        self.missing = missing
        self.size = "l" if heading and size == "s" else size
        self.heading = heading

    @property
    def name_in_sentence(self) -> str:
        return str(self.name) or as_name(self.label or "")

    @property
    def subject(self) -> str:
        """The label at the start of a sentence: "Date of birth must be …"."""
        return as_subject(self.name_in_sentence)

    def wording(self) -> dict[str, str]:
        """The sentence for each kind of mistake."""
        missing = str(self.missing) or f"{self.verb} {self.name_in_sentence}"
        return {"required": missing, "invalid": missing}

    def clean(self, value: Any) -> Any:
        # worded now, since a form may have changed the label and the language is the reader's
        self.error_messages.update(self.wording())
        return super().clean(value)

    def markup(self, bound: "GovukBoundField") -> dict[str, Any]:
        """Parameters for the component, beyond those every component takes."""
        raise NotImplementedError

    def first_input_id(self, bound: "GovukBoundField") -> str:
        return bound.auto_id


def with_defaults(given: dict[str, Any], **defaults: Any) -> dict[str, Any]:
    """A field's arguments, where the form may say otherwise."""
    return {**defaults, **given}
