"""Forms and fields that render themselves as GOV.UK components: import from here."""

from opencaf.web.shared.forms.base import OperationForm
from opencaf.web.shared.forms.bound import GovukBoundField
from opencaf.web.shared.forms.choices import (
    CONCERN_MARKS,
    NOT_ASKED,
    OTHER_MARKS,
    CheckboxesField,
    ConcernField,
    ConfirmField,
    PeopleField,
    RadiosField,
    SelectField,
    YesNoDontKnowField,
    YesNoField,
)
from opencaf.web.shared.forms.dates import DateField, PartialDateField, TimeField, TypedDate
from opencaf.web.shared.forms.field import PlainField
from opencaf.web.shared.forms.files import CsvFileField, JsonFileField, KeptFileField, RegisterFileField
from opencaf.web.shared.forms.hidden import HiddenField
from opencaf.web.shared.forms.text import (
    EmailField,
    MoneyField,
    NumberField,
    PasswordField,
    PhoneField,
    StoryField,
    TextField,
    WholeNumberField,
)

__all__ = [
    "CONCERN_MARKS",
    "NOT_ASKED",
    "OTHER_MARKS",
    "CheckboxesField",
    "ConcernField",
    "ConfirmField",
    "CsvFileField",
    "DateField",
    "EmailField",
    "GovukBoundField",
    "HiddenField",
    "JsonFileField",
    "KeptFileField",
    "MoneyField",
    "NumberField",
    "OperationForm",
    "PartialDateField",
    "PasswordField",
    "PeopleField",
    "PhoneField",
    "PlainField",
    "RadiosField",
    "RegisterFileField",
    "SelectField",
    "StoryField",
    "TextField",
    "TimeField",
    "TypedDate",
    "WholeNumberField",
    "YesNoDontKnowField",
    "YesNoField",
]
