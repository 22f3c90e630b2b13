"""Files of a case on a copy: drawings and photos as pictures, everything else by name."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from opencaf.core.dates import in_words
from opencaf.episodes.codes import FileKind
from opencaf.episodes.models import CaseFile
from opencaf.episodes.operations.files import ON_PAPER, content_of
from opencaf.files.kinds import SOUNDS
from opencaf.web.episodes.views.file_cards import Card, card_of
from opencaf.web.shared.paper import Block, Words
from opencaf.web.shared.paper.pictures import MOST_PICTURES, photo

PICTURED = (FileKind.DRAWING, FileKind.PHOTO)


@dataclass(frozen=True)
class Files:
    """The files that stand on a copy, and the pictures of those that are shown."""

    cards: Sequence[Card] = ()
    pictures: Mapping[uuid.UUID, bytes] = field(default_factory=dict)

    def told(self, card: Card) -> Iterator[Block]:
        """One file: its picture or what is heard, what it is, and what was said about it."""
        file, picture = card.file, self.pictures.get(card.file.id)
        if picture:
            yield photo(picture, alt=file.description)
        what = f"{file.get_kind_display()}, {in_words(file.happened_on)}. {card.whose}, about {card.about}."
        yield Words(what, label=file.title)
        if file.media_type in SOUNDS:
            yield Words(file.description, label="What is heard")
        if file.words:
            yield Words(file.words, label="What was said about it")


def files_for(found: Sequence[CaseFile]) -> Files:
    """Return files for a copy; each picture that is taken along is on the trail as a look at that file."""
    pictured = [file for file in found if file.kind in PICTURED and file.preview_id][:MOST_PICTURES]
    return Files(
        cards=[card_of(file) for file in found],
        pictures={file.id: content_of(file, way=ON_PAPER) for file in pictured},
    )
