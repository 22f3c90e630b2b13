"""A mail backend that keeps mails as files in a folder: for demonstrations, which have no mail server.

A file bears the mail's Message-ID as its name and appears whole or not at all, so that a mail that is
handed over twice is there once.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

ENDING = ".eml"


class FolderBackend(BaseEmailBackend):
    """Keeps each mail in `settings.EMAIL_FILE_PATH`."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently, **kwargs)
        self.folder = Path(settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            self.keep(message)
        return len(email_messages)

    def keep(self, message: EmailMessage) -> None:
        """Write a mail beside its name, then let it appear under it, unless it is there."""
        content = message.message()
        name = str(content["Message-ID"]).strip("<>").partition("@")[0]
        beside = self.folder / f"{uuid4()}.part"
        beside.write_bytes(content.as_bytes())
        with contextlib.suppress(FileExistsError):
            os.link(beside, self.folder / f"{name}{ENDING}")
        beside.unlink()
