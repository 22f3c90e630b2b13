"""The benchmark of saving counts as lost what can be read nowhere."""

from bench.autosave import READABLE, SENTENCE, UPDATE
from opencaf.episodes.models import Story, StoryRevision


def test_the_benchmark_looks_where_the_program_keeps_words() -> None:
    for model, column in ((Story, "story"), (StoryRevision, "story_text")):
        assert model._meta.db_table in READABLE
        assert model._meta.get_field(column)


def test_the_bare_update_says_as_much_as_a_long_save() -> None:
    script = UPDATE.format(last=7, sentence=SENTENCE, ids="a','b")

    assert "'" not in SENTENCE
    assert "array['a','b']" in script
