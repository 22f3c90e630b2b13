"""`python -m bench.authors --count 200 --to authors.json`: signs in authors, each with a box of a draft."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import psycopg
from django.conf import settings

from bench.asking import Person, Site

# A box of each draft with whoever began it; a second box of each only where there are too few drafts.
DRAFTS = """
select person.user_id, draft.episode_id, story.id
from episodes_assessment draft
join episodes_episode episode on episode.id = draft.episode_id
join agencies_practitioner person on person.id = episode.initiator_id
join lateral (select id, row_number() over (order by id) as place
              from episodes_story where assessment_id = draft.id) story on true
where draft.state = 'draft' and person.user_id is not null
order by story.place, draft.id limit %s
"""
TOKEN = "t" * 32  # the forms' token is the cookie's own, as long as no page has hidden it


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.authors")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    site = Site()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        drafts = owner.execute(DRAFTS, [options.count]).fetchall()
    authors = []
    for user_id, episode_id, story_id in drafts:
        cookies = {**Person(site, "practitioner", user_id).cookies, settings.CSRF_COOKIE_NAME: TOKEN}
        address = f"/episodes/{episode_id}/assessment/boxes/{story_id}/"
        authors.append({"cookies": cookies, "token": TOKEN, "address": address})
        authors[-1] |= {"box": str(story_id), "draft": str(episode_id)}
    options.to.write_text(json.dumps(authors))


if __name__ == "__main__":
    main()
