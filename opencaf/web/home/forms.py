"""The form of the first page: how often mail comes."""

from __future__ import annotations

from opencaf.agencies.models import Digest
from opencaf.web.shared.forms import OperationForm, RadiosField


class DigestForm(OperationForm):
    """How often the mail comes that says that something waits."""

    digest = RadiosField(
        label="How often should this mail come?",
        choices=Digest.choices,
        missing="Select how often the mail comes",
    )
