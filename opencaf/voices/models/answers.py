"""What people answered, apart from the case: docs/adr/0050 says how, and who can undo it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, BelongsToAuthority, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.voices.codes import LANGUAGES, Moment, Way
from opencaf.voices.models.questionnaires import Questionnaire, VoiceQuestion


class Reply(BelongsToAuthority):
    """One person's answers, of a month. Written by database functions alone, under an id without a time.

    Readable for who coordinates or analyses and never worked with the case.
    """

    questionnaire = AuthorityForeignKey(Questionnaire, related_name="+")
    moment = models.CharField(max_length=18, choices=Moment.choices)
    month = models.DateField()
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    way = models.CharField(max_length=5, choices=Way.choices)

    class Privacy:
        personal = ("language", "way")
        plain = ("id", "recorded_at", "authority", "questionnaire", "moment", "month")

    class Meta:
        verbose_name_plural = "replies"
        indexes = [models.Index(fields=["authority", "month"], name="reply_by_month")]

    def __str__(self) -> str:
        return f"reply of {self.month:%B %Y}"


class Answer(BelongsToAuthority):
    """What was answered to one question: a step, counted from one, or words."""

    reply = AuthorityForeignKey(Reply, related_name="answers")
    question = AuthorityForeignKey(VoiceQuestion, related_name="answers")
    step = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField(blank=True)

    class Privacy:
        personal = ("reply", "step", "words")
        plain = ("id", "recorded_at", "authority", "question")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "question"], name="question_is_answered_once"),
            models.CheckConstraint(
                condition=Q(step=None) & ~Q(words="") | Q(step__gte=1, words=""),
                name="answer_is_a_step_or_words",
            ),
        ]

    def __str__(self) -> str:
        return f"answer to {self.question_id}"


class ReplyTie(BelongsToAuthority):
    """To which case a reply belongs: shown to nobody, and read by the wall and by open_tie alone."""

    reply = AuthorityForeignKey(Reply, related_name="+")
    episode = AuthorityForeignKey("episodes.Episode", related_name="+")

    class Privacy:
        personal = ("reply", "episode")
        plain = ("id", "recorded_at", "authority")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply"], name="reply_belongs_to_one_case")]

    def __str__(self) -> str:
        return f"tie of {self.reply_id}"


class OpenedTie(RecordedModel):
    """Somebody asked of which case a reply is, since what it says may mean that a person is in danger."""

    reply = AuthorityForeignKey(Reply, related_name="+")
    why = models.TextField()

    class Privacy:
        personal = ("reply", "why")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="opened_tie_says_why")]

    def __str__(self) -> str:
        return f"tie of {self.reply_id} opened"
