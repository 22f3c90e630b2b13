"""A file as pages show it: its picture or sound, and its words."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from opencaf.episodes.codes import Scan
from opencaf.episodes.models import CaseFile
from opencaf.episodes.operations.files import PREVIEW, WHOLE
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.files.kinds import ENDINGS, PICTURES, SOUNDS

WAITS = "It is being checked for viruses. It can be opened when that is done; come back in a few minutes."
STOPPED = (
    "The virus scanner stopped it, and its content was deleted. Take the picture or print the page again "
    "on another device, then add that file."
)


@dataclass(frozen=True)
class Card:
    """What a page shows of a file."""

    file: CaseFile
    href: str
    picture_href: str
    whole_href: str
    sound_href: str
    about: str
    part: str
    kind_and_size: str
    held_back: str

    @property
    def whose(self) -> str:
        """Whose it is: the child by name where one is named."""
        if self.file.whose == "child" and self.file.child:
            return str(self.file.child.first_name)
        return self.file.get_whose_display()


def card_of(file: CaseFile) -> Card:
    """Return a file as pages show it."""
    where = [file.episode_id, file.id]
    opens = file.is_open
    return Card(
        file=file,
        href=reverse("episodes:file", args=where),
        picture_href=shown(file, PREVIEW) if opens and file.preview_id else "",
        whole_href=shown(file, WHOLE) if opens and file.media_type in PICTURES else "",
        sound_href=shown(file, WHOLE) if opens and file.media_type in SOUNDS else "",
        about=file.child.first_name if file.child else "the family",
        part=form_areas().name(file.element),
        kind_and_size=f"{ENDINGS[file.media_type].upper()}, {filesizeformat(file.size)}",
        held_back={Scan.WAITING: WAITS, Scan.STOPPED: STOPPED}.get(Scan(file.scan), ""),
    )


def shown(file: CaseFile, way: str) -> str:
    """Return the address of what a file holds."""
    return reverse("episodes:file_shown", args=[file.episode_id, file.id, way])
