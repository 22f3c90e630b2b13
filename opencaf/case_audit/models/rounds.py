"""Rounds of audit: what is drawn, the papers without names, two blind scorings of each, what was settled."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.agencies.models.agency import Sector
from opencaf.case_audit.models.forms import AuditForm, AuditItem
from opencaf.core.fields import AuthorityForeignKey


class Which(models.TextChoices):
    """Which cases may be drawn."""

    ALL = "all", "Open and closed cases"
    OPEN = "open", "Open cases"
    CLOSED = "closed", "Closed cases"


class Spread(models.TextChoices):
    """By what a sample is spread, so that each has its share."""

    NOTHING = "nothing", "Nothing: every case has the same chance"
    AGENCY = "agency", "Agency"
    SECTOR = "sector", "Sector"
    LOCALITY = "locality", "Locality"
    STATE = "state", "Open or closed"


class Stage(models.TextChoices):
    """How far a round is."""

    DRAWN = "drawn", "Drawn: papers are being looked through"
    SCORING = "scoring", "Being scored"
    CLOSED = "closed", "Closed"
    DROPPED = "dropped", "Thrown away"


class Value(models.TextChoices):
    """What is answered; a partly filled item counts as no."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly (counts as no)"
    NO = "no", "No"
    NOT_APPLICABLE = "na", "Does not apply"
    EMPTY = "0", "0: empty though needed"
    POOR = "1", "1: poor"
    SATISFACTORY = "2", "2: satisfactory"
    GOOD = "3", "3: good"


class AuditRound(RecordedModel):
    """A sample of cases that is scored together. The seed draws the same sample from the same cases again.

    found: how many cases there were to draw from; passed_over: how many were not, since something of them
    is kept from an agency.
    """

    form = AuthorityForeignKey(AuditForm, related_name="+")
    name = models.CharField(max_length=100)
    from_on = models.DateField()
    to_on = models.DateField()
    which = models.CharField(max_length=6, choices=Which.choices)
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    sector = models.CharField(max_length=30, choices=Sector.choices, blank=True)
    locality = AuthorityForeignKey("agencies.Locality", null=True, blank=True, related_name="+")
    spread = models.CharField(max_length=8, choices=Spread.choices)
    size = models.PositiveSmallIntegerField()
    seed = models.PositiveBigIntegerField()
    found = models.PositiveIntegerField()
    passed_over = models.PositiveIntegerField()
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.DRAWN)
    closed_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = (
            *RECORD_COLUMNS,
            "form",
            "name",
            "from_on",
            "to_on",
            "which",
            "agency",
            "sector",
            "locality",
            "spread",
            "size",
            "seed",
            "found",
            "passed_over",
            "stage",
            "closed_on",
        )

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="audit_round_has_its_own_name"),
            models.CheckConstraint(
                condition=Q(from_on__lte=F("to_on")), name="audit_round_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["closed", "dropped"], closed_on__isnull=False)
                | Q(stage__in=["drawn", "scoring"], closed_on=None),
                name="closed_audit_round_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Paper(RecordedModel):
    """A case as scorers read it: a copy without names, made when it was drawn, empty once the round closes.

    Nothing in it leads to the case; that is SampledCase's. sections: headings with lines; seen: what the
    program answers first, by the code of the item, each with why.
    """

    round = AuthorityForeignKey(AuditRound, related_name="papers")
    number = models.PositiveSmallIntegerField()
    sections = models.JSONField(default=list, blank=True)
    seen = models.JSONField(default=dict, blank=True)

    class Privacy:
        personal = ("sections", "seen")
        plain = (*RECORD_COLUMNS, "round", "number")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="paper_has_its_own_number_in_a_round")
        ]

    def __str__(self) -> str:
        return f"Case {self.number}"


class SampledCase(RecordedModel):
    """The case behind a paper, and who led where when it was drawn; shown to whoever sees the case."""

    paper = AuthorityForeignKey(Paper, related_name="sampled")
    episode = AuthorityForeignKey("episodes.Episode", related_name="+")
    agency = AuthorityForeignKey("agencies.Agency", related_name="+")
    assessor = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    lead = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Privacy:
        personal = ("paper", "episode", "agency", "assessor", "lead")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper"], name="paper_is_of_one_case")]

    def __str__(self) -> str:
        return f"{self.episode_id} as {self.paper_id}"


class Scoring(RecordedModel):
    """One scorer's look at a paper; the other scorer never sees it."""

    paper = AuthorityForeignKey(Paper, related_name="scorings")
    scorer = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("scorer",)
        plain = (*RECORD_COLUMNS, "paper", "finished_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "scorer"], name="scorer_scores_a_paper_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} by {self.scorer_id}"


class Answer(RecordedModel):
    """What one scorer answers to one item; why: where it is not what the program saw."""

    scoring = AuthorityForeignKey(Scoring, related_name="answers")
    item = AuthorityForeignKey(AuditItem, related_name="+")
    value = models.CharField(max_length=6, choices=Value.choices)
    why = models.TextField(blank=True)

    class Privacy:
        personal = ("value", "why")
        plain = (*RECORD_COLUMNS, "scoring", "item")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scoring", "item"], name="item_is_answered_once")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.value}"


class Settled(RecordedModel):
    """What stands where two scorers differ, and why; what each answered stays as it was."""

    class How(models.TextChoices):
        """Who settled it."""

        BOTH = "both", "Both scorers agreed on it"
        THIRD = "third", "A third person decided"

    paper = AuthorityForeignKey(Paper, related_name="settled")
    item = AuthorityForeignKey(AuditItem, related_name="+")
    value = models.CharField(max_length=6, choices=Value.choices)
    how = models.CharField(max_length=5, choices=How.choices)
    why = models.TextField()

    class Privacy:
        personal = ("value", "why")
        plain = (*RECORD_COLUMNS, "paper", "item", "how")

    class Meta:
        verbose_name_plural = "settled"
        constraints = [
            models.UniqueConstraint(fields=["paper", "item"], name="item_is_settled_once"),
            models.CheckConstraint(condition=~Q(why=""), name="settled_item_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.value}"
