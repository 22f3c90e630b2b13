"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import EVERYBODY, HEARS, UNKNOWN_TO_ALL_AND_VISITORS, Row

ROWS: dict[str, Row] = {
    "voices:index": HEARS,
    "voices:results_download": HEARS,
    "voices:words": HEARS,
    "voices:code": HEARS,
    "voices:open_tie": HEARS,
    "voices:themes": HEARS,
    "voices:asked": HEARS,
    "voices:asked_add": HEARS,
    "voices:asked_one": HEARS,
    "voices:asked_link": HEARS,
    "voices:asked_paper": HEARS,
    "voices:asked_type_in": HEARS,
    "voices:asked_decline": HEARS,
    "voices:questionnaires": HEARS,
    "voices:questionnaire_begin": HEARS,
    "voices:moments": HEARS,
    "voices:questionnaire": HEARS,
    "voices:questionnaire_use": HEARS,
    "voices:questionnaire_again": HEARS,
    "voices:questionnaire_word": HEARS,
    "voices:said_and_done": EVERYBODY,
    "voices:said_and_done_add": HEARS,
    "voices:said_and_done_take_down": HEARS,
    "voices:interviews": HEARS,
    "voices:interview_add": HEARS,
    "voices:answer": UNKNOWN_TO_ALL_AND_VISITORS,
    "voices:decline": UNKNOWN_TO_ALL_AND_VISITORS,
}
