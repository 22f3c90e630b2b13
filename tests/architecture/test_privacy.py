"""Every column says whether it tells something about a person."""

import pytest
from django.apps import apps
from django.db import models

OURS = [model for model in apps.get_models() if model.__module__.startswith("opencaf.")]


def faults_of(names: set[str], personal: tuple[str, ...], plain: tuple[str, ...]) -> list[str]:
    """Columns classified not at all, twice, or that do not exist."""
    said = set(personal) | set(plain)
    faults = [f"{name} is not classified" for name in sorted(names - said)]
    faults += [f"{name} is no column" for name in sorted(said - names)]
    return faults + [f"{name} is classified twice" for name in sorted(set(personal) & set(plain))]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_column_is_classified(model: type[models.Model]) -> None:
    privacy = model.Privacy  # type: ignore[attr-defined]
    names = {field.name for field in model._meta.local_concrete_fields}

    assert faults_of(names, privacy.personal, privacy.plain) == []


def test_the_guard_sees_a_column_that_nobody_thought_of() -> None:
    assert faults_of({"id", "name"}, (), ("id",)) == ["name is not classified"]


def test_there_are_models_to_look_at() -> None:
    assert len(OURS) > 50
