"""Who is asked, when, and how a question is answered."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """Whom a questionnaire is for."""

    CHILD = "child", "Child or young person"
    PARENT = "parent", "Parent or carer"
    PRACTITIONER = "practitioner", "Practitioner"
    SERVICE = "service", "Service"


class Moment(models.TextChoices):
    """At which moment of a case somebody is asked."""

    FIRST_MEETING = "first_meeting", "First meeting"
    REVIEW = "review", "First review"
    CLOSING = "closing", "Closing"
    THREE_MONTHS_AFTER = "three_months_after", "Three months after closing"


class AnsweredBy(models.TextChoices):
    """How a question is answered: by one of its steps, or in somebody's own words."""

    FACES = "faces", "Faces with words"
    STEPS = "steps", "One of several answers"
    WORDS = "words", "Own words"


class Outcome(models.TextChoices):
    """What became of asking somebody; nothing yet where it is empty."""

    ANSWERED = "answered", "Answered"
    DECLINED = "declined", "Would rather not"


class Way(models.TextChoices):
    """How answers came."""

    LINK = "link", "By link"
    PAPER = "paper", "On paper"


LANGUAGES = {
    "en": "English",
    "cy": "Cymraeg (Welsh)",
    "ar": "العربية (Arabic)",
    "bn": "বাংলা (Bengali)",
    "fr": "Français (French)",
    "pa": "ਪੰਜਾਬੀ (Punjabi)",
    "pl": "Polski (Polish)",
    "pt": "Português (Portuguese)",
    "ro": "Română (Romanian)",
    "so": "Soomaali (Somali)",
    "uk": "Українська (Ukrainian)",
    "ur": "اردو (Urdu)",
}
RIGHT_TO_LEFT = ("ar", "ur")
ENGLISH = "en"
FEWEST_FACES, MOST_FACES = 3, 5
MOST_STEPS = 10
YOUNGEST_ASKED = 5  # years
LINK_WEEKS = 8
