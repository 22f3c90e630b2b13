"""Every dated event of some episodes in one read: a branch a table, a line a date.

Columns: episode, day, rank (the order of the process within a day), kind to filter by, step (which title),
record, its id, the field of the date, a name for the title, text, who. Nothing but codes and columns stands
in the text; the ids are parameters and row-level security applies as to any read.
"""

# fmt: off
PRACTITIONER = "(select p.given_name || ' ' || p.family_name from agencies_practitioner p where p.id = {})"
PERSON = "(select coalesce(nullif(trim(p.given_names || ' ' || p.family_name), ''), 'a member of the family') from people_person p where p.id = {})"
AGENCY = "(select g.name from agencies_agency g where g.id = {})"
# Forty tables with their policies take PostgreSQL longer to plan than to read. Read by a subselect, the ids
# count alike whether they are known or not, so that it keeps its plan instead of planning anew each time.
EPISODES = "(select %(episodes)s::uuid[])::uuid[]"
WRITER = PRACTITIONER.format("t.recorded_by_id")
# A rest that was over since the case closed was not taken up again.
CLOSED_AT_REST = (
    "exists (select from episodes_closure c where c.episode_id = t.episode_id and c.state_before = 'suspended' "
    "and c.closed_on = t.ended_on and t.id = (select s.id from episodes_suspension s "
    "where s.episode_id = t.episode_id and s.ended_on = c.closed_on order by s.started_on desc, s.id desc limit 1))"
)


def branch(table: str, lines: str, *, episode: str = "t.episode_id", joins: str = "") -> str:
    """Return one table's branch: its row t once, and a line for each of its dates that is known."""
    return (
        f"select {episode}, e.day, e.rank, e.kind, e.step, e.record, e.id, e.field, e.name, e.text, e.who "
        f"from episodes_{table} t {joins} cross join lateral (values {lines}) "
        "as e (day, rank, kind, step, record, id, field, name, text, who) "
        f"where {episode} = any({EPISODES}) and e.day is not null"
    )


BRANCHES = (
    branch("recordcheck", f"(t.checked_on, 1, 'intention', 'checked', 'check', t.id, 'checked_on', '', concat_ws(E'\\n', nullif(t.searched_for, ''), nullif(t.found, ''), nullif(t.then, '')), {WRITER})"),
    branch("episode", f"(case when t.intended_accuracy <> 'UUU' then t.intended_on end, 2, 'intention', 'intended', 'episode', t.id, 'intended_on', {AGENCY.format('t.initiating_agency_id')}, t.why, {PRACTITIONER.format('t.initiator_id')})", episode="t.id"),
    branch("checklist", f"(t.filled_in_on, 3, 'intention', 'checklist', 'checklist', t.id, 'filled_in_on', '', t.extra_services, {PRACTITIONER.format('t.filled_in_by_id')})"),
    branch("consent", f"""
        (t.answered_on, 4, 'agreement', t.kind || case when t.given then '_agreed' else '_refused' end, 'consent', t.id, 'answered_on', {PERSON.format('t.given_by_id')}, t.words, {PRACTITIONER.format('t.explained_by_id')}),
        (t.withdrawn_on, 4, 'agreement', 'withdrawn', 'consent', t.id, 'withdrawn_on', {PERSON.format('t.given_by_id')}, t.withdrawal_words, {WRITER}),
        (t.competence_judged_on, 4, 'agreement', 'competence', 'consent', t.id, 'competence_judged_on', {PERSON.format('t.given_by_id')}, t.competence_because, {PRACTITIONER.format('t.competence_judged_by_id')})"""),
    branch("sharingdecision", f"(t.decided_on, 5, 'agreement', 'decided_' || t.decision, 'sharing', t.id, 'decided_on', coalesce(nullif(t.recipient, ''), {AGENCY.format('t.agency_id')}, {PERSON.format('t.person_id')}), t.rationale, {PRACTITIONER.format('t.decided_by_id')})"),
    branch("assessment", f"""
        (t.started_on, 5, 'assessment', 'assessment_started', 'assessment', t.id, 'started_on', t.version::text, t.why_again, {PRACTITIONER.format('t.assessor_id')}),
        (t.completed_on, 7, 'assessment', 'assessment_completed', 'assessment', t.id, 'completed_on', t.version::text, t.summary, {PRACTITIONER.format('t.assessor_id')}),
        (t.shown_to_family_on, 8, 'assessment', 'assessment_shown', 'assessment', t.id, 'shown_to_family_on', t.version::text, '', {PRACTITIONER.format('t.assessor_id')})"""),
    branch("assessmentvisit", f"(t.visited_on, 6, 'assessment', 'visited', 'visit', t.id, 'visited_on', '', t.note, {PRACTITIONER.format('coalesce(t.visited_by_id, t.recorded_by_id)')})",
           episode="a.episode_id", joins="join episodes_assessment a on a.id = t.assessment_id"),
    branch("qualitycheck", f"(case when t.verdict <> 'replaced' then t.looked_on end, 8, 'assessment', 'quality_' || t.verdict, 'quality', t.id, 'looked_on', a.version::text, '', {PRACTITIONER.format('t.looked_by_id')})",
           joins="join episodes_assessment a on a.id = t.assessment_id"),
    branch("contribution", f"""
        (t.asked_on, 6, 'assessment', 'contribution_asked', 'contribution', t.id, 'asked_on', {PRACTITIONER.format('t.practitioner_id')}, t.question, {WRITER}),
        (t.sent_on, 6, 'assessment', 'contribution_sent', 'contribution', t.id, 'sent_on', {PRACTITIONER.format('t.practitioner_id')}, t.note, {PRACTITIONER.format('t.practitioner_id')}),
        (case when t.ended_why = 'withdrawn' then t.ended_on end, 6, 'assessment', 'contribution_withdrawn', '', t.id, '', {PRACTITIONER.format('t.practitioner_id')}, '', '')"""),
    branch("meeting", f"""
        (t.held_on, 9, 'meeting', 'meeting_held', 'meeting', t.id, 'held_on', coalesce(nullif(t.purpose, ''), k.name), t.notes, coalesce({PRACTITIONER.format('t.chair_id')}, {PERSON.format('t.chair_person_id')})),
        (case when t.status = 'planned' then t.planned_for end, 9, 'meeting', 'meeting_planned', 'meeting', t.id, 'planned_for', coalesce(nullif(t.purpose, ''), k.name), '', {WRITER}),
        (case when t.status = 'cancelled' then t.planned_for end, 9, 'meeting', 'meeting_cancelled', 'meeting', t.id, 'planned_for', coalesce(nullif(t.purpose, ''), k.name), t.why_cancelled, {WRITER})""",
           joins="join agencies_meetingkind k on k.id = t.kind_id"),
    branch("review", f"(t.reviewed_on, 10, 'meeting', 'reviewed', 'review', t.id, 'reviewed_on', '', t.what_changed, {WRITER})"),
    branch("leadprofessional", f"""
        (case when t.started_accuracy <> 'UUU' then t.started_on end, 11, 'team', 'lead_began', 'lead', t.id, 'started_on', {PRACTITIONER.format('t.practitioner_id')}, case when t.chosen_by = '' then '' else 'Chosen by ' || t.chosen_by end, {AGENCY.format('t.agency_id')}),
        (t.handover_met_on, 11, 'team', 'handover', 'lead', t.id, 'handover_met_on', {PRACTITIONER.format('t.practitioner_id')}, t.handover_note, t.handover_present),
        (case when t.ended_accuracy <> 'UUU' then t.ended_on end, 27, 'team', 'lead_ended', 'lead', t.id, 'ended_on', {PRACTITIONER.format('t.practitioner_id')}, t.why_ended, {AGENCY.format('t.agency_id')})"""),
    branch("leadoffer", f"""
        (t.offered_on, 11, 'team', 'lead_offered', 'offer', t.id, '', {PRACTITIONER.format('t.practitioner_id')}, t.words, {PRACTITIONER.format('t.offered_by_id')}),
        (case when t.answer <> 'accepted' then t.answered_on end, 11, 'team', 'offer_' || t.answer, 'offer', t.id, '', {PRACTITIONER.format('t.practitioner_id')}, t.reason, {PRACTITIONER.format('t.answered_by_id')})"""),
    branch("coordination", f"""
        (t.started_on, 12, 'team', 'work_began', 'work', t.id, 'started_on', coalesce({PRACTITIONER.format('t.practitioner_id')}, {PERSON.format('t.person_id')}), t.why, coalesce(nullif(t.chosen_by, ''), {WRITER})),
        (t.ended_on, 27, 'team', 'work_ended', 'work', t.id, 'ended_on', coalesce({PRACTITIONER.format('t.practitioner_id')}, {PERSON.format('t.person_id')}), t.why_ended, {WRITER})"""),
    branch("teammember", f"""
        (t.joined_on, 13, 'team', 'joined_team', 'team', t.id, 'joined_on', coalesce({PRACTITIONER.format('t.practitioner_id')}, {PERSON.format('t.person_id')}), t.role, {AGENCY.format('t.agency_id')}),
        (t.left_on, 28, 'team', 'left_team', 'team', t.id, 'left_on', coalesce({PRACTITIONER.format('t.practitioner_id')}, {PERSON.format('t.person_id')}), '', {AGENCY.format('t.agency_id')})"""),
    branch("outcome", f"(t.agreed_on, 14, 'plan', 'outcome_agreed', 'outcome', t.id, 'agreed_on', '', t.wording, coalesce(nullif(t.whose_words, ''), {WRITER}))"),
    branch("action", f"""
        (t.agreed_on, 15, 'plan', 'action_agreed', 'action', t.id, 'agreed_on', '', t.what, coalesce({PRACTITIONER.format('t.owner_id')}, {PERSON.format('t.owner_person_id')}, t.owner_words)),
        (t.closed_on, 24, 'plan', 'action_' || t.status, 'action', t.id, 'closed_on', '', concat_ws(E'\\n', t.what, nullif(t.reason, '')), coalesce({PRACTITIONER.format('t.owner_id')}, {PERSON.format('t.owner_person_id')}, t.owner_words))""",
           episode="o.episode_id", joins="join episodes_outcome o on o.id = t.outcome_id"),
    branch("actionprogress", f"(t.said_on, 23, 'plan', 'progress', 'progress', t.id, 'said_on', '', t.text, coalesce({PRACTITIONER.format('t.said_by_id')}, {PERSON.format('t.said_by_person_id')}, {WRITER}))",
           episode="o.episode_id", joins="join episodes_action a on a.id = t.action_id join episodes_outcome o on o.id = a.outcome_id"),
    branch("servicerequest", f"""
        (t.asked_on, 16, 'service', 'asked', 'request', t.id, 'asked_on', t.service_name, t.reason, coalesce({PRACTITIONER.format('t.asked_by_id')}, {PERSON.format('t.asked_by_person_id')})),
        (t.sent_on, 17, 'service', 'sent', 'request', t.id, 'sent_on', t.service_name, t.sent_what, {AGENCY.format('t.agency_id')}),
        (t.started_on, 19, 'service', 'service_started', 'request', t.id, 'started_on', t.service_name, '', {AGENCY.format('t.agency_id')}),
        (t.ended_on, 20, 'service', 'service_ended', 'request', t.id, 'ended_on', t.service_name, t.delivered, {AGENCY.format('t.agency_id')}),
        (t.unmet_recorded_on, 21, 'service', 'unmet', 'request', t.id, 'unmet_recorded_on', t.service_name, t.unmet_need, {WRITER}),
        (t.recalled_on, 21, 'service', 'recalled', 'request', t.id, 'recalled_on', t.service_name, t.recalled_why, {WRITER})"""),
    branch("missingservice", f"(case when t.taken_back_on is null then t.noted_on end, 21, 'service', 'no_such_service', 'missing', t.id, 'noted_on', '', t.wanted, {WRITER})"),
    branch("servicedecision", f"(t.decided_on, 18, 'service', 'decided_' || t.decision || case when exists (select from episodes_servicedecision b where b.request_id = t.request_id and (b.decided_on, b.id) < (t.decided_on, t.id)) then '_again' else '' end, 'decision', t.id, 'decided_on', r.service_name, t.reason, {AGENCY.format('r.agency_id')})",
           episode="r.episode_id", joins="join episodes_servicerequest r on r.id = t.request_id"),
    branch("contactnote", f"(t.happened_on, 22, 'note', 'note_' || t.kind, 'note', t.id, 'happened_on', t.with_whom, t.text, coalesce({PRACTITIONER.format('t.practitioner_id')}, {WRITER}))"),
    branch("suspension", f"""
        (t.started_on, 25, 'closing', 'suspended', 'suspension', t.id, 'started_on', '', t.reason, {WRITER}),
        (case when {CLOSED_AT_REST} then null else t.ended_on end, 12, 'closing', 'resumed', 'suspension', t.id, 'ended_on', '', '', {WRITER})"""),
    branch("thresholdstep", f"""
        (case when t.taken_back_on is null then t.sent_on end, 17, 'step', case when t.again_after_id is null then 'stepped_up' else 'stepped_up_again' end, 'step', t.id, 'sent_on', {AGENCY.format('t.agency_id')}, concat_ws(E'\\n', nullif(t.what_happened, ''), nullif(t.reason, '')), {PRACTITIONER.format('t.sent_by_id')}),
        (case when t.taken_back_on is null and t.answer <> '' then t.answered_on end, 24, 'step', 'step_' || t.answer, 'step', t.id, 'answered_on', {AGENCY.format('t.agency_id')}, t.answer_reason, {WRITER}),
        (case when t.taken_back_on is null then t.fed_back_on end, 24, 'step', 'step_fed_back', 'step', t.id, 'fed_back_on', {AGENCY.format('t.agency_id')}, concat_ws(E'\\n', nullif(t.feedback, ''), nullif(t.would_have_helped, '')), {WRITER}),
        (case when t.taken_back_on is null and t.direction = 'down' then t.decided_on end, 3, 'step', 'stepped_down', 'step', t.id, 'decided_on', {AGENCY.format('t.agency_id')}, concat_ws(E'\\n', nullif(t.reason, ''), nullif(t.handed_over, '')), {WRITER}),
        (t.taken_back_on, 32, 'step', 'step_' || t.direction || '_back', '', t.id, '', '', t.taken_back_why, {PRACTITIONER.format('t.taken_back_by_id')})"""),
    branch("transfer", f"""
        (t.prepared_on, 16, 'transfer', 'transfer_prepared', 'transfer', t.id, 'prepared_on', t.to_name, t.why, {WRITER}),
        (t.sent_on, 17, 'transfer', 'transfer_sent', 'transfer', t.id, 'sent_on', t.to_name, '', {WRITER}),
        (t.answered_on, 29, 'transfer', 'transfer_' || t.state, 'transfer', t.id, 'answered_on', t.to_name, t.answer_reason, t.answered_by_words),
        (t.withdrawn_on, 29, 'transfer', 'transfer_withdrawn', 'transfer', t.id, 'withdrawn_on', t.to_name, t.withdrawn_why, {WRITER})"""),
    branch("receivedtransfer", f"""
        (t.received_on, 0, 'transfer', 'transfer_arrived', 'received', t.id, 'received_on', t.sender_name, '', {WRITER}),
        (t.answered_on, 32, 'transfer', 'transfer_taken_over', 'received', t.id, 'answered_on', t.sender_name, '', {PRACTITIONER.format('t.answered_by_id')})"""),
    branch("levelofneed", f"(t.decided_on, 26, 'level', 'level', 'level', t.id, 'decided_on', t.level::text, t.reason, coalesce({PRACTITIONER.format('t.decided_by_id')}, {WRITER}))"),
    branch("familyview", f"(t.said_on, 29, 'words', case when t.text = '' then 'not_asked' else 'said' end, 'view', t.id, 'said_on', coalesce({PERSON.format('t.person_id')}, 'The family'), coalesce(nullif(t.text, ''), t.not_asked_why), {WRITER})"),
    branch("closure", f"""
        (case when t.reopened_on is not null or e0.closed_accuracy <> 'UUU' then t.closed_on end, 30, 'closing', 'closed', 'closure', t.id, 'closed_on', t.reason, t.reason_words, {WRITER}),
        (t.reopened_on, 31, 'closing', 'reopened', 'closure', t.id, 'reopened_on', '', t.reopened_reason, {WRITER})""",
           joins="join episodes_episode e0 on e0.id = t.episode_id"),
    branch("episodechild", f"""
        (case when t.joined_on > e0.intended_on then t.joined_on end, 3, 'intention', 'child_joined', 'child', t.id, 'joined_on', {PERSON.format('t.child_id')}, '', {WRITER}),
        (t.left_on, 27, 'closing', 'child_left', 'child', t.id, 'left_on', {PERSON.format('t.child_id')}, '', {WRITER}),
        ((select c.born_on from people_person c where c.id = t.child_id and c.born_on > e0.intended_on), 0, 'birth', 'born', '', t.child_id, '', {PERSON.format('t.child_id')}, '', '')""",
           joins="join episodes_episode e0 on e0.id = t.episode_id"),
    branch("episodechild", f"""
        (m.merged_on, 0, 'record', 'merged', '', m.merge, '', {PERSON.format('t.child_id')}, '', {PRACTITIONER.format('m.approved_by')}),
        (m.undone_on, 0, 'record', 'unmerged', '', m.merge, '', {PERSON.format('t.child_id')}, '', {PRACTITIONER.format('m.undone_by')})""",
           joins="cross join lateral people_merged_on(t.child_id) m"),
)

EVENTS = " union all ".join(BRANCHES) + " order by 2, 3, 7"
# fmt: on
