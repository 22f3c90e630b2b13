"""What was typed and taken stands on the pages as it was typed, never as markup."""

import html

import pytest

from tests.web.bad_input.contract import as_kept
from tests.web.bad_input.filling import right_answers
from tests.web.bad_input.nasty import LINE, LONG_STORY, RAW_MARKUP, SHOWN_MARKUP
from tests.web.bad_input.page_reading import Answers, Form
from tests.web.bad_input.site import PAGES, Site, failure, undone

READ_AFTERWARDS = (
    "episodes:overview",
    "episodes:journey",
    "episodes:plan",
    "episodes:services",
    "episodes:team",
    "children:show",
)
# Their words stand on a page of another case or another step.
SHOWN_ELSEWHERE = {
    "authority:admission",
    "children:add_identifier",
    "children:add_member",
    "children:answer_access",
    "children:family",
    "children:judge_duplicate",
    "children:lift_shield",
    "children:propose_merge",
    "children:move_home",
    "children:seal",
    "children:shield",
    "children:unseal",
    "case_audit:feedback_give",
    "case_audit:look_again",
    "case_audit:paper",
    "case_audit:settle",
    "episodes:add_child",
    "episodes:assessment_conclusions",
    "episodes:assessment_domain",
    "episodes:assessment_situation",
    "episodes:checklist_skip",
    "episodes:reopen",
    "episodes:request_stand",
    "episodes:start",
    "episodes:withhold_look",
    "guidance:from_answer",  # on the page of its question
    "linkage:remove",
    "oversight:judge",
    "oversight:review_sign_off",
    "quality:accept",
    "training:feedback",  # once three people have answered
    "voices:asked_type_in",  # once enough people have answered
    "voices:open_tie",  # to auditors, on the trail
}
# Their boxes take a table of figures, or a file's text.
TABLES = (
    "authority:form_bring_in",
    "case_audit:ask",  # of names
    "costing:bring_in",
    "costing:estimate",
    "costing:index_change",
    "episodes:panel_change",  # of names
    "training:attendance",
    "training:book_others",
    "voices:questionnaire_word",  # of answers, one a line
)
NO_WORDS = (
    "time",
    "_else",
    "explained_by",
    "filled_in_by",
    "judged_by",
    "decided_by",
    "postcode",
    "_number",
    "others",
)


@pytest.mark.parametrize("name", PAGES)
def test_markup_that_is_typed_is_shown_as_words(site: Site, name: str) -> None:
    for form in site.forms(name):
        typed: Answers = {one.name: [LINE] for one in form.typed if can_hold(one.name)}
        pages = pages_after(site, name, form, typed) if typed else {}

        assert [address for address, page in pages.items() if RAW_MARKUP in page] == []
        if pages and name not in SHOWN_ELSEWHERE:
            assert any(SHOWN_MARKUP in page for page in pages.values()), form.address


@pytest.mark.parametrize("name", PAGES)
def test_every_story_box_holds_ten_thousand_characters(site: Site, name: str) -> None:
    if name in TABLES:
        pytest.skip("Its box takes a table of figures, not a story.")
    for form in [one for one in site.forms(name) if one.stories]:
        right = right_answers(form, name)
        told: Answers = {one.name: [LONG_STORY[:10_000]] for one in form.stories if any(right[one.name])}
        with undone(site.client(name)):
            answer = site.client(name).post(form.address, right | told)

        assert answer.status_code == 302, failure(answer) or form.address


def test_a_story_is_shown_word_for_word(site: Site) -> None:
    name = "episodes:note_add"
    form = site.forms(name)[0]
    pages = pages_after(site, name, form, {"text": [LONG_STORY]})
    shown = html.unescape(next(iter(pages.values())).replace("<br>", "\n"))

    lines = as_kept(LONG_STORY, form.controls["text"]).split("\n")

    assert [line for line in lines if line.strip() not in shown] == []


def pages_after(site: Site, name: str, form: Form, typed: Answers) -> dict[str, str]:
    """The pages that follow when nasty words are taken; none when they are refused."""
    client = site.client(name)
    with undone(client):
        answer = client.post(form.address, right_answers(form, name) | typed)
        if answer.status_code != 302:
            return {}
        addresses = [answer["Location"], *map(site.address, READ_AFTERWARDS)]
        return {address: client.get(address).content.decode() for address in addresses}


def can_hold(name: str) -> bool:
    """Whether a box takes any words, not only a name that is listed or a figure."""
    return not name.endswith(NO_WORDS) and "_other_" not in name and not name.startswith("contributor")
