"""The rows of the access table, area by area. An address without a row fails the build."""

from opencaf.web.access_table import Row
from opencaf.web.account.access_rows import ROWS as ACCOUNT
from opencaf.web.authority.access_rows import ROWS as AUTHORITY
from opencaf.web.case_audit.access_rows import ROWS as CASE_AUDIT
from opencaf.web.children.access_rows import ROWS as CHILDREN
from opencaf.web.costing.access_rows import ROWS as COSTING
from opencaf.web.directory.access_rows import ROWS as DIRECTORY
from opencaf.web.episodes.access_rows import ROWS as EPISODES
from opencaf.web.extracts.access_rows import ROWS as EXTRACTS
from opencaf.web.guidance.access_rows import ROWS as GUIDANCE
from opencaf.web.help.access_rows import ROWS as HELP
from opencaf.web.home.access_rows import ROWS as HOME
from opencaf.web.invited.access_rows import ROWS as INVITED
from opencaf.web.linkage.access_rows import ROWS as LINKAGE
from opencaf.web.national.access_rows import ROWS as NATIONAL
from opencaf.web.oversight.access_rows import ROWS as OVERSIGHT
from opencaf.web.practice.access_rows import ROWS as PRACTICE
from opencaf.web.quality.access_rows import ROWS as QUALITY
from opencaf.web.registers.access_rows import ROWS as REGISTERS
from opencaf.web.reports.access_rows import ROWS as REPORTS
from opencaf.web.training.access_rows import ROWS as TRAINING
from opencaf.web.voices.access_rows import ROWS as VOICES

ROWS: dict[str, Row] = {
    **ACCOUNT,
    **HOME,
    **CHILDREN,
    **EPISODES,
    **OVERSIGHT,
    **REPORTS,
    **DIRECTORY,
    **COSTING,
    **LINKAGE,
    **CASE_AUDIT,
    **NATIONAL,
    **QUALITY,
    **VOICES,
    **TRAINING,
    **PRACTICE,
    **GUIDANCE,
    **EXTRACTS,
    **REGISTERS,
    **AUTHORITY,
    **INVITED,
    **HELP,
}
