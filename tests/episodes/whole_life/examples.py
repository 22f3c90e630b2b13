"""Lives told in full: a step a line, by whom, days ago (-3), which of several (=2); "not": refused."""

from __future__ import annotations

from dataclasses import dataclass

from tests.episodes.whole_life.walking import Step

WALKS = {
    "from the intention to a plan that is reviewed": """
        not checklist dave
        checklist alice
        checklist carol
        not agree dave
        not start alice
        refuse alice
        not withdraw alice =0
        agree alice
        share alice
        not start alice -2
        wait alice =2
        start alice -1
        not start alice
        not checklist alice
        not visit dave
        visit alice
        not mark dave
        mark alice =2
        level alice =2
        not level alice =2
        not complete alice -3
        complete alice
        show alice
        not show alice -9
        not plan_to_meet dave =3
        plan_to_meet alice =3
        not invite dave
        invite alice
        join alice =1
        apologise ben
        move_meeting alice =4
        not meet dave
        meet alice =1
        not apologise ben
        not move_meeting alice =0
        not cancel_meeting alice =0
        not review dave =0
        review alice =1
        not review alice =1
        not outcome dave
        outcome alice
        not act dave
        act alice =1
        decide_to_act alice =0
        not decide_to_act alice =0
        not progress dave
        progress alice =0
        not close_action alice -9 =0
        close_action alice =0
        not close_action alice =0
        reopen_action alice =0
        not reopen_action alice =0
        close_action alice =1
        start alice
        complete alice
        plan_to_meet alice =2
        cancel_meeting alice =1
        not put_on_panel dave =2
        put_on_panel alice =5
        not take_off_panel dave
        take_off_panel alice
        not take_off_panel alice
        meet alice =5
    """,
    "leads that change": """
        not offer ben =1
        offer alice =1
        not offer alice =2
        not accept cat =1
        accept ben =0
        not decline ben =1
        not agree_lead alice =2
        offer ben =2
        not decline dave =1
        decline cat =0
        offer alice =3
        not take_back_offer dave
        take_back_offer alice
        not take_back_offer alice
        wait alice =3
        not hand_over dave =2
        hand_over alice =2
        take_back_handover carol
        not take_back_handover carol
        hand_over ben =4
        take_back_handover carol
        hand_over carol =2
        hand_over carol =3
        not correct_lead dave =0
        correct_lead carol -1 =0
        not begin_work dave =1
        begin_work alice =1
        not begin_work alice =0
        not leave alice =0
        not end_work dave
        end_work alice
        not end_work alice
        join alice =4
        not join alice =4
        not join dave =0
        wait alice =1
        leave alice =0
        not leave alice =0
        correct_member alice -1 =1
        not correct_member dave =0
    """,
    "a rest, a closing and what is put right": """
        agree alice
        not suspend alice
        start alice
        complete alice
        agree_lead alice =1
        begin_work alice =2
        wait alice =4
        offer alice =3
        not suspend dave
        suspend alice -1
        not suspend alice
        not agree_lead alice =0
        not begin_work alice =0
        not offer alice =0
        correct_rest alice -2 =0
        not correct_rest dave =0
        not resume dave
        resume alice
        not resume alice
        not agree_lead alice -1 =0
        agree_lead alice =0
        join alice =4
        wait alice =2
        not close dave
        not close ben
        close alice -1 =3
        not close alice =0
        not note alice
        not reopen dave
        not correct_closing dave =0
        correct_closing alice -2 =0
        not reopen alice -9
        reopen alice
        not reopen alice
        agree_lead alice =1
        suspend alice
        close carol
        reopen carol
        agree_lead carol =1
        close ben
        reopen ben
        note alice =1
        not correct_note dave =0
        correct_note alice -1 =0
        not move_note dave =0
        move_note alice =0
        not move_note_back ben =0
        move_note_back alice =0
        add_child alice
        not add_child alice
        not child_leaves dave =0
        wait alice =1
        correct_child alice -1 =0
        not correct_child dave =0
        child_leaves alice =1
        not child_leaves alice =1
        meet alice =0
        not correct_meeting dave =0
        correct_meeting alice -1 =0
        not correct_intention dave
        correct_intention alice -20
    """,
    "services, social care and another authority": """
        share_in_part alice =0
        not step_up alice
        share_in_part alice =1
        not share_in_part dave
        not ask dave
        ask alice
        wait alice =3
        not send dave =0
        send alice =0
        not send alice =0
        not decide alice -9 =2
        decide alice =2
        decide alice =1
        not recall dave =0
        recall alice =0
        not service_starts alice =0
        not take_back_recall dave =0
        take_back_recall alice =0
        not take_back_recall alice =0
        decide alice =0
        service_starts alice =0
        not recall alice =0
        not service_ends dave =0
        service_ends alice =0
        not unmet dave =0
        unmet alice =0
        not no_service dave
        no_service alice
        not take_back_no_service dave
        take_back_no_service alice
        not step_up dave
        step_up alice
        not step_up alice
        not answer_step dave =0
        answer_step alice =0
        not answer_step alice =0
        not feed_back dave =0
        feed_back alice =0
        not feed_back alice =0
        step_up alice =1
        not take_back_step alice =0
        not take_back_answer alice =1
        answer_step alice =5
        take_back_answer alice =1
        take_back_step alice =1
        not step_down dave
        step_down alice
        put_on_panel alice =5
        agree_lead alice =1
        meet alice =3
        outcome alice
        act alice =0
        level alice =3
        not prepare dave
        prepare alice
        not prepare alice
        not withdraw_transfer dave
        withdraw_transfer alice
        not withdraw_transfer alice
        prepare alice
        not they_decline dave
        they_decline carol
        not they_decline carol
        not they_accept carol
        prepare alice
        not send_package dave
        send_package alice
        not they_accept dave
        they_accept ben
        not prepare alice
        reopen alice
        join alice =2
        share alice
        not share dave
        withdraw alice =1
        share_nothing alice
        not share_nothing dave
        not refuse dave
    """,
    "answers that end what rested on them": """
        agree alice
        share alice
        join alice =1
        join alice =2
        agree_lead alice =1
        withdraw alice =1
        share alice
        join alice =2
        withdraw alice =0
        close ben
        reopen alice
        agree alice
        join alice =2
        join alice =3
        join alice =1
        refuse dan
        not withdraw dave =0
    """,
}


@dataclass(frozen=True)
class Line:
    """A step as it is told, and whether it is refused."""

    step: Step
    is_refused: bool

    @property
    def name(self) -> str:
        return self.step[0]


def told(line: str) -> Line:
    """Read a line."""
    words = line.split()
    is_refused = words[0] == "not"
    name, who, *more = words[is_refused:]
    back = next((int(word[1:]) for word in more if word[0] == "-"), 0)
    pick = next((int(word[1:]) for word in more if word[0] == "="), 0)
    return Line((name, who, back, pick), is_refused)


TOLD = {name: [told(line) for line in walk.strip().splitlines()] for name, walk in WALKS.items()}
OPENINGS: dict[str, str] = {
    "busy": (
        "agree alice, share_in_part alice =1, start alice, mark alice =2, complete alice, "
        "plan_to_meet alice =3, meet alice =4, outcome alice, act alice =1, ask alice, "
        "send alice, step_up alice, note alice =1, agree_lead alice =1, begin_work ben =2, wait alice =4"
    ),
    "intended": "wait alice",
    "assessed": "agree alice, share alice, start alice, complete alice, wait alice =3",
    "led": "agree alice, start alice, complete alice, meet alice =3, agree_lead alice =1, wait alice =5",
    "resting": "agree alice, start alice, agree_lead alice =1, wait alice =5, suspend carol, wait alice =2",
    "closed": "agree_lead alice =1, join alice =4, wait alice =4, close ben, wait alice =2",
    "moving": "agree_lead alice =1, outcome alice, act alice, wait alice =4, prepare ben",
}


def opening(name: str) -> list[Step]:
    """The steps of an opening."""
    return [told(line).step for line in OPENINGS[name].split(", ")]
