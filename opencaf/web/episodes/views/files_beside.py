"""Files beside the boxes of a version while somebody types, such as the scan of the form they type in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from opencaf.episodes.codes import FileKind
from opencaf.episodes.models import Assessment
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.beside import beside
from opencaf.web.episodes.forms.assessment_sections import Section
from opencaf.web.episodes.views.file_cards import Card, card_of


def cards_beside(version: Assessment, hidden: Areas) -> list[Card]:
    """Return the files that stand beside a version, as far as whoever asks may see them."""
    return [card_of(file) for file in beside(version, hidden).files]


def of_no_part(cards: Sequence[Card]) -> list[Card]:
    """Return the files that belong to no part of their own, such as the scan of a whole form."""
    return [card for card in cards if not card.file.element]


def with_cards(sections: Sequence[Section], cards: Sequence[Card]) -> list[Section]:
    """Return the elements of a page, each with the files that stand beside its boxes."""
    return [
        replace(section, cards=[card for card in cards if card.file.element == section.question.code])
        for section in sections
    ]


def day_on_paper(cards: Sequence[Card]) -> dt.date | None:
    """Return the day of the form on paper that is typed in; None where there is none."""
    days = [card.file.happened_on for card in cards if card.file.kind == FileKind.PAPER_FORM]
    return max(days, default=None)
