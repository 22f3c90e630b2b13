"""The base of every form: asks, keeps what was typed, and hands the answers to an operation."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, ParamSpec, TypeVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import cached_property

from opencaf.core import submissions
from opencaf.core.together import together
from opencaf.web.shared.forms.bound import GovukBoundField
from opencaf.web.shared.forms.choices import ChoosingField

Result = TypeVar("Result")
Answers = ParamSpec("Answers")


class OperationForm(forms.Form):
    """mark_optional: say "(optional)" after the label of what may be left out."""

    bound_field_class = GovukBoundField
    mark_optional: ClassVar[bool] = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.applied = False

    def choose_among(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Let a field's answer be one of these, each a value and its words."""
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)

    def apply(
        self,
        operation: Callable[Answers, Result],
        *args: Answers.args,
        **kwargs: Answers.kwargs,
    ) -> Result | None:
        """What the operation gave; None when it refused, and the form then says why at the field.

        For an operation that gives nothing, ask ``form.applied``. The form's token is taken with the
        work, so that the same form sent twice does it once (core.submissions).
        """
        try:
            with together():
                submissions.claim(self.submission_token)
                result = operation(*args, **kwargs)
        except ValidationError as refusal:
            self.refuse(refusal)
            return None
        self.applied = True
        return result

    def refuse(self, refusal: ValidationError) -> None:
        """Put each sentence at its field, and those of no field of this form at the top."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, sentences in refusal.error_dict.items():
            is_here = name in self.fields and name != NON_FIELD_ERRORS
            for sentence in sentences:
                self.add_error(name if is_here else None, sentence)

    @cached_property
    def submission_token(self) -> uuid.UUID:
        """The same for one showing of the form, however often it is sent."""
        sent = self.data.get(self.submission_token_name) if self.is_bound else None
        try:
            return uuid.UUID(str(sent))
        except ValueError:
            return uuid.uuid4()

    @property
    def submission_token_name(self) -> str:
        return self.add_prefix("submission_token")

    def field_groups(self) -> Iterator[GovukBoundField]:
        """Every field in order, but for those that another field reveals."""
        revealed = self._revealed()
        for bound in self.visible_fields():
            if bound.name not in revealed:
                yield self._ours(bound)

    def mistakes(self) -> list[dict[str, str]]:
        """The lines of the error summary, in the order of the questions."""
        lines = [{"text": str(sentence)} for sentence in self.non_field_errors()]
        for name in self.fields:
            bound = self._ours(self[name])
            if not bound.errors:
                continue
            link = {} if bound.is_hidden else {"href": f"#{bound.first_input_id}"}
            lines.append({"text": bound.error_text, **link})
        return lines

    def _revealed(self) -> set[str]:
        choosing = (field for field in self.fields.values() if isinstance(field, ChoosingField))
        return {name for field in choosing for name in field.reveals.values()}

    def _ours(self, bound: forms.BoundField) -> GovukBoundField:
        if not isinstance(bound, GovukBoundField):
            raise TypeError(f"{bound.name} must be rendered by GovukBoundField")
        return bound
