"""Looking through who may see what, agency by agency, as it is done twice a year."""

from __future__ import annotations

import datetime as dt

from opencaf.agencies.access_reviews import EVERY
from opencaf.agencies.models import Agency, Post, Practitioner, ReviewedPost
from opencaf.agencies.operations.beginning import asking_as
from opencaf.agencies.operations.reviews import decide_about_posts, sign_off_review
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.demo.choosing import chooser
from opencaf.demo.days import moment, on_or_before
from opencaf.demo.loading.safekeeping import auditor
from opencaf.demo.loading.world import World

LATE, BEGUN = 2, 1  # agencies whose review is overdue, and whose review is not signed off yet


def review_access(world: World) -> None:
    """Let every agency's posts be looked through in the last half year, but for a few that are late."""
    choose = chooser(world.plan.seed, world.plan.shape.code, "reviewing")
    with acting_for(asking_as(world.administrator)):
        agencies = list(Agency.objects.filter(posts__ended_on=None).distinct().order_by("name"))
    choose.shuffle(agencies)
    for place, agency in enumerate(agencies):
        since = EVERY.days + choose.randint(5, 40) if place < LATE else choose.randint(20, EVERY.days - 4)
        on = on_or_before(world.plan.eve - dt.timedelta(days=since))
        review(world, agency, on)
    for agency in agencies[:BEGUN]:
        review(world, agency, world.plan.eve, to_the_end=False)


def review(world: World, agency: Agency, on: dt.date, *, to_the_end: bool = True) -> None:
    """Let the privacy officer decide about the posts of an agency, and sign."""
    by = auditor(world)
    decide_about_others(agency, on, by)
    if agency.id == by.agency.id:
        decide_about_others(agency, on, world.administrator)  # nobody decides about their own post
    if to_the_end:
        with clock.at(moment(on, 120)), acting_for(asking_as(by)):
            sign_off_review(agency=agency, words="Asked the agency; all are needed.", by=by)


def decide_about_others(agency: Agency, on: dt.date, by: Practitioner) -> None:
    """Let somebody say that every post but their own is still needed."""
    with clock.at(moment(on, 90)), acting_for(asking_as(by)):
        posts = Post.objects.filter(agency=agency, ended_on=None).exclude(practitioner=by)
        keep = dict.fromkeys(posts.values_list("id", flat=True), ReviewedPost.Decision.STAYS.value)
        decide_about_posts(agency=agency, decisions=keep, ended_on=on, by=by)
