"""Who looks: somebody of every role, those around a case, a stranger, and nobody."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator

from django.urls import reverse

from bench.asking import Person, Site
from bench.sweep.crawler import Crawl
from bench.sweep.facts import Facts, Somebody
from bench.sweep.judging import Viewer, units_missed
from bench.sweep.rules import FULL, SEARCH
from bench.sweep.sizes import Bounds, Extent
from bench.sweep.words import Kind
from opencaf.demo.plans import AuthorityPlan
from opencaf.demo.sign_ins import ROLES, address_of

# Practitioners by what they have to do with cases, told by the reasons of their grants.
LEADS, HELPS = {"lead"}, {"team"}
TOLD_ON = ("episodes:overview", "episodes:journey", "episodes:assessment", "episodes:notes")
FROM_OUTSIDE = ("lead professional", "manager", "coordinator of a locality")


def people_who_look(facts: Facts, codes: Iterable[str], whole: int) -> list[tuple[str, Somebody]]:
    """Return who looks in each authority, and as what."""
    found = []
    for place, code in enumerate(codes):
        here = [one for one in facts.people if one.authority == f"Authority {code}"]
        by_email = {one.email: one for one in here}
        chosen = {role.value: by_email[address_of(role, code)] for role in ROLES}
        chosen["lead professional"] = chosen.pop("practitioner")
        chosen |= around_cases(facts, here)
        chosen |= {f"{one.role} of a locality": one for one in reversed(here) if one.locality_id}
        titles = [title for title in chosen if place < whole or title in FROM_OUTSIDE]
        found += [(f"{title} of {code}", chosen[title]) for title in titles]
    return found


def around_cases(facts: Facts, here: list[Somebody]) -> dict[str, Somebody]:
    """Return somebody who only helps, and the one who has least to do with any case."""
    practitioners = [one for one in here if one.role == "practitioner"]
    by_reasons = [(one, [grant.basis for grant in facts.grants.get(one.id, [])]) for one in practitioners]
    only_help = [(one, reasons) for one, reasons in by_reasons if set(reasons) == HELPS]
    chosen = {"stranger": min(by_reasons, key=lambda pair: (len(pair[1]), pair[0].email))[0]}
    if only_help:
        chosen["team member"] = max(only_help, key=lambda pair: (len(pair[1]), pair[0].email))[0]
    return chosen


def look_everywhere(
    facts: Facts, plans: list[AuthorityPlan], bounds: Bounds, extent: Extent
) -> Iterator[Viewer]:
    """Let everybody look, then search, then try what others found."""
    site = Site()
    people: list[tuple[str, Somebody | None]] = [
        ("nobody signed in", None),
        *people_who_look(facts, [plan.shape.code for plan in plans], extent.whole),
    ]
    viewers = []
    for title, who in people:
        crawl = Crawl(Person(site, title, who.user_id if who else None), bounds)
        crawl.look_around()
        say(title, crawl)
        viewers.append(Viewer(title, who, crawl))
    tried = addresses_found(viewers, extent.tried)
    for viewer in viewers:
        if viewer.who and viewer.who.role in SEARCH:
            viewer.crawl.search(terms_of(plans, extent.families))
        viewer.crawl.try_addresses(tried)
        viewer.crawl.try_addresses(addresses_missed(facts, viewer))
        say(f"{viewer.title}, with searches and what others found", viewer.crawl)
        yield viewer


def say(whose: str, crawl: Crawl) -> None:
    """Say how far it is."""
    sys.stderr.write(f"{time.process_time():.0f} s: {whose}: {len(crawl.seen)} pages\n")
    sys.stderr.flush()


def addresses_found(viewers: list[Viewer], most: int) -> list[str]:
    """Return addresses that opened for somebody: the first few of each page in each authority."""
    found: dict[tuple[str, object], list[str]] = {}
    for viewer in viewers:
        for seen in viewer.crawl.seen:
            place = found.setdefault((seen.name, viewer.who and viewer.who.authority_id), [])
            if seen.status == 200 and len(place) < most and seen.address not in place:
                place.append(seen.address)
    return [address for place in found.values() for address in place]


def addresses_missed(facts: Facts, viewer: Viewer) -> list[str]:
    """Return the pages of cases to which no link led somebody who may see them: those closed long ago."""
    cases = [case for unit in units_missed(facts, viewer) for case in facts.families[unit].cases]
    return [reverse(page, args=[case]) for case in cases for page in TOLD_ON]


def terms_of(plans: list[AuthorityPlan], families: int) -> list[dict[str, str]]:
    """Return what is typed: for some families of each authority names, a parent, a postcode, a number."""
    terms = []
    for plan in plans:
        for family in plan.families[:families]:
            child = family.children[0]
            terms += [
                {"name": f"{child.given} {child.family}".strip()},
                {"name": child.family, "postcode": family.postcode},
                {"name": child.family, "parent_name": f"{family.carer.given} {family.carer.family}"},
                {"nhs_number": child.nhs_number},
            ]
    return [typed for typed in terms if any(typed.values())]


def leads_a_case(facts: Facts, who: Somebody) -> bool:
    """Whether somebody leads a case now."""
    return any(one.basis in LEADS and one.level >= FULL for one in facts.grants.get(who.id, []))


def words_of_cases(viewer: Viewer) -> int:
    """Return how many words of cases somebody was shown."""
    return len({word for seen in viewer.crawl.seen for word in seen.words if word.kind == Kind.CASE})
