"""The assessment: its list of parts, and the steps from start to completion."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencaf.core.rulings import require
from opencaf.episodes.models import Assessment, Episode, QualityCheck
from opencaf.episodes.operations.assessment import (
    can_start_assessment,
    complete_assessment,
    record_visit,
    set_reason_and_home,
    show_to_family,
    start_assessment,
)
from opencaf.episodes.operations.assessment_children import include_children
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.assessment import (
    boxes_of_version,
    by_element,
    elements_by_domain,
    shown,
    versions_of,
    writers_of,
)
from opencaf.episodes.queries.beside import beside
from opencaf.episodes.queries.conclusions import conclusions_of, services_of
from opencaf.episodes.queries.people_left_out import not_for_whom
from opencaf.episodes.queries.quality import checks_of
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.assessment import (
    CompleteForm,
    ShownForm,
    SituationForm,
    StartForm,
    VisitForm,
)
from opencaf.web.episodes.views.assessment_frame import (
    is_completed,
    latest_or_404,
    refuse_who_sees_no_part,
    render_assessment,
    saved_words,
)
from opencaf.web.episodes.views.assessment_parts import (
    blanks_in_words,
    came_later,
    cards_of_no_element,
    concluding,
    findings_in_words,
    not_relevant_yet,
    parts_of,
    written_domains,
)
from opencaf.web.episodes.views.file_cards import card_of
from opencaf.web.episodes.views.files_beside import of_no_part
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.keeping import keeper_of
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404


@require_GET
def assessment(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show the parts of the version that is being written, and the versions before it."""
    episode = get_episode_or_404(request, episode_id)
    versions = versions_of(episode)
    draft = versions[0] if versions and not is_completed(versions[0]) else None
    may_write = can_assess(request.practitioner, episode)
    hidden = withheld_from(request.practitioner, episode)
    domains = elements_by_domain(draft, hidden=hidden) if draft else {}
    looks = looks_by_version(request, episode)
    return render_assessment(
        request,
        "episodes/assessment/list.html",
        episode,
        draft=draft,
        completed=[(version, looks.get(version.id)) for version in versions if is_completed(version)],
        withheld=len(hidden),
        parts=parts_of(episode, draft, domains, may_write=bool(may_write)) if draft else [],
        not_relevant=not_relevant_yet(episode, domains),
        came_later=came_later(episode, domains, hidden) if draft else "",
        include_form=OperationForm(),
        can_write=may_write,
        can_start=may_write if draft else can_start_assessment(request.practitioner, episode),
    )


def looks_by_version(request: PractitionerRequest, episode: Episode) -> dict[uuid.UUID, QualityCheck]:
    """Return the latest look at each version by its id, where the authority wants any."""
    if not request.practitioner.authority.checks_assessments:
        return {}
    return {check.assessment_id: check for check in reversed(checks_of(episode))}


@require_POST
def assessment_include(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Let the boxes be about children who came into the episode later."""
    episode = get_episode_or_404(request, episode_id)
    form = OperationForm(request.POST)
    if form.is_valid():
        form.apply(include_children, assessment=latest_or_404(episode), by=request.practitioner)
    for mistake in form.mistakes():
        messages.warning(request, mistake["text"])
    return redirect("episodes:assessment", episode.id)


@require_http_methods(["GET", "POST"])
def assessment_start(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Start the assessment, or its next version."""
    episode = get_episode_or_404(request, episode_id)
    require(can_start_assessment(request.practitioner, episode))
    versions = versions_of(episode)
    writers = writers_of(episode, request.practitioner)
    form = StartForm(request.POST or None, writers=writers, is_first=not versions)
    if form.is_valid():
        form.apply(start_assessment, episode=episode, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, "The assessment has started.")
            return redirect("episodes:assessment", episode.id)
    return render_assessment(
        request,
        "layouts/form.html",
        episode,
        form=form,
        heading="Start the next version of the assessment" if versions else "Start the assessment",
        button="Start the assessment",
        cancel_href=reverse("episodes:assessment", args=[episode.id]),
    )


@require_http_methods(["GET", "POST"])
def assessment_situation(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Write the reason, the home and who was there; list the visits."""
    episode = get_episode_or_404(request, episode_id)
    require(can_assess(request.practitioner, episode))
    refuse_who_sees_no_part(request, episode)
    version = latest_or_404(episode)
    form = SituationForm(request.POST or None, assessment=version)
    if form.is_valid():
        form.apply(set_reason_and_home, assessment=version, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, saved_words())
            return redirect("episodes:assessment", episode.id)
    around = beside(version, withheld_from(request.practitioner, episode))
    return render_assessment(
        request,
        "episodes/assessment/situation.html",
        episode,
        form=form,
        rests_on=around.rests_on,
        scans=of_no_part([card_of(file) for file in around.files]),
        leave_out=OperationForm(),
        keeper=keeper_of(request.user),
        texts_id=f"{version.id}-situation",
        back_href=reverse("episodes:assessment", args=[episode.id]),
    )


@require_http_methods(["GET", "POST"])
def assessment_visit(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Add a visit."""
    episode = get_episode_or_404(request, episode_id)
    require(can_assess(request.practitioner, episode))
    refuse_who_sees_no_part(request, episode)
    version = latest_or_404(episode)
    form = VisitForm(request.POST or None, writers=writers_of(episode, request.practitioner))
    if form.is_valid():
        form.apply(record_visit, assessment=version, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, "The visit is saved.")
            return redirect("episodes:assessment_situation", episode.id)
    return render_assessment(
        request,
        "layouts/form.html",
        episode,
        form=form,
        heading="Add a visit",
        button="Save the visit",
        cancel_href=reverse("episodes:assessment_situation", args=[episode.id]),
    )


@require_http_methods(["GET", "POST"])
def assessment_shown(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Note when the family was shown what is written."""
    episode = get_episode_or_404(request, episode_id)
    require(can_assess(request.practitioner, episode))
    version = latest_or_404(episode)
    form = ShownForm(request.POST or None, initial=first_known(shown_on=version.shown_to_family_on))
    if form.is_valid():
        form.apply(show_to_family, assessment=version, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, saved_words())
            return redirect("episodes:assessment", episode.id)
    return render_assessment(
        request,
        "episodes/assessment/shown.html",
        episode,
        form=form,
        heading="Show the family what is written",
        not_for=not_for_whom(episode),
        may_see_words=not withheld_from(request.practitioner, episode),
        button="Save",
        cancel_href=reverse("episodes:assessment", args=[episode.id]),
    )


def first_known(**values: object) -> dict[str, object]:
    """Return the values that are known."""
    return {name: value for name, value in values.items() if value is not None}


@require_http_methods(["GET", "POST"])
def assessment_complete(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Mark the version as complete, after saying what is still blank."""
    episode = get_episode_or_404(request, episode_id)
    require(can_assess(request.practitioner, episode))
    version = latest_or_404(episode)
    hidden = withheld_from(request.practitioner, episode)
    form = CompleteForm(request.POST or None)
    if form.is_valid():
        form.apply(complete_assessment, assessment=version, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, f"Version {version.version} of the assessment is complete.")
            return redirect("episodes:assessment_show", episode.id, version.version)
    return render_assessment(
        request,
        "episodes/assessment/complete.html",
        episode,
        form=form,
        assessment=version,
        withheld=len(hidden),
        blanks=blanks_in_words(version, elements_by_domain(version, hidden=hidden)),
        back_href=reverse("episodes:assessment", args=[episode.id]),
    )


@require_GET
def assessment_show(request: PractitionerRequest, episode_id: uuid.UUID, version: int) -> HttpResponse:
    """Show a version whole, to read and to print."""
    episode = get_episode_or_404(request, episode_id)
    hidden = withheld_from(request.practitioner, episode)
    seen = shown(boxes_of_version(episode, version), hidden)
    if not seen:
        return nothing_is_shown(request, episode, version_or_404(episode, version), hidden)
    version_shown = seen[0].story.assessment
    conclusions = conclusions_of(version_shown)
    elements = by_element(seen)
    around = beside(version_shown, hidden)
    cards = [card_of(file) for file in around.files]
    return render_assessment(
        request,
        "episodes/assessment/show.html",
        episode,
        assessment=version_shown,
        withheld=len(hidden),
        domains=written_domains(episode, elements, cards),
        cards=cards_of_no_element(elements, cards),
        not_for=not_for_whom(episode),
        may_see_words=not hidden,
        conclusions=conclusions,
        concluding=concluding(version_shown),
        findings=findings_in_words(conclusions),
        services=services_of(version_shown),
        rests_on=around.rests_on,
        printed_by=f"Printed by {request.practitioner}, {request.practitioner.agency}",
        back_href=reverse("episodes:assessment", args=[episode.id]),
    )


def version_or_404(episode: Episode, number: int) -> Assessment:
    """Return a version by its number."""
    for version in versions_of(episode):
        if version.version == number:
            return version
    raise Http404


def nothing_is_shown(
    request: PractitionerRequest, episode: Episode, assessment: Assessment, hidden: Areas
) -> HttpResponse:
    """Say that the family lets somebody's agency see no part: its conclusions would tell of the others."""
    return render_assessment(
        request,
        "episodes/assessment/show.html",
        episode,
        assessment=assessment,
        withheld=len(hidden),
        back_href=reverse("episodes:assessment", args=[episode.id]),
    )
