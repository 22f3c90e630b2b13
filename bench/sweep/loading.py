"""The demonstration, told with words: as manage.py load_demo makes it, and with the highest ceilings."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.hashers import make_password

from bench.sweep.planting import Teller, plant_names, telling_with_words
from bench.sweep.words import Mint
from opencaf.accounts.models import User
from opencaf.agencies.models import Role
from opencaf.agencies.operations.beginning import asking_as
from opencaf.agencies.operations.setup import MOST, set_ceilings
from opencaf.agencies.queries import practitioner_of_user
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.demo.loading import load_authority
from opencaf.demo.plans import AuthorityPlan, plan_authority
from opencaf.demo.sign_ins import PASSWORD, address_of, give_second_factors

SEED = 2011


def load_with_words(
    authorities: Iterable[str], *, children: int, episodes: int
) -> tuple[list[AuthorityPlan], Teller]:
    """Load authorities; return their plans, and who knows where each word went."""
    mint = Mint()
    day = clock.today()
    plans = [
        plan_authority(code, seed=SEED, day=day, children=children, episodes=episodes) for code in authorities
    ]
    hashed_password = make_password(PASSWORD)
    with telling_with_words(mint) as teller:
        for plan in plans:
            plant_names(plan, mint)
            load_authority(plan, hashed_password=hashed_password, say=lambda _: None)
            raise_ceilings(plan.shape.code)
    give_second_factors()
    return plans, teller


def raise_ceilings(code: str) -> None:
    """Let everybody of an authority look as often as can be set."""
    user = User.objects.get(email=address_of(Role.ADMINISTRATOR, code))
    administrator = practitioner_of_user(user.id)
    if administrator is None:
        raise ValueError(f"{user.email} has no post")
    with acting_for(asking_as(administrator)):
        set_ceilings(
            searches_an_hour=MOST,
            opens_an_hour=MOST,
            exports_a_day=MOST,
            answer_access_within=administrator.authority.answer_access_within,
            feedback_within=administrator.authority.feedback_within,
            answer_offer_within=administrator.authority.answer_offer_within,
            training_lasts_years=administrator.authority.training_lasts_years,
            files_a_case=administrator.authority.files_a_case,
            megabytes_a_case=administrator.authority.megabytes_a_case,
            small_numbers_below=administrator.authority.small_numbers_below,
            by=administrator,
        )
