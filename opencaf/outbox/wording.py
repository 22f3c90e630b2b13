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
    GLASS_BROKEN = "glass_broken", "A record was opened in an emergency"
    GLASS_JUDGED = "glass_judged", "An emergency look was judged"
    GLASS_UNJUDGED = "glass_unjudged", "An emergency look was not judged in time"
    SHIELD_MET = "shield_met", "A shielded child may have been recorded again"
    INVITATION = "invitation", "Somebody was invited"
    CONTRIBUTION_ASKED = "contribution_asked", "Somebody was asked to write for an assessment"
    CONTRIBUTION_SENT = "contribution_sent", "Somebody wrote what they were asked"
    LOOK_ASKED = "look_asked", "An assessment waits to be looked at"
    LOOK_DONE = "look_done", "An assessment was looked at"
    MEETING_CALLED = "meeting_called", "Somebody is invited to a meeting"
    MEETING_MOVED = "meeting_moved", "A meeting was moved"
    MEETING_CANCELLED = "meeting_cancelled", "A meeting was cancelled"
    MEETING_DATES = "meeting_dates", "A date is looked for"
    PANEL_CALLED = "panel_called", "Somebody sits on a panel"
    PANEL_CHANGED = "panel_changed", "A panel has changed"
    PANEL_CANCELLED = "panel_cancelled", "A panel was cancelled"
    WORDS_ASKED = "words_asked", "Somebody is asked for their words"
    HELP_ASKED = "help_asked", "Somebody asks the coordinator for help"
    HELP_ANSWERED = "help_answered", "The coordinator has answered"
    SERVICE_STEP = "service_step", "Something happened to a request to a service"
    STEP_ANSWERED = "step_answered", "Social care answered a step-up"
    LEAD_OFFERED = "lead_offered", "Somebody is asked to lead a case"
    LEAD_OFFER_ANSWERED = "lead_offer_answered", "An offer of the lead was answered"
    LEAD_OFFER_ENDED = "lead_offer_ended", "An offer of the lead no longer waits"
    TRAINING_PLACE = "training_place", "Somebody has a place in a training session"
    TRAINING_CHANGED = "training_changed", "A training session was moved"
    TRAINING_CALLED_OFF = "training_called_off", "A training session was called off"
    DIGEST = "digest", "Something waits on somebody's list"
    REPORT_READY = "report_ready", "A report is ready"
    NEW_DEVICE = "new_device", "Somebody signed in on a new device"


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
    MailKind.GLASS_BROKEN: Mail(
        subject="Something waits for your judgement",
        words="A record was opened in an emergency. Who, why and what they saw stands in the queue.",
    ),
    MailKind.GLASS_JUDGED: Mail(
        subject="There is an answer for you",
        words="What you opened in an emergency was looked at. My work says what was made of it.",
    ),
    MailKind.GLASS_UNJUDGED: Mail(
        subject="Something is overdue",
        words="A record that was opened in an emergency has waited five working days for a judgement. "
        "The privacy officer has it in the queue.",
    ),
    MailKind.SHIELD_MET: Mail(
        subject="Something new in your work",
        words="Something happened that you asked to be told of. My work says what.",
    ),
    MailKind.INVITATION: Mail(
        subject="Your account waits for you",
        words="You were invited to set up an account. The link works once, for three days.",
        before_address="Set it up",
    ),
    MailKind.CONTRIBUTION_ASKED: Mail(
        subject="Somebody asks you something",
        words="You are asked to write what you know. My work says by whom, what, and until when.",
        before_address="Sign in to answer",
    ),
    MailKind.CONTRIBUTION_SENT: Mail(
        subject="There is an answer for you",
        words="Somebody has written what you asked for. It is on your list.",
    ),
    MailKind.LOOK_ASKED: Mail(
        subject="Something waits for you to look at it",
        words="Something was completed that waits for your look. My work says what, and until when.",
    ),
    MailKind.LOOK_DONE: Mail(
        subject="There is an answer for you",
        words="What you completed was looked at. What was said stands with it; what is to do, on your list.",
    ),
    MailKind.MEETING_CALLED: Mail(
        subject="You are invited to a meeting",
        words="You are invited to a meeting. When it is stands in the calendar file; where it is, behind the "
        "link. There you say whether you come, and can write a few words beforehand.",
        before_address="Answer here",
    ),
    MailKind.MEETING_MOVED: Mail(
        subject="A meeting you are invited to has changed",
        words="A meeting to which you are invited is at another time or place. The calendar file brings "
        "your calendar up to date. Say once more whether you come.",
        before_address="Answer here",
    ),
    MailKind.MEETING_CANCELLED: Mail(
        subject="A meeting does not take place",
        words="A meeting to which you were invited does not take place. The calendar file takes it out of "
        "your calendar.",
    ),
    MailKind.MEETING_DATES: Mail(
        subject="When can you come to a meeting?",
        words="A date is looked for. Several days are offered: say for each whether you can come.",
        before_address="Answer here",
    ),
    MailKind.PANEL_CALLED: Mail(
        subject="You sit on a panel",
        words="You are named as a member of a panel. When it is stands in the calendar file, for the whole "
        "sitting; where it is and what is on it, behind the link.",
        before_address="Sign in to see it",
    ),
    MailKind.PANEL_CHANGED: Mail(
        subject="A panel on which you sit has changed",
        words="A panel of which you are a member has another time, place or length. The calendar file brings "
        "your calendar up to date.",
        before_address="Sign in to see it",
    ),
    MailKind.PANEL_CANCELLED: Mail(
        subject="A panel does not take place, or without you",
        words="A panel of which you were a member does not take place, or you no longer sit on it. The "
        "calendar file takes it out of your calendar.",
    ),
    MailKind.WORDS_ASKED: Mail(
        subject="Three questions before a meeting",
        words="There is a meeting to which you are invited. What you write beforehand is heard there, "
        "whether you come or not. The link takes your words once.",
        before_address="Write here",
    ),
    MailKind.HELP_ASKED: Mail(
        subject="Somebody asks for your help",
        words="Somebody who works with a family asks for help. The board says who.",
    ),
    MailKind.HELP_ANSWERED: Mail(
        subject="There is an answer for you",
        words="What you asked the coordinator was answered. It stands in the case, under Help.",
    ),
    MailKind.SERVICE_STEP: Mail(
        subject="There is news for you",
        words="Something happened to a request to a service that you made or follow. The case says what, "
        "under Services; what is yours to do is on your list.",
    ),
    MailKind.STEP_ANSWERED: Mail(
        subject="There is an answer for you",
        words="Something you sent to social care was answered. The case says what, under Step up and down.",
    ),
    MailKind.LEAD_OFFERED: Mail(
        subject="Somebody asks you something",
        words="Somebody asks you to take something on. My work says what, and lets you say yes or no.",
    ),
    MailKind.LEAD_OFFER_ANSWERED: Mail(
        subject="There is an answer for you",
        words="What you offered to somebody was answered. My work and the board say what comes next.",
    ),
    MailKind.LEAD_OFFER_ENDED: Mail(
        subject="Something no longer waits for you",
        words="What you were asked to take on was settled in another way. You need do nothing.",
    ),
    MailKind.TRAINING_PLACE: Mail(
        subject="You have a place in a training session",
        words="You have a place. When and where it is stands behind the link; there you can give it back, "
        "so that somebody who waits can come.",
        before_address="Sign in to see it",
    ),
    MailKind.TRAINING_CHANGED: Mail(
        subject="A training session has changed",
        words="A training session you are down for is on another day, at another time or place.",
        before_address="Sign in to see it",
    ),
    MailKind.TRAINING_CALLED_OFF: Mail(
        subject="A training session does not take place",
        words="A training session you are down for was called off. The reason stands behind the link.",
        before_address="Sign in to see it",
    ),
    MailKind.DIGEST: Mail(
        subject="Your list for today",
        words="Something waits for you. My work says what it is, why it is there and how it goes away. There "
        "you also choose how often this mail comes.",
    ),
    MailKind.REPORT_READY: Mail(
        subject="A report is ready",
        words="A report of which you wished to be told can be read, with the figures of the day on which you "
        "open it. There you also stop this mail.",
    ),
    MailKind.NEW_DEVICE: Mail(
        subject="Somebody signed in to your account",
        words="Your account was used with a browser that had not been used with it before. If that was you, "
        "there is nothing to do. If not, sign out everywhere, change your password and tell your "
        "administrator.",
        before_address="See where you are signed in",
    ),
}
