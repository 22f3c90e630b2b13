"""Children of a register as records, with everything that hangs on them; filed so that they are found."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from opencaf.core.ids import new_id
from opencaf.core.partial_dates import EXACT
from opencaf.core.sets import write_set
from opencaf.people.codes import Ethnicity, Kinship, Scheme, Sex
from opencaf.people.identifiers import warning_for
from opencaf.people.models import (
    ContactPoint,
    Household,
    HouseholdMember,
    Identifier,
    NameWord,
    Person,
    PersonName,
    Relationship,
    Schooling,
    Seal,
    SealedPart,
    SealReader,
    SearchName,
    WhySealed,
)
from opencaf.people.name_keys import plain, plain_postcode
from opencaf.people.operations.search_names import code_of, filings, keys_of
from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.writing.rows import Rows
from opencaf.registers.writing.told import (
    CONFIDENTIAL,
    Told,
    birth_of,
    expected_on,
    first,
    is_secret,
    names_of_carer,
    value_of,
    words_for,
)

AT_HOME = "Educated at home"
NO_FIXED_ABODE = "No fixed abode"
SAID_SO = "The register says that this address must not be shown."
STATEMENT = "Statement of special educational needs"
KINDS = PersonName.Kind


class People:
    """Adds children and those around them to a portion."""

    def __init__(self, rows: Rows, register: str) -> None:
        self.rows, self.register = rows, register
        self.today = rows.moment.date()
        self.homes: dict[tuple[str, str], uuid.UUID] = {}
        self.carers: dict[tuple[str, str, str], uuid.UUID] = {}
        self.secret_homes: dict[uuid.UUID, uuid.UUID] = {}
        self.words: set[str] = set()

    def begin_portion(self) -> None:
        """Forget homes and carers of the portion before: none of them is shared."""
        self.homes.clear()
        self.carers.clear()
        self.secret_homes.clear()

    def add_child(self, told: Sequence[Told]) -> uuid.UUID:
        """Add a child by what its rows say of it, the row that counts most first; return the record's id."""
        name = {part: first(told, part) or "" for part in ("given_names", "family_name")}
        birth = birth_of(told)
        sex, ethnicity = first(told, "sex"), first(told, "ethnicity")
        child_id = self.rows.add(
            Person,
            id=new_id(),
            given_names=name["given_names"][:200],
            family_name=name["family_name"][:200],
            sex=sex or Sex.UNKNOWN,
            born_on=birth.day if birth else None,
            born_accuracy=birth.accuracy if birth else EXACT,
            born_source=self.register[:100] if birth else "",
            expected_on=None if birth else expected_on(told),
            ethnicity=ethnicity or Ethnicity.NOBT,
            ethnicity_words=words_for(told, "ethnicity") if not ethnicity else "",
            special_needs_words=STATEMENT if first(told, "sen_statement") else "",
        )
        others = self.add_names(child_id, told, name["given_names"], name["family_name"])
        postcodes = self.add_home(child_id, told)
        self.add_numbers(child_id, told)
        self.add_contacts(child_id, told)
        self.add_school(child_id, told)
        self.add_carers(child_id, told, name["family_name"])
        day = birth.day if birth else expected_on(told)
        self.file(child_id, name["given_names"], name["family_name"], others, postcodes, day, is_child=True)
        return child_id

    def add_to_known(self, child_id: uuid.UUID, told: Sequence[Told], numbers: Iterable[str]) -> None:
        """Add to a record that was here what a register knows the child by, and an address to be kept secret.

        That address was known up to the day of the register; where the child lives now the record says.
        """
        self.add_numbers(child_id, told, but=frozenset(numbers))
        if secret := next((one for one in told if is_secret(one.reading)), None):
            self.secret_homes[child_id] = self.add_secret_home(child_id, secret.reading, self.today)

    def add_names(
        self, child_id: uuid.UUID, told: Sequence[Told], given: str, family: str
    ) -> list[tuple[str, str]]:
        """Add the names beside the one that counts; return them."""
        found: dict[tuple[str, str], KINDS] = {}
        for one in told:
            for name in one.child.get("also_known_as", {}).get("value") or ():
                found.setdefault((name, ""), KINDS.KNOWN_AS)
            if before := value_of(one.child, "previous_family_name"):
                found.setdefault(("", before), KINDS.PREVIOUS)
            other = (value_of(one.child, "given_names") or "", value_of(one.child, "family_name") or "")
            if any(other) and plain(" ".join(other)) != plain(f"{given} {family}"):
                found.setdefault(other, KINDS.OTHER)
        for (first_name, last_name), kind in found.items():
            self.rows.add(
                PersonName,
                person_id=child_id,
                kind=kind,
                given_names=first_name[:200],
                family_name=last_name[:200],
                source=self.register[:100],
            )
        return list(found)

    def add_home(self, child_id: uuid.UUID, told: Sequence[Told]) -> list[str]:
        """Add where a child lives; return the postcode by which it is found, nothing of a secret one.

        A secret address that was left since is kept as a home of then.
        """
        if secret := next((one for one in told if is_secret(one.reading)), None):
            is_home = any(one.reading.values.get("address", {}).get("state") == CONFIDENTIAL for one in told)
            left_on = None if is_home else self.today
            self.secret_homes[child_id] = self.add_secret_home(child_id, secret.reading, left_on)
            if is_home:
                return []
        for one in told:
            values = one.reading.values
            line = value_of(values, "address") or ""
            if values.get("address", {}).get("state") == "no_fixed_abode":
                line = NO_FIXED_ABODE
            postcode = value_of(values, "postcode") or ""
            if line or postcode:
                key = (line, postcode)
                if key not in self.homes:
                    self.homes[key] = self.rows.add(
                        Household, line1=line[:200], postcode=postcode[:10], sealed=False
                    )
                self.live(child_id, self.homes[key])
                return [plain_postcode(postcode)] if postcode else []
        return []

    def live(self, child_id: uuid.UUID, home_id: uuid.UUID, to_on: dt.date | None = None) -> None:
        """Let a child live in a household."""
        self.rows.add(HouseholdMember, household_id=home_id, person_id=child_id, to_on=to_on)

    def add_secret_home(
        self, child_id: uuid.UUID, reading: Reading, to_on: dt.date | None = None
    ) -> uuid.UUID:
        """Add an address that only whoever brings the register in may see, until they name others."""
        typed = "; ".join(
            reading.original[heading] for heading in reading.secret if heading in reading.original
        )
        home_id = self.rows.add(
            Household, id=new_id(), line1=typed[:200] or "Not written down", postcode="", sealed=True
        )
        self.live(child_id, home_id, to_on)
        seal_id = self.rows.add(
            Seal,
            part=SealedPart.HOUSEHOLD,
            record_id=home_id,
            why=WhySealed.REFUGE if "refuge" in typed.casefold() else WhySealed.OTHER,
            words=SAID_SO,
            sealed_on=self.today,
        )
        self.rows.add(SealReader, seal_id=seal_id, record_id=home_id, practitioner_id=self.rows.by.id)
        return home_id

    def add_numbers(
        self, child_id: uuid.UUID, told: Sequence[Told], but: frozenset[str] = frozenset()
    ) -> None:
        """Add the numbers that other systems, the register among them, know a child by."""
        found: dict[tuple[str, str, str], None] = {}
        for one in told:
            values = one.reading.values
            found[Scheme.NHS, "", value_of(one.child, "nhs_number") or ""] = None
            found[Scheme.UPN, "", value_of(one.child, "upn") or ""] = None
            found[Scheme.OTHER, self.register, str(value_of(values, "caf_number") or "")] = None
            found[Scheme.OTHER, "Social care", str(value_of(values, "social_care_ref") or "")] = None
            found[Scheme.OTHER, f"{self.register}, client", one.reading.client] = None
        for scheme, system, number in found:
            if number and number not in but:
                self.rows.add(
                    Identifier,
                    person_id=child_id,
                    scheme=scheme,
                    system=system[:100],
                    value=number[:60],
                    warning=warning_for(scheme, number)[:200],
                )

    def add_contacts(self, child_id: uuid.UUID, told: Sequence[Told]) -> None:
        """Add the telephone numbers and mail addresses by which the family is reached."""
        found: dict[tuple[ContactPoint.Kind, str], None] = {}
        for one in told:
            for phone in one.reading.values.get("phone", {}).get("value") or ():
                kind = ContactPoint.Kind.MOBILE if phone.startswith("07") else ContactPoint.Kind.HOME
                found[kind, phone] = None
            for mail in one.reading.values.get("email", {}).get("value") or ():
                found[ContactPoint.Kind.EMAIL, mail] = None
        for kind, value in found:
            self.rows.add(ContactPoint, person_id=child_id, kind=kind, value=value[:254])

    def add_school(self, child_id: uuid.UUID, told: Sequence[Told]) -> None:
        """Add the school or nursery of the row that counts most."""
        for one in told:
            said = one.child.get("school", {})
            name = said.get("value") or (AT_HOME if said.get("state") == "educated_at_home" else "")
            if name:
                self.rows.add(Schooling, person_id=child_id, name=str(name)[:150])
                return

    def add_carers(self, child_id: uuid.UUID, told: Sequence[Told], family: str) -> None:
        """Add parents and carers; the same name in the same row is one person for brothers and sisters."""
        related: set[tuple[str, str]] = set()
        for one in told:
            for carer in one.reading.values.get("parents", {}).get("value") or ():
                names = names_of_carer(carer, family)
                kinship = carer.get("relationship")
                kinship = kinship if kinship in Kinship.values else Kinship.CARER
                key = (plain(" ".join(names)), kinship)
                if key in related or not key[0]:
                    continue
                related.add(key)
                self.rows.add(
                    Relationship,
                    of_id=self.carer(one.reading.episode or one.reading.place, names, key),
                    to_id=child_id,
                    kinship=kinship,
                    parental_responsibility=carer.get("parental_responsibility"),
                )

    def carer(self, case: str, names: tuple[str, str], key: tuple[str, str]) -> uuid.UUID:
        """Return the record of a carer named in a case."""
        place = (case, *key)
        if place not in self.carers:
            given, family = names
            self.carers[place] = carer_id = self.rows.add(
                Person,
                id=new_id(),
                given_names=given[:200],
                family_name=family[:200],
                sex=Sex.UNKNOWN,
                born_on=None,
                born_accuracy=EXACT,
                born_source="",
                expected_on=None,
                ethnicity=Ethnicity.NOBT,
                ethnicity_words="",
                special_needs_words="",
            )
            self.file(carer_id, given, family, [], [], None, is_child=False)
        return self.carers[place]

    def file(
        self,
        person_id: uuid.UUID,
        given: str,
        family: str,
        others: list[tuple[str, str]],
        postcodes: list[str],
        day: dt.date | None,
        *,
        is_child: bool,
    ) -> None:
        """File somebody under every form of every name, so that they are found."""
        for one in filings(given, family, others, postcodes):
            self.rows.add(SearchName, person_id=person_id, day=day, is_child=is_child, **one._asdict())
            self.words.update((one.given, one.family))

    def write_words(self, written: set[str]) -> None:
        """Write new words of names into the dictionary; written: those of this run."""
        fresh = sorted(self.words - written)
        write_set(
            NameWord,
            ("id", "key", "word", "code"),
            [(new_id(), key, word, code_of(word)) for word in fresh for key in keys_of(word)],
            but_those_there=True,
            authority_id=self.rows.by.authority_id,
            recorded_at=self.rows.moment,
        )
        written |= self.words
        self.words.clear()
