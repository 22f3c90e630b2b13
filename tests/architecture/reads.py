"""Which pages show nothing of a record, so that no look needs to be written."""

from opencaf.web.access_rows import ROWS
from opencaf.web.access_table import BY_POST, OPEN, all_addresses

ASKED_BY = ("lead_professional", "coordinator", "auditor")

SHOWS_NO_RECORD = {
    "oversight:review_sign_off": "a form about an agency; its posts were shown on the page before",
    "root": "leads on to My work",
    "account_login": "signing in",
    "account_logout": "signing out",
    "account_reauthenticate": "signing in again",
    "account_change_password": "one's own account",
    "account_inactive": "signing in",
    "account_choose_post": "one's own posts",
    "account_sessions": "one's own sessions",
    "account_time_left": "a number of minutes",
    "mfa_activate_totp": "one's own second factor",
    "mfa_add_webauthn": "one's own second factor",
    "mfa_generate_recovery_codes": "one's own second factor",
    "mfa_index": "one's own second factor",
    "oversight:privacy_officer": "who is told of emergencies",
    "children:find": "an empty form; the search that follows is written",
    "children:add": "an empty form after a search",
    "home:mail": "how often one's own mail comes",
    "help:index": "help",
    "help:safeguarding": "help",
    "help:accessibility": "help",
    "help:privacy": "help",
    "help:components": "example data",
    "help:blank_form": "the questions, about nobody",
    "oversight:find_case": "an empty form; what follows is written",
    "oversight:find_practitioner": "names of colleagues only",
    "oversight:ceilings": "three numbers of the authority",
    "episodes:received_add": "an empty form; the package is written on the trail",
    "episodes:received_decline": "an empty form about a package",
    "reports:index": "names of reports",
    "reports:save_view": "a name for how a report is divided",
    "reports:mail_view": "the name of a saved view, and when a mail about it comes",
    "reports:remove_view": "the name of a saved view",
    "directory:index": "services, about no child",
    "directory:show": "a service, about no child",
    "directory:add": "a service, about no child",
    "directory:change": "a service, about no child",
    "directory:waiting": "how long a service makes wait, about no child",
    "directory:retire": "a service, about no child",
    "directory:put_back": "a service, about no child",
    "directory:feed": "services of a feed, about no child",
    "directory:feed_download": "services, about no child; that it was given away is written as such",
    "case_audit:form": "what audits ask, about nobody",
    "case_audit:form_next": "what audits ask, about nobody",
    "case_audit:form_use": "what audits ask, about nobody",
    "case_audit:item_add": "what audits ask, about nobody",
    "case_audit:item_change": "what audits ask, about nobody",
    "case_audit:item_remove": "what audits ask, about nobody",
    "case_audit:themes": "names of themes",
    "case_audit:theme_stop": "the name of a theme",
    "case_audit:draw": "an empty form; which cases are drawn is written",
    "case_audit:ask": "an empty form; who scores is written",
    "case_audit:close": "the name of a round",
    "case_audit:throw_away": "the name of a round",
    "extracts:index": "which extracts there are and who had some made; no child",
    "extracts:extract": "what an extract holds, and no row of it",
    "extracts:ask": "an empty form",
    "extracts:find": "an empty form; that an ID was looked up is written",
    "extracts:made": "counts of rows; that the file is taken is written",
    "extracts:remove": "the name of a file",
    "extracts:tables": "how the authority works, about no child",
    "registers:index": "names of files, and who brought them in",
    "registers:choose": "an empty form",
    "registers:waiting": "counts of rows; the lists of them are written",
    "registers:bring_in": "counts of rows",
    "registers:give_up": "the name of a file",
    "registers:import": "counts of rows; the lists of them are written",
    "voices:asked_add": "an empty form",
    "voices:interview_add": "an empty form",
    "voices:moments": "when people are asked",
    "voices:questionnaire": "the questions, about nobody",
    "voices:questionnaire_again": "the questions, about nobody",
    "voices:questionnaire_begin": "the questions, about nobody",
    "voices:questionnaire_use": "the questions, about nobody",
    "voices:questionnaire_word": "the questions, about nobody",
    "voices:questionnaires": "the questions, about nobody",
    "voices:said_and_done": "what the authority tells everybody",
    "voices:said_and_done_add": "an empty form",
    "voices:said_and_done_take_down": "what the authority tells everybody",
    "voices:themes": "names of themes, and counts",
    "csp_report": "heard from browsers",
}
LOOKS = ("read", "listed", "searched", "downloaded", "printed")


def pages() -> list[tuple[str, str, str]]:
    """Name, pattern and who may open it, for every page that is asked for and not sent to."""
    found = []
    for name, pattern in sorted(all_addresses().items()):
        openers = [who for who in ASKED_BY if getattr(ROWS[name], who) == OPEN]
        if name not in BY_POST and openers:
            found.append((name, pattern, openers[0]))
    return found
