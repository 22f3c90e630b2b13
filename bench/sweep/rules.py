"""Who may see which words: a small model of its own, beside the program's permissions, not made from them.

Each rule is one sentence of the policy. A word may be shown where one of the rules for its kind holds and
none of the exceptions does. A new reason to see is one more rule; something withheld (a sealed address, a
part that agreement leaves out, a shielded record) is one more exception.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.sweep.facts import Facts, Family, Somebody
from bench.sweep.words import Kind, Word

EXISTENCE, SUMMARY, FULL = 1, 2, 3
APART = ("assessor", "entered", "duty", "glass")  # reasons that rest on no agreement with an agency
OVERSEE = ("coordinator", "manager")
HEAR = ("coordinator", "analyst")
SEARCH = ("practitioner", "training", "duty", *OVERSEE)
# Where a record is found that may not be opened: it exists, and this is how to ask for it.
WHERE_FOUND = ("children:results", "children:ask_access", "children:add")
# Where an agency reads what it is asked: in lists without a name, and on the pages of a request.
WHERE_ASKED = ("home:my_work", "home:agency_requests")
OF_A_REQUEST = "episodes:request_received"


@dataclass(frozen=True)
class Showing:
    """A word on a page, about to be judged."""

    facts: Facts
    who: Somebody
    family: Family
    word: Word
    page: str


Rule = Callable[[Showing], bool]


def works_on_the_case(showing: Showing) -> bool:
    """Somebody with a live grant to everything of a case of this family."""
    grants = showing.facts.grants_about(showing.who, showing.family)
    return any(one.level >= FULL and one.case_id in showing.family.cases for one in grants)


def looks_after_the_case(showing: Showing) -> bool:
    """A coordinator or manager of the authority, or of the locality in which the case stands or of none."""
    who = showing.who
    if who.role not in OVERSEE or not showing.family.cases:
        return False
    return who.locality_id is None or any(
        place in (None, who.locality_id) for place in showing.family.cases.values()
    )


def works_with_a_child(showing: Showing) -> bool:
    """Somebody with a live grant to everything of a child's own record sees the family around it."""
    return any(one.level >= FULL for one in showing.facts.grants_about(showing.who, showing.family))


def looks_after_children(showing: Showing) -> bool:
    """A coordinator or manager opens every child's own record of the authority."""
    return showing.who.role in OVERSEE


def knows_the_child(showing: Showing) -> bool:
    """Somebody with a grant to the summary knows what the child is called."""
    return any(one.level >= SUMMARY for one in showing.facts.grants_about(showing.who, showing.family))


def has_found_the_child(showing: Showing) -> bool:
    """Whoever works with families may find that a record exists, where it is found and nowhere else."""
    return showing.who.role in SEARCH and showing.page in WHERE_FOUND


def is_asked_about_harm(showing: Showing) -> bool:
    """The duty team reads the summary of every child at once, and gives a ground for more."""
    return showing.who.role == "duty" and showing.page in ("children:summary", "children:ground")


def wrote_or_answers_it(showing: Showing) -> bool:
    """Who opened a record in an emergency or asked for it, and who answers that, reads the words."""
    return showing.who.id in showing.facts.written.get(showing.word, frozenset())


def goes_with_a_request(showing: Showing) -> bool:
    """Who works with families in an agency that is asked reads what was chosen for it, on its requests."""
    return is_where_asked(showing) and showing.word in showing.facts.asked_of(showing.who).words


def is_asked_about_the_child(showing: Showing) -> bool:
    """Who is asked to help reads on the request itself who the child is and how the family is reached."""
    asked = showing.facts.asked_of(showing.who).children
    on_a_request = is_where_asked(showing) and showing.page not in WHERE_ASKED
    return on_a_request and bool(asked & showing.family.children)


def was_sent_to_the_team(showing: Showing) -> bool:
    """The duty team sees on its own work whose cases wait for its decision."""
    sent = showing.facts.asked_of(showing.who).sent_to_care
    at_work = showing.who.role == "duty" and showing.page == "home:my_work"
    return at_work and bool(sent & showing.family.children)


def hears_apart_from_the_case(showing: Showing) -> bool:
    """Who hears all that people say reads it apart from cases, but of families they worked with."""
    who, known = showing.who, showing.facts.ever
    is_apart = not known.get(who.id, set()) & showing.family.children
    return who.role in HEAR and showing.page.startswith("voices:") and is_apart


def is_where_asked(showing: Showing) -> bool:
    """Whether somebody who works with families looks at what their agency is asked."""
    return showing.who.role in SEARCH and (
        showing.page in WHERE_ASKED or showing.page.startswith(OF_A_REQUEST)
    )


def is_kept_for_others(showing: Showing) -> bool:
    """A sealed home and a shielded child are for those named on a list, whatever role asks."""
    named = showing.facts.kept.get(showing.word)
    return named is not None and showing.who.id not in named


def is_left_out(showing: Showing) -> bool:
    """What the family left out for an agency is read by nobody there.

    But by who wrote the assessment or typed it in, who acts on the law, coordinators and managers.
    """
    who, parts = showing.who, showing.facts.parts.get(showing.word)
    if parts is None or who.role in OVERSEE or who.agency_id is None:
        return False
    if showing.word in showing.facts.asked_of(who).for_one_request and is_where_asked(showing):
        parts = {part for part in parts if showing.facts.agreement.names(who.agency_id, part)}
    apart = {one.case_id for one in showing.facts.grants_about(who, showing.family) if one.basis in APART}
    return bool(parts) and not any(
        part[0] in apart or showing.facts.agreement.lets_see(who.agency_id, part) for part in parts
    )


RULES: dict[Kind, tuple[Rule, ...]] = {
    Kind.CASE: (works_on_the_case, looks_after_the_case, wrote_or_answers_it, goes_with_a_request),
    Kind.PERSON: (works_with_a_child, looks_after_children, is_asked_about_the_child),
    Kind.NAME: (
        works_with_a_child,
        looks_after_children,
        knows_the_child,
        has_found_the_child,
        is_asked_about_harm,
        is_asked_about_the_child,
        was_sent_to_the_team,
    ),
    Kind.VOICE: (hears_apart_from_the_case,),
}
EXCEPTIONS: tuple[Rule, ...] = (is_kept_for_others, is_left_out)


def may_see(facts: Facts, who: Somebody | None, word: Word, page: str) -> bool:
    """Whether this page may show this word to somebody; None is who has not signed in."""
    family = facts.families.get(word.unit)
    if who is None or family is None or family.authority_id != who.authority_id:
        return False
    showing = Showing(facts, who, family, word, page)
    return any(rule(showing) for rule in RULES[word.kind]) and not any(rule(showing) for rule in EXCEPTIONS)


def must_see(facts: Facts, who: Somebody | None) -> set[Word]:
    """Return a word of each case that somebody may see: a sweep that comes upon none of it is blind."""
    firsts = {Word(unit, Kind.CASE, 0) for unit, family in facts.families.items() if family.cases}
    return {word for word in firsts if may_see(facts, who, word, "episodes:overview")}
