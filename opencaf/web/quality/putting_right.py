"""Where each finding is put right: the page that asks what is missing, or corrects what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from opencaf.quality.queries import Line

Way = Callable[[Line], str]


def of_case(page: str, *more: Any) -> Way:
    """Return a way to a page of the case."""
    return lambda line: reverse(f"episodes:{page}", args=[line.episode.id, *more])


def of_record(page: str) -> Way:
    """Return a way to a page of the row that was found."""
    return lambda line: reverse(f"episodes:{page}", args=[line.episode.id, line.finding.record_id])


def corrected(kind: str, field: str) -> Way:
    """Return a way to the page that corrects a date or text of the row that was found."""
    return lambda line: reverse(
        "episodes:correct", args=[line.episode.id, kind, line.finding.record_id, field]
    )


def of_child(page: str) -> Way:
    """Return a way to a page of the child."""
    return lambda line: reverse(f"children:{page}", args=[line.children[0].id])


def particular(kind: str) -> Way:
    """Return a way to the page that corrects a particular of the child."""
    return lambda line: reverse("children:correct", args=[line.children[0].id, kind, line.finding.record_id])


def known_of_the_child(line: Line) -> str:
    """Return the page that changes what is known about the child."""
    child_id = line.children[0].id
    return reverse("children:change", args=[child_id, child_id])


WAYS: dict[str, Way] = {
    **dict.fromkeys(
        (
            "no-ethnicity",
            "no-sex",
            "no-birth",
            "born-too-late",
            "too-old",
            "past-the-age",
            "first-of-january",
            "died",
        ),
        known_of_the_child,
    ),
    "no-home": of_child("add_household"),
    "no-carer": of_child("add_relative"),
    "nobody-responsible": of_child("show"),
    "young-parent": of_child("show"),
    "another-school": of_child("show"),
    "unborn-for-long": of_child("record_birth"),
    "odd-postcode": particular("address"),
    "odd-number": particular("number"),
    "no-consent": of_case("add_consent", "assess"),
    "no-lead": of_case("lead"),
    "no-first-meeting": of_case("meeting_plan"),
    "no-next-date": of_case("meeting_plan"),
    "no-plan": of_case("outcome_add"),
    "no-level": of_case("level"),
    "no-beginning": corrected("episode", "intended_on"),
    "no-reason-to-close": corrected("closure", "reason_words"),
    "early-review": corrected("review", "reviewed_on"),
    "held-tomorrow": corrected("meeting", "held_on"),
    "assessed-before": corrected("assessment", "started_on"),
    "begins-tomorrow": corrected("episode", "intended_on"),
    "silent": of_case("overview"),
    "resting-for-long": of_case("resume"),
    "review-missed": of_case("meeting_plan"),
    "meeting-untold": of_record("meeting_hold_planned"),
    "draft-for-long": of_case("assessment"),
    "actions-overdue": of_case("plan"),
    "unanswered": of_case("services"),
    "step-unanswered": of_case("steps"),
    "agreement-to-renew": of_case("sharing"),
    "closed-but-planned": of_case("meetings"),
    "lead-at-stopped-agency": of_case("lead"),
    "lead-has-left": of_case("lead"),
    "member-has-left": of_record("team_leave"),
    "two-cases": of_case("overview"),
    "refused-but-shared": of_case("services"),
    "refused-but-going-on": of_case("sharing"),
    "about-nobody": of_case("close"),
}


def address_for(line: Line) -> str:
    """Return the address of the page that puts a finding right."""
    return WAYS[line.finding.code](line)
