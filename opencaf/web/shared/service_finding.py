"""The form with which a service of the directory is found, from the directory and from a case alike."""

from __future__ import annotations

from opencaf.directory.queries import Wanted
from opencaf.episodes.codes import NEED_TAGS
from opencaf.web.shared.forms import (
    CheckboxesField,
    OperationForm,
    SelectField,
    TextField,
    WholeNumberField,
)


class FindForm(OperationForm):
    """What a service is looked for by."""

    mark_optional = False
    words = TextField(label="Words", hint="Of its name, what it does or who gives it", required=False)
    age = WholeNumberField(
        label="Age of the child", min_value=0, max_value=25, width=2, suffix="years", required=False
    )
    need = SelectField(
        label="Kind of need", choices=list(NEED_TAGS.items()), blank="Any need", required=False
    )
    place = TextField(label="Place or postcode", width=10, required=False)
    retired = CheckboxesField(
        label="Also show", size="s", choices=[("yes", "Services off the list")], required=False
    )

    @property
    def wanted(self) -> Wanted:
        """What is looked for; nothing in particular where an answer cannot be read."""
        given = self.cleaned_data if self.is_valid() else {}
        need = given.get("need") or ""
        return Wanted(
            words=given.get("words") or "",
            age=given.get("age"),
            need=need,
            need_words=NEED_TAGS.get(need, ""),
            place=given.get("place") or "",
            with_retired=bool(given.get("retired")),
        )
