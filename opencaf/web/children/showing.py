"""What is known of a person, as the rows of a summary list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from opencaf.core.dates import in_words
from opencaf.people.codes import Ethnicity, Scheme, Sex
from opencaf.people.models import Person, PersonName, Relationship
from opencaf.people.queries.circle import Circle
from opencaf.people.queries.facts import Fact, PersonFacts, in_one_line
from opencaf.web.shared.case import age_in_words
from opencaf.web.shared.relating import noted, relationship_words, span

WORDS = (
    ("First language", "first_language"),
    ("Other languages", "other_languages"),
    ("Interpreter or signer", "interpreter"),
    ("Religion", "religion"),
    ("Disability or health condition", "disability"),
    ("What makes it easier to take part", "special_requirements"),
    ("How they like to be reached", "reaching_words"),
    ("Note", "note"),
)
ADDITIONS = (
    ("children:change", "Change what is known"),
    ("children:add_contact", "Add a telephone number or e-mail"),
    ("children:add_name", "Add another name"),
    ("children:add_identifier", "Add a number"),
    ("children:add_school", "Add a school"),
)


# What can be sealed, by the kind of its line, and as which kind of part.
SEALED_AS = {"contact": "contact", "school": "school", "stay": "address"}
SEALED_TAG = mark_safe('<strong class="govuk-tag govuk-tag--purple">Sealed</strong>')  # fixed


@dataclass(frozen=True)
class PersonCard:
    """One person on a child's page."""

    person: Person
    title: str
    rows: dict[str, Any]
    additions: list[dict[str, str]]
    open_href: str = ""


class Rows:
    """Makes the rows about the people around one child."""

    def __init__(self, circle: Circle, *, may_change: bool) -> None:
        self.circle = circle
        self.child = circle.child
        self.may_change = may_change

    def card(self, person: Person, facts: PersonFacts) -> PersonCard:
        """Return what is known of one person, and what can be added."""
        rows = [*self.kinship(person), *self.main(person), *self.hanging(facts), *self.more(person)]
        kin = [row.get_kinship_display().lower() for row in self.circle.kin_of(person) if row.to_on is None]
        title = f"{person.full_name}: {self.kin_words(person, kin)}" if kin else person.full_name
        is_open = person.id in self.circle.open_children()
        own_page = reverse("children:show", args=[person.id]) if is_open else ""
        return PersonCard(person, title, {"rows": rows}, self.additions(person), own_page)

    def kin_words(self, person: Person, kin: list[str]) -> str:
        """Return what somebody is to the child, or whose relative the child is."""
        own = {row.of_id for row in self.circle.kin_of(person) if row.to_on is None}
        words = ", ".join(dict.fromkeys(kin))
        return words if person.id in own else f"{self.child.first_name} is their {words}"

    def additions(self, person: Person) -> list[dict[str, str]]:
        """Return the links with which more is said of somebody."""
        if not self.may_change:
            return []
        return [
            {"text": text, "href": reverse(name, args=[self.child.id, person.id])} for name, text in ADDITIONS
        ]

    def main(self, person: Person) -> Iterator[dict[str, Any]]:
        """Return birth and sex; of the child also that they are not known."""
        is_child = person == self.child
        if is_child or person.born_on or person.expected_on or person.age_years is not None:
            yield row("Born" if person.born_on else "Age", birth_words(person))
        if person.died_on:
            yield row("Died", in_words(person.died_on))
        if is_child or person.sex != Sex.UNKNOWN:
            yield row("Sex", person.get_sex_display())

    def more(self, person: Person) -> Iterator[dict[str, Any]]:
        """Return what else is said of a person, and of the child that ethnicity was not asked yet."""
        own = f" ({person.ethnicity_words})" if person.ethnicity_words else ""
        if person == self.child or own or person.ethnicity != Ethnicity.NOBT:
            yield row("Ethnicity", f"{person.get_ethnicity_display()}{own}")
        needs = [
            person.get_special_needs_display() if person.special_needs else "",
            person.special_needs_words,
        ]
        if any(needs):
            yield row("Special educational needs", ": ".join(word for word in needs if word))
        if person.young_carer is not None:
            yield row("Young carer", "Yes" if person.young_carer else "No")
        for label, name in WORDS:
            if words := getattr(person, name):
                yield row(label, words)

    def hanging(self, facts: PersonFacts) -> Iterator[dict[str, Any]]:
        """Return the rows of what hangs on a person, each line with its way to be put right."""
        yield from self.lines("Other names", "name", facts.names, name_words)
        yield from self.lines("How to reach them", "contact", facts.contacts, contact_words)
        yield from self.lines("Lives", "stay", facts.homes, home_words)
        yield from self.lines("School", "school", facts.schools, school_words)
        yield from self.lines("Numbers", "number", facts.identifiers, number_words)

    def lines(self, label: str, kind: str, facts: list[Fact], words: Any) -> Iterator[dict[str, Any]]:
        """Return one row with a line for each fact."""
        if facts:
            lines = [
                (hidden_words(fact), "")
                if fact.is_hidden
                else (words(fact), self.corrections(kind, fact, label))
                for fact in facts
            ]
            yield row_of_html(label, format_html_join("", '<p class="govuk-body">{} {}</p>', lines))

    def corrections(self, kind: str, fact: Fact, label: str) -> SafeString | str:
        """Return the link that puts one line right, and for a home that of the address itself."""
        own = self.correction(kind, fact.id, label)
        if not own or kind not in SEALED_AS:
            return own
        links = [own]
        if kind == "stay":
            links.append(self.correction("address", fact.place_id, "the address", "Address"))
        links += self.seals(kind, fact, label)
        joined = format_html_join(" · ", "{}", ((one,) for one in links))
        return format_html("{} {}", SEALED_TAG, joined) if fact.is_sealed else joined

    def seals(self, kind: str, fact: Fact, label: str) -> list[SafeString]:
        """Return the links that seal a part, or say who sees a sealed one and open it."""
        part = [self.child.id, SEALED_AS[kind], fact.place_id if kind == "stay" else fact.id]
        seal, unseal = (reverse(f"children:{name}", args=part) for name in ("seal", "unseal"))
        hidden = f"what stands here: {label.lower()}"
        if not fact.is_sealed:
            return [link(seal, "Seal", hidden)]
        return [link(seal, "Who may see it", hidden), link(unseal, "Open the seal", hidden)]

    def correction(self, kind: str, record_id: Any, label: str, text: str = "Change") -> SafeString | str:
        """Return the link to where one thing is put right."""
        if not self.may_change:
            return ""
        href = reverse("children:correct", args=[self.child.id, kind, record_id])
        return link(href, text, f"what stands here: {label.lower()}")

    def kinship(self, person: Person) -> Iterator[dict[str, Any]]:
        """Return the rows that say how somebody is related to the child and to others of the family."""
        mine = [one for one in self.circle.relationships if person.id == one.of_id]
        if mine:
            lines = [(relationship_words(one), self.changes(one)) for one in mine]
            yield row_of_html(
                "In this family", format_html_join("", '<p class="govuk-body">{} {}</p>', lines)
            )

    def changes(self, relationship: Relationship) -> SafeString | str:
        """Return the links that change a relationship or put it right."""
        if not self.may_change:
            return ""
        right = self.correction("relationship", relationship.id, "how they are related")
        if relationship.to_on is not None:
            return right
        href = reverse("children:change_relationship", args=[self.child.id, relationship.id])
        return format_html("{} · {}", link(href, "Began or ended", "of this relationship"), right)


def row(label: str, words: str) -> dict[str, Any]:
    """Return a row of words."""
    return {"key": {"text": label}, "value": {"text": words}}


def row_of_html(label: str, html: SafeString) -> dict[str, Any]:
    """Return a row of lines with links."""
    return {"key": {"text": label}, "value": {"html": html}}


def link(href: str, text: str, hidden: str) -> SafeString:
    """Return a link with words that only a screen reader says."""
    return format_html(
        '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}'
        '<span class="govuk-visually-hidden"> {}</span></a>',
        href,
        text,
        hidden,
    )


def birth_words(person: Person) -> str:
    """Return what is known of a birth, with the age and who says so."""
    source = f" ({person.born_source})" if person.born_source else ""
    if person.birth:
        age = age_in_words(person)
        years = f", {age} years old" if age.isdigit() else f", {age} old"
        return f"{person.birth}{'' if person.died_on else years}{source}"
    if person.age_years is not None and person.age_known_on:
        return f"{person.age_years} on {in_words(person.age_known_on)}{source}"
    return age_in_words(person).capitalize() + source


def hidden_words(fact: Fact) -> SafeString:
    """Return whom to ask about what is sealed from whoever looks."""
    return format_html("{} Ask {}", SEALED_TAG, fact.words)


def name_words(fact: Fact) -> str:
    """Return another name in words."""
    kind = dict(PersonName.Kind.choices).get(fact.kind, fact.kind)
    return f"{kind}: {fact.words.strip()}{span(fact)}{noted(fact)}"


def contact_words(fact: Fact) -> SafeString:
    """Return a number that can be tapped, or an address that can be written to."""
    scheme = "mailto:" if fact.kind == "email" else "tel:"
    target = fact.words if fact.kind == "email" else "".join(c for c in fact.words if c.isdigit() or c == "+")
    return format_html('<a class="govuk-link" href="{}{}">{}</a>{}', scheme, target, fact.words, noted(fact))


def home_words(fact: Fact) -> str:
    """Return a home in words."""
    tenure = f" ({fact.kind})" if fact.kind else ""
    return f"{'Before: ' if fact.is_over else ''}{in_one_line(fact.words)}{span(fact)}{noted(fact)}{tenure}"


def school_words(fact: Fact) -> str:
    """Return a school in words."""
    return f"{'Before: ' if fact.is_over else ''}{fact.words}{span(fact)}{noted(fact)}"


def number_words(fact: Fact) -> SafeString:
    """Return a number with the name of its scheme or system, and its warning."""
    scheme, _, system = fact.kind.partition("|")
    label = system if scheme == Scheme.OTHER else dict(Scheme.choices).get(scheme, scheme)
    number = f"{label}: {grouped(scheme, fact.words)}{span(fact)}"
    if not fact.note:
        return format_html("{}", number)
    return format_html(
        '{} <strong class="govuk-tag govuk-tag--yellow">Check this</strong> {}', number, fact.note
    )


def grouped(scheme: str, number: str) -> str:
    """Return an NHS number in the groups in which it is read out."""
    if scheme == Scheme.NHS and len(number) == 10:
        return f"{number[:3]} {number[3:6]} {number[6:]}"
    return number
