"""Every mail the program sends, whole. Fixed words only: nothing of a family can get into a mail."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class MailKind(models.TextChoices):
    """What a mail is about."""

    INTENTION = "intention", "An intention was recorded"
    ACCESS_ASKED = "access_asked", "Somebody asked for access"
    ACCESS_ANSWERED = "access_answered", "A request for access was answered"
    DUTY_OPENED = "duty_opened", "The duty team opened a record"
    INVITATION = "invitation", "Somebody was invited"


@dataclass(frozen=True)
class Mail:
    """The subject and the words of a mail; the address of the sign-in page is the only thing added."""

    subject: str
    words: str
    before_address: str = "Sign in to read it"

    def body(self, address: str) -> str:
        """Return the text that is sent."""
        return f"{self.words}\n\n{self.before_address}: {address}\n\nDo not answer this message.\n"


MAILS = {
    MailKind.INTENTION: Mail(
        subject="Something new waits for you",
        words="A new intention was recorded in your area. It is on your list.",
    ),
    MailKind.ACCESS_ASKED: Mail(
        subject="Somebody asks you something",
        words="Somebody asks to see a record that you know. Your list says who and why.",
    ),
    MailKind.ACCESS_ANSWERED: Mail(
        subject="There is an answer for you",
        words="What you asked for was answered. Look for the record again to see what was said.",
    ),
    MailKind.DUTY_OPENED: Mail(
        subject="Something new in your work",
        words="The social care duty team opened a record that you lead. Sharing says who looked, and when.",
    ),
    MailKind.INVITATION: Mail(
        subject="Your account waits for you",
        words="You were invited to set up an account. The link works once, for three days.",
        before_address="Set it up",
    ),
}
