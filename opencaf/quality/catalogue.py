"""Every rule of the work list, by its code, in the order in which they are shown."""

from __future__ import annotations

from opencaf.quality.rules import contradictory, missing, odd, stale
from opencaf.quality.rules.rule import Hand, Kind, Rule

RULES: dict[str, Rule] = {
    rule.code: rule for rule in (*missing.RULES, *odd.RULES, *stale.RULES, *contradictory.RULES)
}


def rules_of(kind: str) -> list[Rule]:
    """Return the rules of a kind."""
    return [rule for rule in RULES.values() if rule.kind == kind]


def rules_for_who_works() -> list[Rule]:
    """Return the rules that whoever leads or started a case can put right themselves."""
    return [rule for rule in RULES.values() if {Hand.LEAD, Hand.AUTHOR} & set(rule.hands)]


def as_markdown() -> str:
    """Return the catalogue as docs/quality.md holds it."""
    lines: list[str] = []
    for kind, words in Kind.WORDS.items():
        lines += [f"### {words}", ""]
        for rule in rules_of(kind):
            who = " or ".join(plain(Hand.WORDS[hand]) for hand in rule.hands)
            lines += [f"**{plain(rule.title)}** (`{rule.code}`). {plain(rule.asks)} {plain(rule.why)}"]
            lines += [f"Put right by {who}: {plain(rule.how)}", ""]
    return "\n".join(lines)


def plain(words: str) -> str:
    """Return words with the usual terms in the places of an authority's own."""
    usual = {
        "{caf}": "CAF",
        "{lead}": "lead professional",
        "{assessed_within}": "42",
        "{met_within}": "42",
        "{grown}": "18",
        "{oldest}": "25",
    }
    for place, word in usual.items():
        words = words.replace(place, word)
    return words
