"""What the catalogue says of itself."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command

from opencaf.agencies.models import Authority
from opencaf.quality.catalogue import RULES, plain
from opencaf.quality.management.commands.print_quality import page
from opencaf.quality.rules.rule import Hand, Kind

PAGE = Path(__file__).parents[2] / "docs" / "quality.md"


def test_the_printed_catalogue_is_that_of_the_code() -> None:
    assert PAGE.read_text() == page(), "Run: manage.py print_quality > docs/quality.md"


def test_the_command_prints_it(capsys: object) -> None:
    call_command("print_quality")

    assert capsys.readouterr().out == page()  # type: ignore[attr-defined]


def test_every_rule_is_described_whole_and_in_the_terms_of_an_authority(authority: Authority) -> None:
    authority.short_name, authority.lead_title = "EHA", "key worker"
    for rule in RULES.values():
        told = [rule.told(words, authority) for words in (rule.title, rule.asks, rule.why, rule.how)]
        assert all(told)
        assert "{" not in "".join(told) + plain(rule.title + rule.asks + rule.why + rule.how)
        assert "CAF" not in "".join(told)
        assert rule.asks.endswith(("?", "."))
        assert rule.kind in Kind.WORDS
        assert set(rule.hands) <= set(Hand.WORDS)
        assert rule.hands_in_words(authority)
