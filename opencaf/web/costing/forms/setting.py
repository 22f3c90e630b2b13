"""What managers and analysts enter: rates, sheets, the catalogue, times."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Sector
from opencaf.costing.models import (
    CostSettings,
    CostSheet,
    Mode,
    Payer,
    ProcessChoice,
    RoleRate,
    WithRecord,
)
from opencaf.costing.operations.rates import Hour
from opencaf.costing.queries.catalogue import Catalogue
from opencaf.costing.queries.rates import PUBLISHED
from opencaf.web.costing.forms.asking import PercentField
from opencaf.web.shared.forms import (
    CsvFileField,
    MoneyField,
    NumberField,
    OperationForm,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    WholeNumberField,
    YesNoField,
)

SHARES = ("on_costs_share", "direct_share", "indirect_share")
FINANCIAL_YEAR = re.compile(r"(\d{4})/(\d{2})")
BAD_YEAR = "Price year must be a financial year, like 2024/25"


def clean_year(value: str) -> str:
    """Return a financial year, or refuse one that is none."""
    match = FINANCIAL_YEAR.fullmatch(value)
    if not match or int(match[2]) != (int(match[1]) + 1) % 100:
        raise ValidationError(BAD_YEAR)
    return value


class RateForm(OperationForm):
    """What an hour of a role is made of, or the hour itself."""

    role = TextField(label="Role", max_length=120, hint="As people say what they are: Health visitor")
    sector = SelectField(label="Sector", choices=Sector.choices, blank="All sectors alike", required=False)
    payer = RadiosField(label="Who pays for them?", choices=Payer.choices, initial=Payer.LOCAL_AUTHORITY)
    price_year = TextField(label="Price year", hint="For example, 2024/25", max_length=7, width=10)
    source = TextField(label="Source", hint="Where the figures come from", max_length=300)
    quality = RadiosField(label="How good is the source?", choices=RoleRate.Quality.choices)
    hourly = MoneyField(
        label="Ready rate for an hour",
        hint="If you know it. Else leave it out and fill in the salary and what comes on top",
        required=False,
        max_digits=8,
    )
    hourly_london = MoneyField(label="Ready rate for an hour in London", required=False, max_digits=8)
    salary = MoneyField(
        label="Salary a year",
        hint="Of a pay band, or the mean of five people or more. Never one person’s own",
        required=False,
        max_digits=9,
    )
    salary_is = RadiosField(label="What is this salary?", choices=RoleRate.SalaryIs.choices, required=False)
    people = WholeNumberField(
        label="How many people is the mean of?", required=False, min_value=1, max_value=30_000
    )
    on_costs_share = PercentField(
        label="On-costs", hint="Employer’s insurance and pension, of the salary", required=False
    )
    direct_share = PercentField(
        label="Direct overheads", hint="Management, administration, office", required=False
    )
    direct_amount = MoneyField(label="Direct overheads as an amount a year", required=False, max_digits=9)
    indirect_share = PercentField(
        label="Indirect overheads", hint="Finance, personnel and other support", required=False
    )
    indirect_amount = MoneyField(label="Indirect overheads as an amount a year", required=False, max_digits=9)
    overheads_basis = RadiosField(
        label="What are overheads a share of?", choices=RoleRate.Basis.choices, required=False
    )
    capital = MoneyField(label="Buildings and land a year", required=False, max_digits=9)
    qualification = MoneyField(
        label="Cost of qualifying a year, spread over a career", required=False, max_digits=9
    )
    weeks = NumberField(
        label="Weeks worked a year",
        hint="Less leave, sickness and study",
        required=False,
        max_value=Decimal(53),
        decimal_places=2,
    )
    hours_a_week = NumberField(label="Hours a week", required=False, max_value=Decimal(60), decimal_places=2)
    london_pay = NumberField(
        label="London multiplier for pay", required=False, max_value=Decimal(3), decimal_places=3
    )
    london_capital = NumberField(
        label="London multiplier for buildings", required=False, max_value=Decimal(5), decimal_places=3
    )

    def clean_price_year(self) -> str:
        """Refuse what is no financial year."""
        return clean_year(self.cleaned_data["price_year"])

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them; per cents become shares."""
        said = dict(self.cleaned_data)
        for name in SHARES:
            said[name] = None if said[name] is None else said[name] / 100
        head = {
            name: said.pop(name) for name in ("role", "sector", "payer", "price_year", "source", "quality")
        }
        return {**head, "hour": Hour(**said)}


def rate_as_typed(rate: RoleRate) -> dict[str, Any]:
    """Return a rate as the form shows it again."""
    shown = {name: getattr(rate, name) for name in RateForm.base_fields}
    for name in SHARES:
        shown[name] = None if shown[name] is None else shown[name] * 100
    return {
        name: f"{value.normalize():f}" if isinstance(value, Decimal) else value
        for name, value in shown.items()
    }


class CostingForm(OperationForm):
    """What cases are costed with."""

    region = RadiosField(label="Prices of which region?", choices=CostSettings.Region.choices)
    sheet = RadiosField(label="Which sheet?", choices=[])

    def __init__(self, *args: Any, sheets: list[CostSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = {str(sheet.id): sheet for sheet in sheets}
        field: Any = self.fields["sheet"]
        field.choices = [("published", PUBLISHED), *((key, str(one)) for key, one in self.sheets.items())]
        field.hints = {key: f"{one.price_year} prices. {one.source}" for key, one in self.sheets.items()}

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        return {
            "region": self.cleaned_data["region"],
            "sheet": self.sheets.get(self.cleaned_data["sheet"]),
        }


class NewSheetForm(OperationForm):
    """A sheet of one's own."""

    name = TextField(label="Name of the sheet", name="the name of the sheet", max_length=120)
    source = RadiosField(
        label="What is it copied from?",
        choices=[
            ("published", f"{PUBLISHED}: change its lines afterwards"),
            ("times", "Unit costs from our own times and rates"),
        ],
    )


class ProcessForm(OperationForm):
    """What a process is called here."""

    name = TextField(label="What is it called here?", name="what it is called", max_length=120)


class ActivityForm(OperationForm):
    """What an activity is called here, and whether it is done."""

    name = TextField(label="What is it called here?", name="what it is called", max_length=150)
    with_electronic_record = RadiosField(
        label="What does an electronic record do to it?", choices=WithRecord.choices
    )
    in_use = YesNoField(label="Is it done here?")


class NewActivityForm(OperationForm):
    """An activity that the catalogue does not have."""

    code = TextField(label="Code", hint="Letters and figures, for example X1", max_length=12, width=10)
    process = RadiosField(label="Process", choices=ProcessChoice.choices)
    name = TextField(label="What is it called here?", name="what it is called", max_length=150)
    direct = YesNoField(label="Is the family there?")
    each = YesNoField(
        label="Is it done besides what the leading role does?",
        hint="For example by a clerk, whoever leads. It is then always added",
    )
    with_electronic_record = RadiosField(
        label="What does an electronic record do to it?",
        choices=WithRecord.choices,
        initial=WithRecord.SAME,
    )

    def clean_code(self) -> str:
        """Refuse a code that could not stand in an address or a table."""
        code = str(self.cleaned_data["code"])
        if not re.fullmatch(r"[A-Za-z0-9]+", code):
            raise ValidationError("Code must have letters and figures only, like X1")
        return code


class BringInForm(OperationForm):
    """A table of times: pasted in, or a file. A file that is refused stands in the box, to be put right."""

    mark_optional = False
    name = TextField(
        label="What is this table?",
        name="what this table is",
        hint="For example, Autumn survey",
        max_length=120,
    )
    mode = RadiosField(
        label="How were the times collected?",
        choices=[
            (Mode.SURVEY.value, Mode.SURVEY.label),
            (Mode.EVENT_RECORD.value, Mode.EVENT_RECORD.label),
            (Mode.FOCUS_GROUP.value, Mode.FOCUS_GROUP.label),
        ],
    )
    file = CsvFileField(
        label="A CSV file",
        name="a CSV file",
        hint="Up to 1 MB, in the encoding UTF-8. The heads of the columns come first: "
        "respondent, role, sector, activity, minutes. Minutes may be not_done or missing; never blank",
        required=False,
    )
    table = StoryField(
        label="Or the table, pasted",
        name="the table",
        hint="Copy the rows from your spreadsheet, the heads of the columns first",
        rows=12,
        max_length=1_000_000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Take the table from where it is, which is one of two places."""
        super().clean()
        file, table = self.cleaned_data.pop("file", None), self.cleaned_data.get("table")
        if file and table:
            raise ValidationError({"file": "Choose a file or paste the table, not both"})
        if file:
            self.cleaned_data["table"] = file
            self.data = {**{name: self.data.get(name) for name in self.data}, "table": file}
        elif not table and not self.errors.keys() & {"file", "table"}:
            sentence = "Choose a CSV file or paste the table, the heads of its columns first"
            raise ValidationError({"file": sentence})
        return self.cleaned_data


class EstimateForm(OperationForm):
    """What each person of a group estimates for one activity."""

    activity = SelectField(label="Activity")
    role = TextField(label="Role of the people in the group", name="their role", max_length=120)
    sector = SelectField(label="Sector", choices=Sector.choices)
    estimates = StoryField(
        label="Estimates",
        name="the estimates",
        hint="One person a line: lowest, most likely and highest minutes, for example 30 45 90. "
        "Three people are needed before anything is shown",
        missing="Enter three figures for each person, one person a line",
        rows=8,
    )

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("activity", catalogue.choices)
