"""Files of a case: a child's drawing or voice note, the scan of a paper form, a letter, a photo."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.codes import FileKind, FileMaker, Scan
from opencaf.episodes.models.assessment import Assessment
from opencaf.episodes.models.episode import Episode
from opencaf.files.models import StoredFile


class CaseFile(RecordedModel):
    """A file of a case with what it is, whose, from which day, and in words what is seen or heard.

    Stored is the file as it was made anew; quarantined is it as it was sent, kept only until it is scanned.
    Without a child it is about the whole family; without an element it tells of any part.
    """

    episode = AuthorityForeignKey(Episode, related_name="files")
    kind = models.CharField(max_length=12, choices=FileKind.choices)
    title = models.CharField(max_length=120)
    description = models.TextField()
    words = models.TextField(blank=True)
    whose = models.CharField(max_length=12, choices=FileMaker.choices)
    child = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    element = models.CharField(max_length=60, blank=True)
    assessment = AuthorityForeignKey(Assessment, null=True, blank=True, related_name="files")
    happened_on = models.DateField()
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    scan = models.CharField(max_length=8, choices=Scan.choices)
    stored = AuthorityForeignKey(StoredFile, null=True, blank=True, related_name="+")
    preview = AuthorityForeignKey(StoredFile, null=True, blank=True, related_name="+")
    quarantined = AuthorityForeignKey(StoredFile, null=True, blank=True, related_name="+")
    removed_on = models.DateField(null=True, blank=True)
    removed_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    removed_why = models.TextField(blank=True)

    class Privacy:
        personal = (
            "episode",
            "kind",
            "title",
            "description",
            "words",
            "whose",
            "child",
            "assessment",
            "happened_on",
            "file_name",
            "removed_on",
            "removed_by",
            "removed_why",
        )
        plain = (
            *RECORD_COLUMNS,
            "element",
            "media_type",
            "size",
            "scan",
            "stored",
            "preview",
            "quarantined",
        )

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scan="stopped", stored=None, preview=None)
                | (~Q(scan="stopped") & Q(stored__isnull=False)),
                name="file_has_its_content_unless_stopped",
            ),
            models.CheckConstraint(
                condition=Q(scan="waiting", quarantined__isnull=False)
                | (~Q(scan="waiting") & Q(quarantined=None)),
                name="file_is_in_quarantine_while_it_waits",
            ),
            models.CheckConstraint(
                condition=Q(removed_on=None, removed_by=None, removed_why="")
                | (Q(removed_on__isnull=False, removed_by__isnull=False) & ~Q(removed_why="")),
                name="removed_file_says_when_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(description="") & ~Q(title=""), name="file_is_described_in_words"
            ),
        ]

    def __str__(self) -> str:
        return f"file of {self.episode_id}"

    @property
    def is_open(self) -> bool:
        """Whether its content may be shown: neither removed nor held back by the scanner."""
        return self.removed_on is None and self.scan in (Scan.PASSED, Scan.NOT_ASKED)
