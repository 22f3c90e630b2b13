"""What a service costs, as it is entered."""

from __future__ import annotations

from opencaf.costing.models import Payer, ServicePrice
from opencaf.web.costing.forms.setting import clean_year
from opencaf.web.shared.forms import MoneyField, OperationForm, RadiosField, TextField


class ServicePriceForm(OperationForm):
    """The price of a service."""

    service = TextField(
        label="Service", name="the service", hint="Its name as requests give it", max_length=200
    )
    amount = MoneyField(label="Price", name="the price", max_digits=10)
    unit = RadiosField(label="What is this the price of?", choices=ServicePrice.Unit.choices)
    price_year = TextField(label="Price year", hint="For example, 2024/25", max_length=7, width=10)
    payer = RadiosField(label="Who pays for it?", choices=Payer.choices)
    source = TextField(label="Source", name="the source", hint="Where the price comes from", max_length=300)

    def clean_price_year(self) -> str:
        """Refuse what is no financial year."""
        return clean_year(self.cleaned_data["price_year"])
