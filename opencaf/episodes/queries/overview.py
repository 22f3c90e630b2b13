"""The case home in one read: who the child is, who helps, what worries, what is next, the family's words."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from opencaf.agencies.models import Authority
from opencaf.core import clock
from opencaf.core.dates import in_words, working_days_after
from opencaf.episodes.codes import ConsentKind
from opencaf.episodes.consent_talk import Talk
from opencaf.episodes.models import Consent, Episode
from opencaf.episodes.next_step import NextStep, Situation, StepUpNow, next_step
from opencaf.episodes.queries.consent import agreed_children, consents_of, in_one_line, talk_due
from opencaf.episodes.queries.overview_sql import FACTS
from opencaf.people.codes import SpecialNeeds
from opencaf.people.models import Person


@dataclass(frozen=True)
class HelperNow:
    """Somebody who helps now, and how to reach them."""

    name: str
    role: str
    agency: str
    phone: str
    is_lead: bool

    @property
    def phone_href(self) -> str:
        """The link that rings them."""
        return f"tel:{self.phone.replace(' ', '')}" if self.phone else ""


@dataclass(frozen=True)
class Words:
    """What somebody of the family said last."""

    text: str
    who: str
    on: dt.date

    @property
    def said(self) -> str:
        """Who said it and when."""
        return f"{self.who}, {in_words(self.on)}"


@dataclass(frozen=True)
class Overview:
    """What the case home answers."""

    about: dict[uuid.UUID, list[str]]
    consent: str
    helpers: list[HelperNow]
    strengths: list[str]
    ahead: list[str]
    words: Words | None
    next: NextStep


def overview_of(episode: Episode, children: Sequence[Person], authority: Authority) -> Overview:
    """Return what the case home says of an episode and its children today."""
    facts = facts_of(episode, children)
    consents = consents_of(episode)
    everybody = frozenset(child.id for child in children)
    agreed = bool(agreed_children(consents, everybody))
    talk = talk_due(consents, children) if episode.is_open else None
    return Overview(
        about={child.id: about(child, facts) for child in children},
        consent=in_one_line(consents, everybody),
        helpers=[HelperNow(**helper) for helper in facts["helpers"] or ()],
        strengths=[str(text) for text in facts["strengths"] or ()],
        ahead=[*what_lies_ahead(facts), *([talk.why.rstrip(".")] if talk else [])],
        words=words_from(facts["words"]),
        next=next_step(situation_of(episode, facts, authority, agreed=agreed, consents=consents, talk=talk)),
    )


def facts_of(episode: Episode, children: Sequence[Person]) -> dict[str, Any]:
    """Read the facts of the case home."""
    given: dict[str, Any] = {
        "episode": episode.pk,
        "children": [child.id for child in children],
        "today": clock.today(),
    }
    with connection.cursor() as cursor:
        cursor.execute(FACTS, given)
        (found,) = cursor.fetchone() or ({},)
    facts: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    return facts


def about(child: Person, facts: dict[str, Any]) -> list[str]:
    """Return who a child is in a few lines: school, home, languages, needs."""
    key = str(child.id)
    school = [row["name"] for row in facts["schools"] or () if row["child"] == key]
    home = [row["name"] for row in facts["homes"] or () if row["child"] == key]
    languages = ", ".join(word for word in (child.first_language, child.other_languages) if word)
    lines = [
        f"Goes to {school[0]}" if school else "",
        f"Lives with {in_a_row(home)}" if home else "",
        f"Speaks {languages}" if languages else "",
        child.special_needs_words or support_at_school(child),
        child.disability,
        child.special_requirements,
    ]
    return [line.rstrip(".") for line in lines if line]


def support_at_school(child: Person) -> str:
    """Return what special educational needs are recorded; nothing where there are none."""
    has_some = child.special_needs not in ("", SpecialNeeds.NONE)
    return child.get_special_needs_display() if has_some else ""


def in_a_row(names: list[str]) -> str:
    """Return names as a sentence says them: Hodan, Abdi and Hibo."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def what_lies_ahead(facts: dict[str, Any]) -> list[str]:
    """Return the next meeting or review, and what was due."""
    lines = []
    lines += step_lines(facts)
    planned, due = as_day(facts["planned_for"]), as_day(facts["next_on"])
    if planned:
        lines.append(f"Meeting on {in_words(planned)}")
    elif due:
        was = "was" if due < clock.today() else "is"
        lines.append(f"The next review {was} due on {in_words(due)}")
    lines += [
        f"{row['what']} ({row['owner']}) was due on {in_words(dt.date.fromisoformat(row['due_on']))}"
        for row in facts["overdue"] or ()
    ]
    return lines


def step_lines(facts: dict[str, Any]) -> list[str]:
    """Return that a step up waits for social care, where one does."""
    step = facts["step_up"]
    if step is None or step["answer"]:
        return []
    return [
        f"Social care has not decided on the step-up of {in_words(dt.date.fromisoformat(step['sent_on']))}"
    ]


def situation_of(
    episode: Episode,
    facts: dict[str, Any],
    authority: Authority,
    *,
    agreed: bool,
    consents: Sequence[Consent],
    talk: Talk | None,
) -> Situation:
    """Return where the episode stands, as its next step sees it."""
    asked = [consent for consent in consents if consent.kind == ConsentKind.ASSESS]
    return Situation(
        state=episode.state,
        today=clock.today(),
        intended_on=episode.intended_on,
        agreed=agreed,
        refused=bool(asked) and not agreed,
        has_draft=facts["has_draft"],
        completed_on=as_day(facts["completed_on"]),
        has_lead=facts["has_lead"],
        has_outcomes=facts["has_outcomes"],
        meetings_held=facts["meetings_held"],
        meeting_planned_for=as_day(facts["planned_for"]),
        review_due_on=as_day(facts["next_on"]),
        talk=talk,
        closing_proposed=bool(facts["closing_proposed"]),
        suspended_on=as_day(facts["suspended_on"]),
        step_up=step_up_from(facts["step_up"], authority),
        stepped_down_on=as_day(facts["stepped_down_on"]),
        closed_on=episode.closed_on,
        look_back_on=as_day(facts["look_back_on"]),
        assessment_within_days=authority.assessment_within_days,
        first_meeting_within_days=authority.first_meeting_within_days,
        lead_title=authority.lead_title,
        short_name=authority.short_name,
    )


def words_from(row: dict[str, str] | None) -> Words | None:
    """Return the latest words of the family."""
    return Words(row["text"], row["who"], dt.date.fromisoformat(row["on"])) if row else None


def step_up_from(row: dict[str, str] | None, authority: Authority) -> StepUpNow | None:
    """Return the latest step up as the next step sees it."""
    if row is None:
        return None
    sent_on = dt.date.fromisoformat(row["sent_on"])
    return StepUpNow(
        sent_on=sent_on,
        feedback_due_on=working_days_after(sent_on, authority.feedback_within),
        answer=row["answer"],
        answered_on=as_day(row["answered_on"]),
        fed_back_on=as_day(row["fed_back_on"]),
    )


def as_day(text: str | None) -> dt.date | None:
    """Return a date as PostgreSQL writes it in JSON."""
    return dt.date.fromisoformat(text) if text else None
