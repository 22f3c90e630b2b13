"""What a refused form owes whoever filled it in."""

import html
import re

from tests.web.bad_input.nasty import RAW_MARKUP
from tests.web.bad_input.page_reading import Control, Form, Page
from tests.web.bad_input.site import Sent, failure

DJANGO_SAYS = (
    "This field is required",
    "Enter a valid",
    "Enter a whole number",
    "Select a valid choice",
    "Ensure this value",
    "Ensure that there",
    "Null characters are not allowed",
    "is not one of the available choices",
    "is not a valid",
)
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def problems_of(sent: Sent) -> list[str]:
    """What is wrong with the answer to a form that was sent; nothing for one that was taken."""
    broken = failure(sent.response)
    if broken:
        return [broken]
    if sent.response.status_code in (302, 404, 409):
        return ["it wrote, and says 404"] if sent.response.status_code != 302 and sent.wrote else []
    if sent.response.status_code != 200:
        return [f"it answers {sent.response.status_code}"]
    return problems_of_page(sent)


def problems_of_page(sent: Sent) -> list[str]:
    page, text = sent.page, sent.response.content.decode()
    problems = [f"Django’s own sentence: {one}" for one in DJANGO_SAYS if one in html.unescape(text)]
    if RAW_MARKUP in text:
        problems.append("markup that was typed is markup in the page")
    if not page.has_summary:
        return [*problems, *([f"no summary, yet written to {sent.wrote}"] if sent.wrote else [])]
    if sent.wrote:
        problems.append(f"a refused form wrote to {sent.wrote}")
    if not page.title.startswith("Error: "):
        problems.append(f"the title is {page.title!r}")
    return problems + problems_of_summary(page) + lost_answers(sent)


def problems_of_summary(page: Page) -> list[str]:
    """Each line leads to an input that is there, and stands beside it in the same words."""
    problems = [] if page.mistakes else ["the summary is empty"]
    said = {name: " ".join(words.split()) for name, words in page.ids.items() if name.endswith("-error")}
    for href, words in page.mistakes:
        if not words:
            problems.append("a line of the summary is empty")
        if not href:
            problems += [f"no link: {words}"] if any(words in one for one in said.values()) else []
        elif href.removeprefix("#") not in page.ids:
            problems.append(f"the summary links to {href}, which is not there")
        elif href.removeprefix("#") in page.folded:
            problems.append(f"the summary links to {href}, which is folded away")
        elif not any(words in one and belongs(name, href) for name, one in said.items()):
            problems.append(f"not said at the field: {words}")
    return problems


def belongs(error_id: str, href: str) -> bool:
    """Whether an error message is of the question that a link leads to, or to a box of it."""
    return href.removeprefix("#").startswith(error_id.removesuffix("-error"))


def lost_answers(sent: Sent) -> list[str]:
    """What was typed or chosen and does not stand in the page again."""
    lost = []
    for control in sent.form.controls.values():
        if control.kind in ("hidden", "password") or control.name not in sent.answers:
            continue
        again = sent.page.control(control.name)
        if again is None:
            lost.append(f"{control.name} is not asked again")
        elif not keeps(control, again, sent.answers[control.name]):
            lost.append(f"{control.name} has lost {sent.answers[control.name][0][:40]!r}")
    return lost


def keeps(control: Control, again: Control, given: list[str]) -> bool:
    if control.is_chosen:
        offered = [one for one in given if one in control.options]
        return set(offered) <= set(again.shown)
    return [as_kept(one, control) for one in again.shown] == [as_kept(one, control) for one in given]


def as_kept(text: str, control: Control) -> str:
    """A text as a page can show it: without controls, line ends of one kind."""
    lines = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    # a browser leaves line ends out of a box of one line
    return lines if control.kind == "textarea" else lines.strip()


def says_at(page: Page, form: Form, name: str) -> bool:
    """Whether a mistake is said at a question."""
    return f"id_{name}-error" in page.ids
