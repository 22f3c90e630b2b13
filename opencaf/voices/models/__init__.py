"""What people are asked, what they answer, and what is made of it."""

from opencaf.voices.models.answers import Answer, OpenedTie, Reply, ReplyTie
from opencaf.voices.models.asking import Asked
from opencaf.voices.models.listening import Coding, Interview, SaidAndDone, Theme
from opencaf.voices.models.questionnaires import (
    AskedMoment,
    PageWording,
    Questionnaire,
    VoiceQuestion,
    Wording,
)

__all__ = [
    "Answer",
    "Asked",
    "AskedMoment",
    "Coding",
    "Interview",
    "OpenedTie",
    "PageWording",
    "Questionnaire",
    "Reply",
    "ReplyTie",
    "SaidAndDone",
    "Theme",
    "VoiceQuestion",
    "Wording",
]
