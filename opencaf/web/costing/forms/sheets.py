"""The lines of a sheet, and who pays for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.costing.models import CostSettings, CostSheetLine, Payer
from opencaf.costing.queries.catalogue import Catalogue
from opencaf.web.costing.forms.asking import PercentField
from opencaf.web.costing.forms.setting import clean_year
from opencaf.web.costing.paying import paid_in_words
from opencaf.web.shared.forms import MoneyField, OperationForm, TextField

WHOLE = Decimal(100)


class SheetForm(OperationForm):
    """The lines of a sheet."""

    price_year = TextField(label="Price year", hint="For example, 2024/25", max_length=7, width=10)
    source = TextField(label="Source", max_length=300)

    def __init__(self, *args: Any, lines: list[CostSheetLine], catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            where = f", {CostSettings(region=line.region).region_in_words}" if line.region else ""
            words = catalogue.processes.get(line.process, line.process)
            paid = f"Who pays: {paid_in_words(line.payers)}." if line.payers else ""
            self.fields[f"line_{line.id}"] = MoneyField(
                label=f"{words}{where}, {line.get_unit_display()}",
                hint=" ".join(text for text in (line.note, paid) if text) or None,
                decimal_places=4,
                max_digits=10,
            )
        for payer in Payer:
            self.fields[f"payer_{payer}"] = PercentField(
                label=f"Share of every line that is paid by: {payer.label}",
                name=f"the share paid by: {payer.label}",
                hint="Leave all shares empty to keep who pays as it is" if payer == next(iter(Payer)) else "",
                max_value=WHOLE,
                required=False,
            )

    def clean_price_year(self) -> str:
        """Refuse what is no financial year."""
        return clean_year(self.cleaned_data["price_year"])

    def clean(self) -> dict[str, Any]:
        """Refuse shares of payers that are not a whole."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = [share for payer in Payer if (share := cleaned.get(f"payer_{payer}")) is not None]
        whole = sum(given, Decimal(0))
        if given and whole != WHOLE and not self.errors:
            sentence = f"The shares of who pays must add up to 100%. They add up to {whole.normalize():f}%"
            self.add_error(f"payer_{next(iter(Payer))}", ValidationError(sentence))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        shares = {str(payer): self.cleaned_data[f"payer_{payer}"] for payer in Payer}
        return {
            "price_year": self.cleaned_data["price_year"],
            "source": self.cleaned_data["source"],
            "amounts": {str(line.id): self.cleaned_data[f"line_{line.id}"] for line in self.lines},
            "payers": {payer: share / WHOLE for payer, share in shares.items() if share},
        }
