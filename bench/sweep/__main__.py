"""The part of bench.canaries that asks as the web role: load, look, judge, and write what was found."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg
from django.urls import reverse

from bench.asking import Person, Site
from bench.sweep.crawler import Crawl
from bench.sweep.facts import Facts, read_facts
from bench.sweep.judging import Viewer, judge, never_shown
from bench.sweep.loading import load_with_words
from bench.sweep.planting import Teller
from bench.sweep.quiet import ask_the_served_site, words_beside
from bench.sweep.sizes import FULL, SMALL, Bounds
from bench.sweep.viewers import leads_a_case, look_everywhere, words_of_cases
from opencaf.demo.plans import AuthorityPlan

PLANT = """
insert into access_accessgrant (id, recorded_at, authority_id, practitioner_id, child_id, episode_id, level,
                                basis, starts_at)
select gen_random_uuid(), now(), grant_.authority_id, %s, grant_.child_id, grant_.episode_id, 3, 'team', now()
from access_accessgrant grant_ where grant_.episode_id is not null and grant_.authority_id = %s
order by grant_.id limit 1 returning episode_id
"""


def sweep(size_name: str, to: str) -> None:
    """Load, look, judge, and write what was found."""
    size = SMALL if size_name == "small" else FULL
    plans, teller = load_with_words(size.authorities, children=size.children, episodes=size.episodes)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        facts = read_facts(owner)
        viewers = list(look_everywhere(facts, plans, size.bounds, size.extent))
        found = figures_of(facts, plans, viewers, teller)
        found["loud"] = words_beside(owner) + served(owner, facts, viewers, Path(to).with_suffix(".log"))
        found["planted_leak_seen"] = sees_a_planted_leak(owner, facts, viewers)
    Path(to).write_text(json.dumps(found))


def figures_of(
    facts: Facts, plans: list[AuthorityPlan], viewers: list[Viewer], teller: Teller
) -> dict[str, Any]:
    """Return what was looked at and what was wrong."""
    return {
        "words": len(teller.places),
        "cases": sum(len(plan.cases) for plan in plans),
        "viewers": [
            {
                "who": viewer.title,
                "pages": len(viewer.crawl.seen),
                "opened": sum(seen.status == 200 for seen in viewer.crawl.seen),
                "words_of_cases": words_of_cases(viewer),
            }
            for viewer in viewers
        ],
        "never_shown": never_shown(teller.places, viewers),
        **asdict(judge(facts, viewers)),
    }


def served(owner: psycopg.Connection[Any], facts: Facts, viewers: list[Viewer], log: Path) -> list[str]:
    """Let somebody who leads a case ask the web server, and the database refuse what they send."""
    who = next(one.who for one in viewers if one.who and leads_a_case(facts, one.who))
    case_id = min(one.case_id for one in facts.grants[who.id] if one.case_id and one.basis == "lead")
    return ask_the_served_site(owner, Person(Site(), "lead", who.user_id), case_id, log)


def sees_a_planted_leak(owner: psycopg.Connection[Any], facts: Facts, viewers: list[Viewer]) -> bool:
    """Whether a stranger to whom the program shows a case, though no fact lets it, is found out."""
    stranger = next(one for one in viewers if one.title.startswith("stranger"))
    assert stranger.who is not None
    planted = owner.execute(PLANT, [stranger.who.id, stranger.who.authority_id]).fetchone()
    assert planted is not None
    crawl = Crawl(Person(Site(), "stranger", stranger.who.user_id), Bounds(a_route=3, variants=2))
    crawl.try_addresses([reverse("episodes:overview", args=planted)])
    return bool(judge(facts, [Viewer("stranger", stranger.who, crawl)]).leaks)


if __name__ == "__main__":
    sweep(*sys.argv[1:])
