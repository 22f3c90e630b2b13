"""The words around the questions on the pages that are opened by link: English ones, and their translations.

They say what becomes of answers, so that whoever answers in another language reads them in it. They are shown
in a language once all of them are worded in it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from opencaf.voices.codes import ENGLISH
from opencaf.voices.models import PageWording

ENGLISH_WORDS = {
    "title": "What do you think?",
    "choose": "You choose. Leave out what you like, or say nothing at all. Nothing changes for you.",
    "apart": "The people who work with you do not see what you say. Others read it together with what many "
    "people say, without names.",
    "safety": "If your words make us fear that somebody is in danger, we find out who you are, to help. "
    "Nobody reads this today, so do not wait for us.",
    "emergency": "In danger now? Ring 999.",
    "decline": "I would rather not answer",
    "send": "Send my answers",
    "back": "Back to the questions",
    "thanks": "Thank you",
    "arrived": "Your answers have arrived. The people who work with you cannot see them.",
    "declined": "You would rather not answer, and that is fine. We shall not ask you again about this.",
}


def words_in(questionnaire_id: uuid.UUID, language: str) -> dict[str, str]:
    """Return the words that are translated so far, by their keys."""
    rows = PageWording.objects.filter(questionnaire_id=questionnaire_id, language=language)
    return dict(rows.values_list("key", "text"))


def shown_words(questionnaire_id: uuid.UUID, language: str) -> tuple[str, Mapping[str, str]]:
    """Return the words that are shown to who reads a language, and in which language they are."""
    translated = {} if language == ENGLISH else words_in(questionnaire_id, language)
    if translated.keys() >= ENGLISH_WORDS.keys():
        return language, translated
    return ENGLISH, ENGLISH_WORDS
