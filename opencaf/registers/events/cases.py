"""What is known of one CAF out of its events: dates, meetings, who led, consent, how it ended."""

from __future__ import annotations

from typing import Any

from opencaf.registers.events.code_lists import CodeLists
from opencaf.registers.events.events import YEARS, Event, EventLayout
from opencaf.registers.events.stories import Story
from opencaf.registers.interpreting.answers import WITHOUT_REASON, ending_of, read_consent, read_ending
from opencaf.registers.interpreting.case_dates import value_of
from opencaf.registers.interpreting.lexicon import Lexicon
from opencaf.registers.interpreting.noted_dates import read_noted
from opencaf.registers.interpreting.settings import service_named, with_kind
from opencaf.registers.interpreting.workers import Spoken, Workers, spoken

ANY_SCHOOL = "which school"


class CaseReader:
    """Reads the events of one CAF."""

    def __init__(
        self, story: Story, lists: CodeLists, layout: EventLayout, lexicon: Lexicon, workers: Workers
    ) -> None:
        self.story, self.lists, self.layout, self.lexicon, self.workers = (
            story,
            lists,
            layout,
            lexicon,
            workers,
        )
        self.values: dict[str, Any] = {}
        self.people: dict[str, Any] = {}

    def read(self) -> dict[str, Any]:
        """Return the values of the case."""
        self.put_dates()
        self.put_meetings()
        self.put_people()
        self.put_consent()
        self.put_ending()
        self.put_words()
        return self.values

    def flag(self, event: Event, name: str, code: str) -> None:
        """Point something out at the record that says it."""
        event.reading.flag(name, code, self.layout.heading_of(name))

    def day(self, event: Event) -> dict[str, Any] | None:
        """Return the day of an event as the report says it; nothing where it has none."""
        noted = read_noted(event.cells.get("event_on"), YEARS, event.order)
        for code in noted.codes:
            self.flag(event, "event_on", code)
        if not noted.days:
            self.flag(event, "event_on", "date_missing")
            return None
        return value_of(noted)

    def put_dates(self) -> None:
        """Keep when it began, when the form came in, when a review is due."""
        for name, kind in (("started_on", "started"), ("completed_on", "received"), ("panel_on", "panel")):
            events = self.story.of_kind(kind)
            if events and (day := self.day(events[0])):
                self.values[name] = day
        if not self.story.of_kind("started"):
            self.values["started_on"] = {"value": None, "state": "not_known"}
            self.flag(self.story.events[0], "event_on", "start_not_known")
        reviews = self.story.of_kind("review_due")
        if reviews and (day := self.day(reviews[-1])):
            self.values["review_due_on"] = day

    def put_meetings(self) -> None:
        """Keep the meetings in their order, those that were not held among them."""
        for number, event in enumerate(self.story.of_kind("meeting", "cancelled"), start=1):
            day = self.day(event) or {"value": None}
            if event.kind == "cancelled":
                self.values[f"tac_{number}"] = {"value": None, "meeting": "cancelled", "on": day["value"]}
            else:
                self.values[f"tac_{number}"] = {**day, "meeting": "held"}

    def put_people(self) -> None:
        """Keep who began it and who led, one after another."""
        first = next(
            (event for event in self.story.of_kind("started", "received") if event.text("worker")), None
        )
        if first:
            self.put_worker("initiator", first)
            self.put_agency("agency", first)
        leads = [event for event in self.story.of_kind("lead", "lead_changed") if event.text("worker")]
        if leads:
            self.put_worker("lead_professional", leads[-1])
            self.put_agency("lp_agency", leads[-1])
            names = [self.workers.who(self.spoken(event), self.lexicon).name for event in leads[:-1]]
            before = [
                name for name in dict.fromkeys(names) if name and name != self.people.get("lead_professional")
            ]
            if before:
                self.values["lead_professional"]["previous"] = [{"value": name} for name in before]
                self.people["previous"] = before

    def spoken(self, event: Event) -> Spoken | None:
        """Return the worker of an event with the agency of its code."""
        return spoken(event.text("worker"), self.lexicon, event.text("agency"))

    def put_worker(self, name: str, event: Event) -> None:
        """Keep a worker by the full name."""
        who = self.workers.who(self.spoken(event), self.lexicon)
        self.values[name] = {"value": who.name or None, **({"state": "ambiguous"} if who.is_open else {})}
        if who.is_open:
            self.flag(event, "worker", f"{name}_ambiguous")
        elif who.name:
            self.people[name] = who.name

    def put_agency(self, name: str, event: Event) -> None:
        """Keep an agency by what its code meant on the day; for a school, the child's."""
        code = event.text("agency")
        if not code:
            return
        meant = self.lists.meaning("agency", code, event.on or event.entered_on)
        if meant is None:
            self.flag(event, "agency", "code_unknown")
            self.values[name] = {"value": None, "state": "unknown_code"}
            return
        text = meant.text
        if ANY_SCHOOL in meant.remark and (
            school := self.lists.meaning("school", event.text("school"), event.on)
        ):
            text = school.text
        kind = service_named(text) or with_kind(text)
        self.values[name] = {**kind.as_value(), "value": text}

    def put_consent(self) -> None:
        """Keep the consent that was given last."""
        given = [event for event in self.story.of_kind("consent") if event.text("consent")]
        if not given:
            return
        meant = self.lists.meaning("consent", given[-1].text("consent"), given[-1].on)
        code = read_consent(meant.text if meant else given[-1].text("consent")).code
        if code is None:
            self.flag(given[-1], "consent", "code_unknown")
        else:
            self.values["consent"] = {"value": code}

    def put_ending(self) -> None:
        """Keep whether it was closed for good, when and how."""
        closing = self.story.closing
        if closing is None:
            self.values["closed_on"] = {"value": None, "state": "open"}
            self.values["closure"] = {"value": None, "category": None}
            return
        self.values["closed_on"] = self.day(closing) or {"value": None, "state": "closed_date_unknown"}
        code = closing.text("outcome")
        meant = self.lists.meaning("outcome", code, closing.on) if code else None
        if code and meant is None and (len(self.lists.listed("outcome", code)) > 1 or code.isdigit()):
            self.flag(closing, "outcome", "code_unknown")
            ending = ending_of(WITHOUT_REASON)
        else:
            ending = read_ending(meant.text if meant else code)
        if not ending.category:
            ending = ending_of(WITHOUT_REASON)
        if ending.state == "unclear":
            self.flag(closing, "outcome", "closure_unclear")
        self.values["closure"] = {"value": ending.reason, "category": ending.category}
        started = self.values.get("started_on", {}).get("value")
        if started and closing.on and closing.on.isoformat() < started:
            self.flag(closing, "event_on", "closed_before_start")

    def put_words(self) -> None:
        """Keep the needs that were ticked, and every note with its day."""
        ticked = [
            code for event in self.story.events for code in event.text("needs").split("|") if code.strip()
        ]
        meanings = [self.lists.meaning("needs", code, None) for code in dict.fromkeys(ticked)]
        needs = [meant.text for meant in meanings if meant]
        forms = [event.text("text") for event in self.story.of_kind("received") if event.text("text")]
        if needs or forms:
            self.values["needs"] = {"value": "; ".join([*needs, *dict.fromkeys(forms)])}
        notes = [
            event.text("text")
            for event in self.story.events
            if event.text("text") and event.kind != "received"
        ]
        if notes:
            self.values["notes"] = {"value": "\n".join(dict.fromkeys(notes))}
