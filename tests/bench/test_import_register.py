"""The benchmark of old registers: its registers are different each time, and a miss is seen."""

from __future__ import annotations

import csv
from pathlib import Path

from bench.import_register import TARGETS, Count, missed, value_of
from bench.register_rows import written_register
from opencaf.registers.mapping import Mapping
from opencaf.registers.trying import try_register

ALL_MET = dict(TARGETS.items())


def test_a_register_differs_from_another_in_headings_and_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{seed}.csv" for seed in (1, 2)]

    for seed, path in enumerate(paths, start=1):
        written_register(path, 20, seed=seed)

    assert (
        paths[0].read_text(encoding="utf-8").splitlines()[2]
        != paths[1].read_text(encoding="utf-8").splitlines()[2]
    )


def test_a_small_register_is_read_as_it_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    meant = written_register(path, 300, seed=4)
    count = Count()

    for reading, truth in zip(try_register(path, Mapping()), meant, strict=True):
        count.add(reading, truth)

    figures = count.figures()
    assert figures["fields_right"] >= TARGETS["fields_right"]
    assert figures["wrong_in_silence"] <= TARGETS["wrong_in_silence"]
    assert figures["precision"] == 1.0
    assert figures["rows_rejected_wrongly_or_not"] == 0


def test_a_wrong_value_in_silence_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    meant = written_register(path, 3, seed=4)
    readings = list(try_register(path, Mapping()))
    truth = meant[0]
    assert truth is not None
    truth.values["dob"] = "1990-01-01"
    readings[0].flags.clear()
    count = Count()

    count.add(readings[0], truth)

    assert value_of(readings[0], "dob") != "1990-01-01"
    assert count.figures()["dates_wrong_in_silence"] > 0


def test_every_target_can_be_missed() -> None:
    worse = {
        name: (
            target - 0.5
            if name in ("fields_right", "precision", "recall", "doubts_pointed_out")
            else target + 1
        )
        for name, target in TARGETS.items()
    }

    assert missed(dict(ALL_MET)) == []
    assert len(missed(worse)) == len(TARGETS)


def test_a_register_can_be_read_by_any_reader(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"

    meant = written_register(path, 50, seed=9)

    with path.open(encoding="utf-8", newline="") as file:
        separator = max(",;\t", key=path.read_text(encoding="utf-8").count)
        assert len(list(csv.reader(file, delimiter=separator))) == len(meant) + 3
