"""Every field: it works, it says what is wrong at its place, and it keeps what was typed."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.template import Context, Template

from opencaf.agencies.models import Practitioner
from opencaf.core.partial_dates import PartialDate
from opencaf.core.submissions import AlreadyDoneError
from opencaf.web.shared.forms import (
    CheckboxesField,
    ConcernField,
    ConfirmField,
    DateField,
    EmailField,
    HiddenField,
    MoneyField,
    OperationForm,
    PartialDateField,
    PasswordField,
    PeopleField,
    PhoneField,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    TimeField,
    WholeNumberField,
    YesNoDontKnowField,
    YesNoField,
)

REASONS = [("met", "Outcomes were met"), ("other", "Another reason")]
ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)

MakeField = Callable[..., Any]


def form_with(answer: Any, /, **sent: Any) -> OperationForm:
    """A form with one field, sent with these answers."""
    asked = type("Asked", (OperationForm,), {"answer": answer})
    data = QueryDict(mutable=True)
    for name, value in sent.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    form: OperationForm = asked(data)
    return form


def error_of(form: OperationForm) -> str:
    return form["answer"].errors[0]


def html_of(form: OperationForm) -> str:
    return str(form["answer"].as_field_group())


GOOD: list[tuple[MakeField, dict[str, Any], dict[str, Any], Any]] = [
    (TextField, {}, {"answer": " Zoë "}, "Zoë"),
    (StoryField, {}, {"answer": "one\r\ntwo"}, "one\ntwo"),
    (EmailField, {}, {"answer": "jo@example.org"}, "jo@example.org"),
    (PhoneField, {}, {"answer": "01632 960001 ext 4"}, "01632 960001 ext 4"),
    (PasswordField, {}, {"answer": " kept as it is "}, " kept as it is "),
    (WholeNumberField, {}, {"answer": "1,200"}, 1200),
    (MoneyField, {}, {"answer": "£1,200.50"}, Decimal("1200.50")),
    (TimeField, {}, {"answer": "2.30 pm"}, datetime.time(14, 30)),
    (TimeField, {}, {"answer": "14:30"}, datetime.time(14, 30)),
    (TimeField, {}, {"answer": "noon"}, datetime.time(12, 0)),
    (SelectField, {"choices": REASONS}, {"answer": "met"}, "met"),
    (RadiosField, {"choices": REASONS}, {"answer": "other"}, "other"),
    (CheckboxesField, {"choices": REASONS}, {"answer": ["met", "other"]}, ["met", "other"]),
    (PeopleField, {"choices": [(ONE, "Jo")], "coerce": uuid.UUID}, {"answer": [str(ONE)]}, [ONE]),
    (YesNoField, {}, {"answer": "yes"}, True),
    (YesNoField, {}, {"answer": "no"}, False),
    (YesNoField, {"required": False}, {}, None),
    (YesNoDontKnowField, {}, {"answer": "dont_know"}, "dont_know"),
    (ConcernField, {}, {"answer": "3"}, "3"),
    (ConcernField, {}, {}, "not_asked"),
    (ConfirmField, {}, {"answer": "yes"}, True),
    (HiddenField, {}, {"answer": "7"}, "7"),
]


@pytest.mark.parametrize(("field", "arguments", "sent", "understood"), GOOD)
def test_a_good_answer_is_understood(
    field: MakeField, arguments: dict[str, Any], sent: dict[str, Any], understood: Any
) -> None:
    form = form_with(field(label="Answer", **arguments), **sent)

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"answer": understood}


WRONG: list[tuple[MakeField, dict[str, Any], str, str]] = [
    (TextField, {}, "", "Enter answer"),
    (TextField, {"name": "the full name"}, "", "Enter the full name"),
    (TextField, {"missing": "Say who came"}, "", "Say who came"),
    (TextField, {"max_length": 3}, "abcd", "Answer must be 3 characters or fewer. It has 4."),
    (StoryField, {}, "a" * 100_001, "Answer must be 100,000 characters or fewer. It has 100001."),
    (EmailField, {}, "jo at home", "Answer must be like name@example.org"),
    (PhoneField, {}, "none", "Answer must be a telephone number, like 01632 960001"),
    (WholeNumberField, {}, "three", "Answer must be a whole number, like 3"),
    (WholeNumberField, {"max_value": 30}, "31", "Answer must be 30 or less"),
    (MoneyField, {}, "a lot", "Answer must be an amount in pounds, like 120 or 120.50"),
    (MoneyField, {}, "1.234", "Answer must be an amount in pounds, like 120 or 120.50"),
    (TimeField, {}, "25:00", "Answer must be a time, like 9:30am or 2pm"),
    (SelectField, {"choices": REASONS}, "", "Select answer"),
    (RadiosField, {"choices": REASONS}, "forged", "Select answer from the list"),
    (CheckboxesField, {"choices": REASONS}, "forged", "Select answer from the list"),
    (YesNoField, {}, "", "Select yes or no"),
    (YesNoDontKnowField, {}, "perhaps", "Select yes, no or don’t know"),
    (ConcernField, {}, "6", "Select answer from the list"),
    (ConfirmField, {"missing": "Confirm that the family agreed"}, "", "Confirm that the family agreed"),
]


@pytest.mark.parametrize(("field", "arguments", "typed", "sentence"), WRONG)
def test_a_wrong_answer_says_what_to_do_at_its_field(
    field: MakeField, arguments: dict[str, Any], typed: str, sentence: str
) -> None:
    form = form_with(field(label="Answer", **arguments), answer=typed)

    assert not form.is_valid()
    assert error_of(form) == sentence
    assert sentence in html_of(form)
    assert form.mistakes() == [{"text": sentence, "href": "#id_answer"}]


@pytest.mark.parametrize(
    ("boxes", "understood"),
    [
        (("6", "1", "2025"), datetime.date(2025, 1, 6)),
        ((" 06 ", "01", "2025"), datetime.date(2025, 1, 6)),
        (("6", "January", "2025"), datetime.date(2025, 1, 6)),
        (("6", "sept", "2025"), datetime.date(2025, 9, 6)),
        (("29", "2", "2024"), datetime.date(2024, 2, 29)),
    ],
)
def test_a_date_is_understood(boxes: tuple[str, str, str], understood: datetime.date) -> None:
    form = form_with(DateField(label="Date"), **in_boxes(boxes))

    assert form.is_valid(), form.errors
    assert form.cleaned_data["answer"] == understood


@pytest.mark.parametrize(
    ("boxes", "sentence", "link"),
    [
        (("", "", ""), "Enter date it closed", "day"),
        (("31", "2", "2025"), "Date it closed must be a real date", "day"),
        (("3", "13", "2025"), "Date it closed must be a real date", "month"),
        (("soon", "2", "2025"), "Date it closed must be a real date", "day"),
        (("3", "Julember", "2025"), "Date it closed must be a real date", "month"),
        (("3", "2", "25"), "Date it closed must have a year of 4 numbers, like 2025", "year"),
        (("3", "2", "0025"), "Date it closed must be 1 January 1900 or later", "day"),
        (("3", "2", "9999"), "Date it closed must be 31 December 2100 or earlier", "day"),
        (("3", "", "2025"), "Date it closed must include a month", "month"),
        (("3", "", ""), "Date it closed must include a month and year", "month"),
        (("\x00", "2", "2025"), "Date it closed must include a day", "day"),
        (("²", "2", "2025"), "Date it closed must be a real date", "day"),
    ],
)
def test_an_impossible_date_is_refused_and_stays_in_its_boxes(
    boxes: tuple[str, str, str], sentence: str, link: str
) -> None:
    form = form_with(DateField(label="Date it closed"), **in_boxes(boxes))

    assert error_of(form) == sentence
    assert form.mistakes()[0]["href"] == f"#id_answer_{link}"
    for typed in boxes:
        if typed.isprintable() and typed:
            assert f'value="{typed}"' in html_of(form)


def test_a_date_may_be_bounded_when_the_form_is_sent() -> None:
    field = DateField(label="Date", latest=lambda: datetime.date(2025, 3, 1))

    form = form_with(field, **in_boxes(("2", "3", "2025")))

    assert error_of(form) == "Date must be 1 March 2025 or earlier"


@pytest.mark.parametrize(
    ("boxes", "understood"),
    [
        (("6", "1", "2019"), PartialDate(datetime.date(2019, 1, 6))),
        (("", "3", "2019"), PartialDate(datetime.date(2019, 3, 15), "UAA")),
        (("", "", "2019"), PartialDate(datetime.date(2019, 6, 15), "UUA")),
        (("", "", ""), None),
    ],
)
def test_a_partial_date_keeps_what_is_known(
    boxes: tuple[str, str, str], understood: PartialDate | None
) -> None:
    field = PartialDateField(label="Date of birth", required=False)

    form = form_with(field, **in_boxes(boxes))

    assert form.is_valid(), form.errors
    assert form.cleaned_data["answer"] == understood
    assert field.prepare_value(understood) == boxes


def test_a_partial_date_needs_its_year() -> None:
    form = form_with(PartialDateField(label="Date of birth"), **in_boxes(("", "3", "")))

    assert error_of(form) == "Date of birth must include a day and year"


@pytest.mark.parametrize("words", ["Ọláyínká", "محمد", "李小龍", "👩‍👧‍👦", "O’Brien-Đặng", "אֵלִיָּה"])
def test_any_script_is_kept(words: str) -> None:
    form = form_with(TextField(label="Name"), answer=words)

    assert form.is_valid()
    assert form.cleaned_data["answer"] in html_of(form)


def test_letters_are_stored_in_one_way_and_without_controls() -> None:
    form = form_with(StoryField(label="Story"), answer="Zoe\u0308\x00\x07\x85 cries\tat\r\nnight")

    assert form.is_valid()
    assert form.cleaned_data["answer"] == "Zoë cries\tat\nnight"


def test_a_long_story_is_taken_whole() -> None:
    story = "She said: “never”.\n" * 5_000

    form = form_with(StoryField(label="Story"), answer=story)

    assert form.is_valid()
    assert form.cleaned_data["answer"] == story.strip()


def test_words_keep_their_lines_when_a_form_is_shown_again() -> None:
    field = RadiosField(label="Why", choices=REASONS, reveals={"other": "detail"})
    asked = type("Asked", (OperationForm,), {"why": field, "detail": StoryField(label="Detail")})

    html = str(asked({"why": "other", "detail": "one\n  two\nthree"})["why"].as_field_group())

    assert "one&#10;  two&#10;three</textarea>" in html


def test_what_was_typed_is_never_markup() -> None:
    form = form_with(EmailField(label="<b>Mail</b>"), answer='"><img src=x>')

    assert "<img" not in html_of(form)
    assert "<b>" not in html_of(form)


def test_a_password_is_not_shown_again() -> None:
    form = form_with(PasswordField(label="Password", max_length=3), answer="secret")

    assert "secret" not in html_of(form)


def test_a_revealed_field_stands_once_inside_its_radio() -> None:
    field = RadiosField(label="Why", choices=REASONS, reveals={"other": "detail"})
    asked = type("Asked", (OperationForm,), {"why": field, "detail": TextField(label="Detail")})

    form = asked()

    assert [bound.name for bound in form.field_groups()] == ["why"]
    assert str(form["why"].as_field_group()).count('name="detail"') == 1


def test_only_what_may_be_left_out_is_marked() -> None:
    form = form_with(TextField(label="Name", required=False))
    unmarked = type("Unmarked", (type(form),), {"mark_optional": False})()

    assert "Name (optional)" in html_of(form)
    assert "(optional)" not in str(unmarked["answer"].as_field_group())


def test_nothing_of_django_s_own_wording_is_left() -> None:
    fields = {field for field, *_ in GOOD} - {HiddenField}

    for field in fields:
        made = field(label="Answer", **({"choices": REASONS} if field in CHOOSING else {}))
        sentences = " ".join(made.wording().values()).casefold()
        assert not {"please", "sorry", "invalid", "error", "valid"} & set(sentences.split())
        assert "required" in made.wording()


CHOOSING = (SelectField, RadiosField, CheckboxesField, PeopleField)


def in_boxes(boxes: tuple[str, str, str]) -> dict[str, str]:
    return {f"answer_{part}": typed for part, typed in zip(("day", "month", "year"), boxes, strict=True)}


@pytest.fixture
def submitting(alice: Practitioner, acting_as: Callable[[Practitioner], Any]) -> Iterator[None]:
    """Somebody sends a form."""
    with acting_as(alice):
        yield


def refuse_name(**answers: str) -> None:
    raise ValidationError({"answer": "Enter a name that is free", "elsewhere": "Choose another day"})


def test_a_rule_broken_in_an_operation_stands_at_its_field(submitting: None) -> None:
    form = form_with(TextField(label="Name"), answer="Jo")
    assert form.is_valid()

    result = form.apply(refuse_name, **form.cleaned_data)

    assert result is None
    assert not form.applied
    assert error_of(form) == "Enter a name that is free"
    assert form.non_field_errors() == ["Choose another day"]
    assert 'value="Jo"' in html_of(form)


def test_an_operation_s_result_comes_back(submitting: None) -> None:
    form = form_with(TextField(label="Name"), answer="Jo")

    assert form.apply(str.upper, "jo") == "JO"
    assert form.applied


def test_a_refused_permission_passes_through(submitting: None) -> None:
    def refuse() -> None:
        raise PermissionDenied("Only the lead professional can close an episode.")

    form = form_with(TextField(label="Name"), answer="Jo")

    with pytest.raises(PermissionDenied):
        form.apply(refuse)


def test_the_same_form_sent_twice_does_its_work_once(submitting: None) -> None:
    form = form_with(TextField(label="Name"), answer="Jo", submission_token=str(uuid.uuid4()))
    form.apply(str.upper, "jo")

    with pytest.raises(AlreadyDoneError):
        form.apply(str.upper, "jo")


def test_a_form_carries_one_token_however_often_it_is_sent() -> None:
    first = OperationForm()
    again = OperationForm({"submission_token": str(first.submission_token)})
    forged = OperationForm({"submission_token": "not a token\x00"})

    assert again.submission_token == first.submission_token
    assert isinstance(forged.submission_token, uuid.UUID)


def test_a_rendered_form_has_all_that_it_needs() -> None:
    form = form_with(TextField(label="Name"), answer="")
    page = Template("{% load govuk %}{% operation_form form action='/close/' button='Close it' %}")

    html = page.render(Context({"form": form, "csrf_token": "secret-token"}))

    for part in (
        'action="/close/"',
        "novalidate",
        'autocomplete="off"',
        'value="secret-token"',
        f'value="{form.submission_token}"',
        'href="#id_answer"',
        'data-prevent-double-click="true"',
        "Close it",
    ):
        assert part in html
