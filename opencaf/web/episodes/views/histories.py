"""How an element was written, save by save."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.core import clock
from opencaf.episodes.models import Assessment, Episode, TextVersion
from opencaf.episodes.queries.assessment import boxes_of_version, shown, versions_of
from opencaf.episodes.queries.conclusions import (
    Conclusions,
    conclusions_of,
    goal_name,
    view_name,
    why_name,
)
from opencaf.episodes.queries.texts import in_sittings, text_versions, versions_of_texts
from opencaf.episodes.queries.versions import BoxVersions, Version, boxes_with_versions
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.episodes.text_names import TEXT_NAMES
from opencaf.web.episodes.forms.assessment_conclusions import MOST_GOALS
from opencaf.web.episodes.views.assessment_frame import (
    is_completed,
    refuse_who_sees_no_part,
    render_assessment,
)
from opencaf.web.episodes.views.assessment_parts import TEXTS
from opencaf.web.shared.case import children_of, join_words
from opencaf.web.shared.markup import shown_date, shown_time
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

LABELS = {**TEXTS, "story": "The story"}


@dataclass(frozen=True)
class Sitting:
    """What somebody wrote without a long break: what stood at its end, and each save before."""

    who: str
    when: str
    texts: list[tuple[str, str]]
    saves: list[dict[str, Any]]


@require_GET
def assessment_history(
    request: PractitionerRequest, episode_id: uuid.UUID, version: int, element: str
) -> HttpResponse:
    """Show every save of an element's boxes in one version of the assessment, the latest first."""
    episode = get_episode_or_404(request, episode_id)
    hidden = withheld_from(request.practitioner, episode)
    boxes = [box for box in shown(boxes_of_version(episode, version), hidden) if box.question.code == element]
    if not boxes:
        raise Http404
    question, assessment = boxes[0].question, boxes[0].story.assessment
    page = "assessment_show" if is_completed(assessment) else "assessment_domain"
    where = assessment.version if is_completed(assessment) else question.domain
    return render_assessment(
        request,
        "episodes/assessment/history.html",
        episode,
        heading=f"How “{question.name}” was written",
        question=question,
        assessment=assessment,
        withheld=len(hidden),
        boxes=[
            {
                "title": title_of(episode, box),
                "sittings": [sitting_of(each) for each in reversed(box.sittings())],
            }
            for box in boxes_with_versions(assessment, question.id, hidden=hidden)
            if box.versions
        ],
        back_href=reverse(f"episodes:{page}", args=[episode.id, where]),
    )


@require_GET
def assessment_text_history(
    request: PractitionerRequest, episode_id: uuid.UUID, version: int
) -> HttpResponse:
    """Show every save of the texts beside the boxes in one version, the latest first."""
    episode = get_episode_or_404(request, episode_id)
    refuse_who_sees_no_part(request, episode)
    assessment = next((one for one in versions_of(episode) if one.version == version), None)
    if assessment is None:
        raise Http404
    saves = text_versions(assessment, names_of(assessment))
    titles = titles_of(conclusions_of(assessment)) if saves else {}
    return render_assessment(
        request,
        "episodes/assessment/history.html",
        episode,
        heading="How the other texts were written",
        assessment=assessment,
        boxes=[
            {
                "title": titles.get(name, TEXT_NAMES.get(name, "What somebody of the family says")),
                "sittings": [text_sitting(one) for one in in_sittings(rows)],
            }
            for name, rows in saves
        ],
        back_href=reverse("episodes:assessment_show", args=[episode.id, version]),
    )


def names_of(assessment: Assessment) -> list[str]:
    """Return the names of the texts that were ever saved: those that stand on every page first."""
    kept = dict.fromkeys(row.name for row in versions_of_texts(assessment))
    return [*TEXT_NAMES, *(name for name in kept if name not in TEXT_NAMES)]


def titles_of(conclusions: Conclusions) -> dict[str, str]:
    """Return what the texts are called that each assessment has others of: goals, and what people say."""
    titles = {goal_name(row): f"Goal {row + 1}" for row in range(MOST_GOALS)}
    for view in conclusions.views:
        whose = str(view.person or "Parents and carers")
        titles[view_name(view.whose, view.person_id)] = f"What {whose} says"
        titles[why_name(view.person_id)] = f"Why {whose} was not asked"
    return titles


def text_sitting(saves: list[TextVersion]) -> Sitting:
    """Return what somebody saved of a text without a long break, the latest first."""
    last, first = saves[0], saves[-1]
    if last.number == 0:
        return Sitting("Written before saves were kept", "", [("It said", last.text)], [])
    times = dict.fromkeys([saved_at(first), saved_at(last)])
    return Sitting(
        who=str(last.recorded_by or ""),
        when=f"{shown_date(last.recorded_at.astimezone(clock.LONDON).date())}, {' to '.join(times)}",
        texts=[("It said", last.text)],
        saves=[{"when": saved_at(one), "texts": [("It said", one.text)]} for one in saves[1:]],
    )


def saved_at(save: TextVersion) -> str:
    """Return the time of a save in London."""
    return shown_time(save.recorded_at.astimezone(clock.LONDON))


def title_of(episode: Episode, box: BoxVersions) -> str:
    """Return whom a box is about, where there are several children."""
    if not box.children:
        return "A box that was put together with another"
    if len(children_of(episode)) == 1:
        return ""
    return f"About {join_words([child.first_name for child in box.children])}"


def sitting_of(versions: list[Version]) -> Sitting:
    """Return a sitting as a reader sees it."""
    last = versions[-1]
    pairs = zip([None, *versions], versions, strict=False)
    saves = [{"when": time_of(now), "texts": labelled(now.changed_since(before))} for before, now in pairs]
    return Sitting(
        who=who_of(last),
        when=when_of(versions[0], last),
        texts=labelled(last.changed_since(None)),
        saves=saves[-2::-1],
    )


def labelled(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return texts with the labels of the page."""
    return [(LABELS[name], text) for name, text in texts]


def who_of(version: Version) -> str:
    """Return who saved a version, and for whom where it is said to be somebody else's view."""
    if version.typed_by is None:
        return str(version.written_by or "Written before it was noted who saves")
    if version.written_by in (None, version.typed_by):
        return str(version.typed_by)
    return f"{version.typed_by}, for {version.written_by}"


def when_of(first: Version, last: Version) -> str:
    """Return from when to when somebody wrote."""
    if last.typed_at is None:
        return ""
    day = shown_date(last.typed_at.astimezone(clock.LONDON).date())
    times = dict.fromkeys([time_of(first), time_of(last)])
    return f"{day}, {' to '.join(times)}"


def time_of(version: Version) -> str:
    """Return the time of a save in London."""
    return shown_time(version.typed_at.astimezone(clock.LONDON)) if version.typed_at else ""
