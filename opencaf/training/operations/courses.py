"""Courses: what is taught, what goes with it, and for what an authority asks it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Authority, Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.training.models import Course, Material
from opencaf.training.permissions import can_run_training, can_say_what_is_needed

OF_THE_STUDY = (
    ("CAF briefing", "briefing", "One hour", 40, None),
    ("CAF practitioner training", "practitioner", "One day", 20, 36),
    ("CAF manager and supervisor training", "manager", "Half a day", 20, 36),
)


@all_or_nothing
def add_course(*, name: str, kind: str, by: Practitioner, **values: Any) -> Course:
    """Add a course; values: length, about, seats, valid_months."""
    require(can_run_training(by))
    refuse_second_name(name, by)
    course = Course.record(by=by, name=name.strip(), kind=kind, **values)
    trail.record("course_added", subject_kind="course", subject_id=course.id)
    return course


@all_or_nothing
def add_usual_courses(*, by: Practitioner) -> list[Course]:
    """Add the three courses of the Worcestershire study, but for those of whose kind there is one."""
    require(can_run_training(by))
    held = set(Course.objects.filter(authority_id=by.authority_id).values_list("kind", flat=True))
    return [
        add_course(name=name, kind=kind, length=length, seats=seats, valid_months=months, by=by)
        for name, kind, length, seats, months in OF_THE_STUDY
        if kind not in held
    ]


@all_or_nothing
def change_course(*, course: Course, name: str, by: Practitioner, **values: Any) -> Course:
    """Change what a course is; one that is no longer active is offered no more and still counted."""
    require(can_run_training(by))
    refuse_second_name(name, by, but=course)
    if values.get("active") is False and course.sessions.filter(called_off_at=None, attendance_taken_at=None):
        raise ValidationError(
            {"active": "There are sessions whose attendance is not noted. Note it, or call them off, first"}
        )
    course.name = name.strip()
    for field, value in values.items():
        setattr(course, field, value)
    course.save(update_fields=["name", *values])
    trail.record("course_changed", subject_kind="course", subject_id=course.id)
    return course


@all_or_nothing
def add_material(*, course: Course, name: str, address: str, by: Practitioner) -> Material:
    """Say where something to read for a course is found."""
    require(can_run_training(by))
    if not address.startswith("https://"):
        raise ValidationError({"address": "Address must begin with https://"})
    material = Material.record(by=by, course=course, name=name.strip(), address=address)
    trail.record("material_added", subject_kind="course", subject_id=course.id)
    return material


@all_or_nothing
def remove_material(*, material: Material, by: Practitioner) -> None:
    """Take something to read off a course."""
    require(can_run_training(by))
    material.delete()
    trail.record("material_removed", subject_kind="course", subject_id=material.course_id)


@all_or_nothing
def set_needed_training(
    *,
    to_open: Collection[Course],
    to_start: Collection[Course],
    to_lead: Collection[Course],
    refresher_after_months: int,
    by: Practitioner,
) -> Authority:
    """Say which courses count for an account, for starting and for leading; any one of them is enough.

    Where none is named for starting or for leading, no training is asked for it. Whether it is asked for
    an account is said with the rules of use. refresher_after_months: how long after training who starts for
    the first time is offered a refresher.
    """
    require(can_say_what_is_needed(by))
    wanted = {
        "opens_records": {course.id for course in to_open},
        "lets_start": {course.id for course in to_start},
        "lets_lead": {course.id for course in to_lead},
    }
    for course in Course.objects.filter(authority_id=by.authority_id).select_for_update():
        for field, ids in wanted.items():
            setattr(course, field, course.id in ids)
        course.save(update_fields=list(wanted))
    authority = Authority.objects.select_for_update().get(pk=by.authority_id)
    authority.asks_training_to_start = bool(wanted["lets_start"])
    authority.asks_training_to_lead = bool(wanted["lets_lead"])
    authority.refresher_after_months = refresher_after_months
    authority.save(
        update_fields=["asks_training_to_start", "asks_training_to_lead", "refresher_after_months"]
    )
    trail.record(
        "needed_training_set",
        subject_kind="authority",
        subject_id=authority.id,
        to_open=len(to_open),
        to_start=len(to_start),
        to_lead=len(to_lead),
    )
    return authority


def refuse_second_name(name: str, by: Practitioner, *, but: Course | None = None) -> None:
    """Raise ValidationError for a course of a name that another has."""
    others = Course.objects.filter(authority_id=by.authority_id, name__iexact=name.strip())
    if any(one != but for one in others):
        raise ValidationError({"name": "Another course has this name. Enter another one"})
