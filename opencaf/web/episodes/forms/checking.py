"""What whoever looks at a completed assessment says: for the whole, and beside each part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opencaf.core import clock
from opencaf.episodes.models import Question
from opencaf.episodes.operations.quality import BY_HAND
from opencaf.web.shared.forms import DateField, GovukBoundField, OperationForm, RadiosField, StoryField

VERDICTS = {
    "agreed": ("I agree", "It can be worked with as it is."),
    "sent_back": ("I send it back", "Say what is to be done: for the whole below, or beside a part above."),
}


class CheckForm(OperationForm):
    """What is made of a version; nothing is asked of any part."""

    mark_optional = False

    verdict = RadiosField(
        label="What do you make of it?",
        missing="Select whether you agree or send it back",
        choices=[(value, VERDICTS[value][0]) for value in BY_HAND],
        hints={value: VERDICTS[value][1] for value in BY_HAND},
    )
    words = StoryField(
        label="What is to be done, for the whole",
        hint="Whoever wrote it reads this and what you write beside a part, and so do those who help.",
        rows=4,
        required=False,
    )
    looked_on = DateField(
        label="When did you look at it?",
        name="the day you looked at it",
        latest=clock.today,
        initial=clock.today,
    )

    def __init__(self, *args: Any, parts: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {f"about-{part.code}": part.code for part in parts}
        for part in parts:
            self.fields[f"about-{part.code}"] = StoryField(
                label="What is to be done here",
                name=f"what is to be done for “{part.name}”",
                rows=2,
                required=False,
                size="s",
            )

    def about(self, code: str) -> GovukBoundField:
        """Return the box beside a part."""
        return self._ours(self[f"about-{code}"])

    def is_open(self, code: str) -> bool:
        """Whether something stands in the box beside a part, or is refused there."""
        field = self.about(code)
        return bool(field.value() or field.errors)

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        given = dict(self.cleaned_data)
        return {
            "verdict": given["verdict"],
            "words": given["words"],
            "looked_on": given["looked_on"],
            "remarks": {code: given[name] for name, code in self.parts.items()},
        }
