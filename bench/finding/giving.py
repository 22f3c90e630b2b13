"""`python -m bench.finding.giving --children 2000`: invented families, for `manage.py load_people`."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from bench.finding.people import Child, people
from bench.finding.places import Home


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.finding.giving", description=__doc__)
    parser.add_argument("--children", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    for child in people(options.children, seed=options.seed):
        if child.is_there:
            sys.stdout.write(f"{json.dumps(line_of(child), ensure_ascii=False)}\n")


def line_of(child: Child) -> dict[str, Any]:
    """Return what is on file of a child, with the keys of load_people."""
    numbers = (("nhs", child.nhs_number), ("upn", child.upn), ("other", child.identifier))
    line = {
        "id": f"C-{child.number}",
        "names": [
            {"given_names": child.given_names, "family_name": child.family_name},
            *(
                {"kind": name.kind, "given_names": name.given_names, "family_name": name.family_name}
                for name in child.other_names
            ),
        ],
        "date_of_birth": child.born_on.isoformat() if child.born_on else "",
        "accuracy": child.accuracy,
        "expected_date": child.expected_on.isoformat() if child.expected_on else "",
        "sex": child.sex,
        "addresses": [address(child.home), *earlier(child)],
        "school": child.school,
        "parents": [
            {
                "id": f"P-{parent.number}",
                "given_names": parent.given_names,
                "family_name": parent.family_name,
                "kinship": parent.kinship,
                "phones": [parent.phone],
            }
            for parent in child.parents
        ],
        "identifiers": [{"scheme": scheme, "value": value} for scheme, value in numbers if value],
    }
    return {key: value for key, value in line.items() if value}


def address(home: Home) -> dict[str, str]:
    """Return an address."""
    return {"line1": home.line1, "city": home.city, "postcode": home.postcode}


def earlier(child: Child) -> list[dict[str, str]]:
    """Return where a child lived before."""
    return [{**address(child.earlier_home), "to": "2025-08-31"}] if child.earlier_home else []


if __name__ == "__main__":
    main()
