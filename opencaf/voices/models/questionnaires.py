"""What an authority asks people about its work: versions of a questionnaire, their questions and wordings."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, BelongsToAuthority, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.voices.codes import LANGUAGES, AnsweredBy, Kind, Moment


class Questionnaire(RecordedModel):
    """A version of what one kind of people is asked: a draft until a day, and never changed from then on."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    version = models.PositiveSmallIntegerField()
    in_use_from = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "kind", "version", "in_use_from")

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "version"], name="questionnaire_has_a_version_once"
            ),
            models.UniqueConstraint(
                fields=["authority", "kind"],
                condition=Q(in_use_from=None),
                name="one_draft_of_a_questionnaire",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, version {self.version}"

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed, and nobody is asked it."""
        return self.in_use_from is None


class VoiceQuestion(BelongsToAuthority):
    """A question at its place. code: the same in every version in which its answers can be counted together.

    favourable: how many of its last steps are good news; nought where none is better than another.
    """

    questionnaire = AuthorityForeignKey(Questionnaire, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    answered_by = models.CharField(max_length=5, choices=AnsweredBy.choices)
    favourable = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = ()
        plain = (
            "id",
            "recorded_at",
            "authority",
            "questionnaire",
            "position",
            "code",
            "answered_by",
            "favourable",
        )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "code"], name="question_is_in_a_questionnaire_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_of_words(self) -> bool:
        """Whether it is answered in somebody's own words."""
        return self.answered_by == AnsweredBy.WORDS


class Wording(BelongsToAuthority):
    """A question in one language. choices: its steps, one a line, from the least good to the best."""

    question = AuthorityForeignKey(VoiceQuestion, related_name="wordings")
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    text = models.CharField(max_length=300)
    choices = models.TextField(blank=True)

    class Privacy:
        personal = ()
        plain = ("id", "recorded_at", "authority", "question", "language", "text", "choices")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "language"], name="question_is_worded_once"),
            models.CheckConstraint(condition=~Q(text=""), name="wording_has_words"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def steps(self) -> list[str]:
        """The words of each step."""
        return [line for line in self.choices.splitlines() if line]


class PageWording(BelongsToAuthority):
    """A sentence of the pages opened by link, in another language; key: which (opencaf.voices.page_words)."""

    questionnaire = AuthorityForeignKey(Questionnaire, related_name="page_wordings")
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    key = models.CharField(max_length=20)
    text = models.CharField(max_length=400)

    class Privacy:
        personal = ()
        plain = ("id", "recorded_at", "authority", "questionnaire", "language", "key", "text")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "language", "key"], name="sentence_of_a_page_is_worded_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="sentence_of_a_page_has_words"),
        ]

    def __str__(self) -> str:
        return self.text


class AskedMoment(RecordedModel):
    """That a kind of people is asked at a moment: from a day until (not including) another."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    moment = models.CharField(max_length=18, choices=Moment.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "kind", "moment", "from_on", "until_on")

    class Meta:
        ordering = ["moment", "kind", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "moment"],
                condition=Q(until_on=None),
                name="moment_is_chosen_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="moment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.moment}"
