"""The assessment: stories told once, concern marks by child and rater, conclusions and views."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.codes import FindingKind, MarkState, Occasion, Rater
from opencaf.episodes.models.episode import Episode
from opencaf.episodes.models.form import AssessmentForm, Question


class Assessment(RecordedModel):
    """One version of an episode's assessment. Completed means immutable; a change makes the next version."""

    class State(models.TextChoices):
        DRAFT = "draft", "Being written"
        COMPLETED = "completed", "Completed"
        SUPERSEDED = "superseded", "Replaced by a later version"

    episode = AuthorityForeignKey(Episode, related_name="assessments")
    form = AuthorityForeignKey(AssessmentForm, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    started_on = models.DateField()
    completed_on = models.DateField(null=True, blank=True)
    shown_to_family_on = models.DateField(null=True, blank=True)
    assessor = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    why_again = models.TextField(blank=True)
    people_present = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    home_situation = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    how_we_will_know = models.TextField(blank=True)
    differences_of_view = models.TextField(blank=True)
    level_of_need = models.PositiveSmallIntegerField(null=True, blank=True)
    change_count = models.PositiveIntegerField(default=0)

    class Privacy:
        personal = (
            "episode",
            "started_on",
            "completed_on",
            "shown_to_family_on",
            "assessor",
            "why_again",
            "people_present",
            "reason",
            "home_situation",
            "summary",
            "how_we_will_know",
            "differences_of_view",
            "level_of_need",
        )
        plain = (*RECORD_COLUMNS, "form", "version", "state", "change_count")

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["episode", "version"], name="assessment_version_is_unique"),
            models.UniqueConstraint(
                fields=["episode"], condition=Q(state="draft"), name="one_draft_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", completed_on=None)
                | (~Q(state="draft") & Q(completed_on__isnull=False)),
                name="completed_assessment_has_date",
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None) | Q(completed_on__gte=F("started_on")),
                name="assessment_completes_after_it_started",
            ),
        ]

    def __str__(self) -> str:
        return f"assessment version {self.version}"


class AssessmentVisit(RecordedModel):
    """A visit to the family for the assessment."""

    assessment = AuthorityForeignKey(Assessment, related_name="visits")
    visited_on = models.DateField()
    visited_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)

    class Privacy:
        personal = ("assessment", "visited_on", "visited_by", "note")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["visited_on"]

    def __str__(self) -> str:
        return f"visit on {self.visited_on}"


class Story(RecordedModel):
    """One story box: an element told for one or more children, in the writer's and the family's words.

    Written by is whose view it is; typed by is whoever saved the words that stand.
    """

    assessment = AuthorityForeignKey(Assessment, related_name="stories")
    question = AuthorityForeignKey(Question, related_name="+")
    written_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    written_on = models.DateField(null=True, blank=True)
    story = models.TextField(blank=True)
    family_words = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    change_count = models.PositiveIntegerField(default=0)
    typed_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    typed_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = (
            "assessment",
            "written_by",
            "written_on",
            "story",
            "family_words",
            "strengths",
            "needs",
            "evidence",
            "typed_by",
            "typed_at",
        )
        plain = (*RECORD_COLUMNS, "question", "change_count")

    def __str__(self) -> str:
        return f"story {self.pk}"


class StoryChild(RecordedModel):
    """A child whom a story is about; each child has each element in one story of a version."""

    story = AuthorityForeignKey(Story, related_name="children")
    assessment = AuthorityForeignKey(Assessment, related_name="+")
    question = AuthorityForeignKey(Question, related_name="+")
    child = AuthorityForeignKey("people.Person", related_name="+")

    class Privacy:
        personal = ("story", "assessment", "child")
        plain = (*RECORD_COLUMNS, "question")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question", "child"],
                name="element_is_told_once_for_each_child",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} about {self.child_id}"


class StoryRevision(RecordedModel):
    """What a story box said before it was changed; nothing typed is ever lost.

    The number is that of the change that made it say this. Whoever recorded the row wrote over it;
    typed by is whose save these words were.
    """

    story = AuthorityForeignKey(Story, related_name="revisions")
    number = models.PositiveIntegerField()
    written_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    written_on = models.DateField(null=True, blank=True)
    typed_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    typed_at = models.DateTimeField(null=True, blank=True)
    story_text = models.TextField(blank=True)
    family_words = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    evidence = models.TextField(blank=True)

    class Privacy:
        personal = (
            "story",
            "written_by",
            "written_on",
            "typed_by",
            "typed_at",
            "story_text",
            "family_words",
            "strengths",
            "needs",
            "evidence",
        )
        plain = (*RECORD_COLUMNS, "number")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="story_revision_is_numbered_once")
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of {self.story_id}"


class TextVersion(RecordedModel):
    """What a text of an assessment beside its boxes said after a save; whoever recorded it saved it.

    Number 0 stood before saves were kept, and nobody knows whose it was.
    """

    assessment = AuthorityForeignKey(Assessment, related_name="text_versions")
    name = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Privacy:
        personal = ("assessment", "text")
        plain = (*RECORD_COLUMNS, "name", "number")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "name", "number"], name="text_version_is_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.assessment_id}, save {self.number}"


class Mark(RecordedModel):
    """A concern mark, 0 to 5, or why there is none: by child, element, occasion and rater."""

    episode = AuthorityForeignKey(Episode, related_name="marks")
    assessment = AuthorityForeignKey(Assessment, null=True, blank=True, related_name="marks")
    review = AuthorityForeignKey("episodes.Review", null=True, blank=True, related_name="marks")
    closure = AuthorityForeignKey("episodes.Closure", null=True, blank=True, related_name="marks")
    occasion = models.CharField(max_length=8, choices=Occasion.choices)
    child = AuthorityForeignKey("people.Person", related_name="+")
    element = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=MarkState.choices)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    rater = models.CharField(max_length=14, choices=Rater.choices, default=Rater.PRACTITIONER)
    rated_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    rated_by_person = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    marked_on = models.DateField()

    class Privacy:
        personal = (
            "episode",
            "assessment",
            "review",
            "closure",
            "child",
            "state",
            "value",
            "rater",
            "rated_by",
            "rated_by_person",
            "marked_on",
        )
        plain = (*RECORD_COLUMNS, "occasion", "element")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="marked", value__gte=0, value__lte=5)
                | (~Q(state="marked") & Q(value=None)),
                name="mark_is_0_to_5_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(occasion="start", assessment__isnull=False, review=None, closure=None)
                | Q(occasion="review", assessment=None, review__isnull=False, closure=None)
                | Q(occasion="close", assessment=None, review=None, closure__isnull=False),
                name="mark_belongs_to_its_occasion",
            ),
            models.UniqueConstraint(
                fields=[
                    "assessment",
                    "review",
                    "closure",
                    "child",
                    "element",
                    "rater",
                    "rated_by_person",
                ],
                nulls_distinct=False,
                name="one_mark_for_child_element_rater_and_occasion",
            ),
        ]
        indexes = [models.Index(fields=["episode", "child", "element"], name="mark_by_episode")]

    def __str__(self) -> str:
        return f"{self.element}: {self.value if self.state == MarkState.MARKED else self.state}"


class Finding(RecordedModel):
    """A strength, need, worry or goal of the conclusions; a goal says whose it is."""

    assessment = AuthorityForeignKey(Assessment, related_name="findings")
    kind = models.CharField(max_length=10, choices=FindingKind.choices)
    text = models.TextField()
    whose = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = ("assessment", "kind", "text", "whose")
        plain = (*RECORD_COLUMNS, "position")

    class Meta:
        ordering = ["kind", "position", "id"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.assessment_id}"


class ServiceInvolved(RecordedModel):
    """A service that works with the family already, and whether it contributed to the assessment."""

    assessment = AuthorityForeignKey(Assessment, related_name="services")
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    practitioner = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    details = models.TextField(blank=True)
    whom_for = models.CharField(max_length=300, blank=True)
    contributed = models.BooleanField(default=False)

    class Privacy:
        personal = (
            "assessment",
            "agency",
            "practitioner",
            "name",
            "details",
            "whom_for",
            "contributed",
        )
        plain = RECORD_COLUMNS

    def __str__(self) -> str:
        return self.name or str(self.agency_id)
