"""The reader of pages, and the contract, can see what they are there to see."""

from django.http import HttpResponse

from tests.web.bad_input.contract import problems_of
from tests.web.bad_input.page_reading import Form, read
from tests.web.bad_input.site import PAGES, Sent, Site

REFUSED = """
<title>Error: Close it</title>
<div class="govuk-error-summary"><ul class="govuk-list govuk-error-summary__list">
<li><a href="#id_why">Enter why</a></li></ul></div>
<form method="post"><p id="id_why-error">Enter why</p>
<textarea name="why" id="id_why">
&lt;b&gt; kept</textarea><input name="on_day" value="1"></form>
"""


def problems(page: str, wrote: tuple[str, ...] = (), status: int = 200) -> list[str]:
    form: Form = read(REFUSED, at="/close/").forms[0]
    answers = {"why": ["<b> kept"], "on_day": ["1"]}
    return problems_of(Sent(form, answers, HttpResponse(page, status=status), list(wrote)))


def test_a_page_is_read_as_a_browser_reads_it() -> None:
    form = read(REFUSED, at="/close/").forms[0]

    assert form.address == "/close/"
    assert form.as_shown() == {"why": ["<b> kept"], "on_day": ["1"]}


def test_a_good_refusal_has_no_problems() -> None:
    assert problems(REFUSED) == []


def test_each_broken_promise_is_seen() -> None:
    assert problems(REFUSED, status=500)
    assert problems(REFUSED, wrote=("episodes_episode",))
    assert problems(REFUSED.replace("Error: ", ""))
    assert problems(REFUSED.replace('id="id_why"', 'id="elsewhere"'))
    assert problems(REFUSED.replace("id_why-error", "nothing-error"))
    assert problems(REFUSED.replace("&lt;b&gt; kept", ""))
    assert problems(REFUSED.replace("Enter why", "This field is required."))
    assert problems(REFUSED.replace("<form", "<details><form"))
    assert problems(REFUSED.replace("&lt;b&gt;", "<img src=x onerror=1>"))


def test_the_sweep_reaches_the_forms_of_the_site(site: Site) -> None:
    with_forms = [name for name in PAGES if site.forms(name)]

    assert len(with_forms) > 60
