"""What goes to social care with a step up, as JSON with documented keys (docs/step-packet.md) and on paper.

Dates stand as they were entered, as YYYY-MM-DD; what is not known is null, what was not written is "".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from opencaf.core.dates import in_words
from opencaf.episodes.models import Assessment, Episode, SharingDecision, ThresholdStep
from opencaf.episodes.queries.assessment import TEXTS, Box, by_element
from opencaf.episodes.queries.conclusions import Conclusions
from opencaf.episodes.queries.meetings import Minutes, title_of
from opencaf.episodes.queries.plan import ActionRow, OutcomeBlock
from opencaf.people.models import Person
from opencaf.web.episodes.copies import FULL, Copy, around, born_in_words, concluded, told
from opencaf.web.episodes.views.assessment_parts import findings_in_words, written_domains
from opencaf.web.shared.paper import Block, Bullets, Heading, Words

FORMAT, FORMAT_VERSION = "opencaf-step-up", 1


@dataclass(frozen=True)
class Papers:
    """Everything that a packet holds, read once for both ways of giving it."""

    step: ThresholdStep
    episode: Episode
    children: Sequence[Person]
    boxes: Sequence[Box] = ()
    conclusions: Conclusions | None = None
    plan: Sequence[OutcomeBlock] | None = None
    minutes: Minutes | None = None
    decision_about: Sequence[Person] = ()


def as_data(papers: Papers, *, taken_by: str, taken_on: dt.date, serial: str) -> dict[str, Any]:
    """Return a packet as JSON holds it."""
    step, version = papers.step, papers.step.assessment
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "serial": serial,
        "taken_by": taken_by,
        "taken_on": day(taken_on),
        "authority": str(papers.episode.authority),
        "reference": papers.episode.reference,
        "children": [child_data(child) for child in papers.children],
        "step_up": step_data(step),
        "sharing_decision": decision_data(step.sharing_decision, papers.decision_about),
        "assessment": assessment_data(version, papers) if version else None,
        "plan": None if papers.plan is None else [outcome_data(block) for block in papers.plan],
        "meeting": meeting_data(papers.minutes) if papers.minutes else None,
    }


def child_data(child: Person) -> dict[str, Any]:
    """Return who a child is."""
    return {
        "name": child.full_name,
        "born_on": day(child.born_on),
        "expected_on": day(child.expected_on),
    }


def step_data(step: ThresholdStep) -> dict[str, Any]:
    """Return the step up itself; social care's own number is no part of it."""
    return {
        "to": str(step.agency),
        "decided_on": day(step.decided_on),
        "decided_by": str(step.decided_by or ""),
        "sent_on": day(step.sent_on),
        "sent_by": str(step.sent_by or ""),
        "sent_again": step.again_after_id is not None,
        "what_happened": step.what_happened,
        "reason": step.reason,
        "agreed": list(step.agreed),  # type: ignore[attr-defined]
        "not_agreed": list(step.not_agreed),  # type: ignore[attr-defined]
    }


def decision_data(decision: SharingDecision | None, about: Sequence[Person]) -> dict[str, Any] | None:
    """Return the decision to share on which a step up rests."""
    if decision is None:
        return None
    names = ("items", "ground", "article_6", "article_9", "rationale", "asked", "asked_words")
    return {
        "decided_on": day(decision.decided_on),
        "decided_by": str(decision.decided_by),
        "advice_from": decision.advice_from,
        "about": [person.full_name for person in about],
        **{name: str(getattr(decision, name)) for name in names},
        "family_told": decision.family_told,
        "family_told_words": decision.family_told_words,
    }


def assessment_data(version: Assessment, papers: Papers) -> dict[str, Any]:
    """Return a version of the assessment, without what is left out for social care."""
    found = papers.conclusions
    return {
        "version": version.version,
        "started_on": day(version.started_on),
        "completed_on": day(version.completed_on),
        "assessor": str(version.assessor),
        "reason": version.reason,
        "home_situation": version.home_situation,
        "people_present": version.people_present,
        "elements": [box_data(box) for box in papers.boxes],
        "summary": version.summary,
        "level_of_need": version.level_of_need,
        "how_we_will_know": version.how_we_will_know,
        "differences_of_view": version.differences_of_view,
        "findings": {title.lower(): lines for title, lines in findings_in_words(found)} if found else {},
        "family_said": [
            {
                "who": str(view.person or "Parents and carers"),
                "text": view.text,
                "not_asked_why": view.not_asked_why,
            }
            for view in (found.views if found else ())
        ],
    }


def box_data(box: Box) -> dict[str, Any]:
    """Return one box of the assessment with the marks of its children."""
    return {
        "element": box.question.code,
        "name": box.question.name,
        "about": [child.full_name for child in box.children],
        "marks": {child.full_name: box.marks[child.id] for child in box.children},
        **{name: getattr(box.story, name) for name in TEXTS},
    }


def outcome_data(block: OutcomeBlock) -> dict[str, Any]:
    """Return an outcome of the plan with its actions."""
    outcome = block.outcome
    return {
        "outcome": outcome.wording,
        "whose_words": outcome.whose_words,
        "agreed_on": day(outcome.agreed_on),
        "target_on": day(outcome.target_on),
        "status": outcome.status,
        "actions": [action_data(row) for row in block.rows],
    }


def action_data(row: ActionRow) -> dict[str, Any]:
    """Return an action of the plan."""
    action = row.action
    return {
        "what": action.what,
        "who": row.owner,
        "agreed_on": day(action.agreed_on),
        "due_on": day(action.due_on),
        "status": action.status,
        "closed_on": day(action.closed_on),
        "reason": action.reason,
    }


def meeting_data(minutes: Minutes) -> dict[str, Any]:
    """Return a meeting with who came and what was decided."""
    meeting = minutes.meeting
    return {
        "title": title_of(meeting),
        "held_on": day(meeting.held_on),
        "place": meeting.place,
        "chair": minutes.chair,
        "notes": meeting.notes,
        "attendance": [
            {
                "name": line.name,
                "what": line.what,
                "state": line.state,
                "note": line.note,
                "update": line.update,
            }
            for line in minutes.lines
        ],
        "decisions": [decided.text for decided in minutes.decisions],
        "next_on": day(meeting.next_on),
    }


def day(value: dt.date | None) -> str | None:
    """Return a day as JSON holds it."""
    return value.isoformat() if value else None


def as_blocks(papers: Papers, urgent: str) -> list[Block]:
    """Return a packet as it stands on paper."""
    step = papers.step
    return [
        Words(urgent),
        *(Words(born_in_words(child), label=child.full_name) for child in papers.children),
        Words(papers.episode.reference, label="Reference"),
        *step_told(step),
        *decision_told(step.sharing_decision, papers.decision_about),
        *assessment_told(papers),
        *plan_told(papers.plan),
        *meeting_told(papers.minutes),
    ]


def labelled(pairs: Sequence[tuple[str, object]]) -> Iterator[Block]:
    """Return those of some words that are there, each with what it is."""
    yield from (Words(str(text), label=label) for label, text in pairs if text)


def step_told(step: ThresholdStep) -> Iterator[Block]:
    """Why the case is sent, by whom and when, and who of the family agreed."""
    yield Heading("Why social care is asked")
    yield Words(step.what_happened)
    yield from labelled(
        [
            ("Why social care is needed", step.reason),
            ("To", step.agency),
            ("Decided", f"{in_words(step.decided_on)}, by {step.decided_by}"),
            ("Sent", f"{in_words(step.sent_on)}, by {step.sent_by}" if step.sent_on else ""),
            ("Agreed", ", ".join(step.agreed)),  # type: ignore[attr-defined]
            ("Did not agree", ", ".join(step.not_agreed)),  # type: ignore[attr-defined]
        ]
    )


def decision_told(decision: SharingDecision | None, about: Sequence[Person]) -> Iterator[Block]:
    """On which decision it is shared, where the family did not agree."""
    if decision is None:
        return
    yield Heading("Decision to share")
    told_family = "Yes" if decision.family_told else "No"
    yield from labelled(
        [
            ("Decided", f"{in_words(decision.decided_on)}, by {decision.decided_by}"),
            ("Advice from", decision.advice_from),
            ("About", ", ".join(person.full_name for person in about)),
            ("What", decision.items),
            ("Ground", decision.ground),
            ("Why", decision.rationale),
            ("Asked first", ". ".join(filter(None, [decision.get_asked_display(), decision.asked_words]))),
            ("Family told", ". ".join(filter(None, [told_family, decision.family_told_words]))),
        ]
    )


def assessment_told(papers: Papers) -> Iterator[Block]:
    """The assessment as a copy of it is set."""
    version = papers.step.assessment
    if version is None or papers.conclusions is None:
        return
    done = f", completed on {in_words(version.completed_on)}" if version.completed_on else ", being written"
    yield Heading(f"Assessment, version {version.version}{done}")
    yield Words(str(version.assessor), label="Written by")
    copy = Copy(FULL, "", "", agency=papers.step.agency)
    yield from around(copy, version)
    for domain in written_domains(papers.episode, by_element(papers.boxes)):
        yield from told(copy, domain)
    yield from concluded(version, papers.conclusions)


def plan_told(plan: Sequence[OutcomeBlock] | None) -> Iterator[Block]:
    """The plan as it stands on the day the packet is taken."""
    if plan is None:
        return
    yield Heading("Plan")
    if not plan:
        yield Words("The plan is empty.")
    for block in plan:
        yield Heading(block.outcome.wording, level=2)
        yield Words(block.outcome.get_status_display(), label="How far it is met")
        if block.rows:
            yield Bullets([f"{row.action.what}. {row.owner}, {row.ended or row.due}" for row in block.rows])


def meeting_told(minutes: Minutes | None) -> Iterator[Block]:
    """The meeting that goes with it."""
    if minutes is None:
        return
    yield Heading(title_of(minutes.meeting))
    yield Words(minutes.read_back)
    came = [
        ", ".join(filter(None, [one.name, one.what, one.state_in_words, one.note, one.update]))
        for one in minutes.lines
    ]
    yield from (Heading("Who was asked", level=2), Bullets(came)) if came else ()
    if minutes.meeting.notes:
        yield from (Heading("What was said", level=2), Words(minutes.meeting.notes))
    if minutes.decisions:
        yield from (Heading("What was decided", level=2), Bullets([one.text for one in minutes.decisions]))
