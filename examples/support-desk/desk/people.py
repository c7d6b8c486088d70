"""One support case: an invented customer, the people around them, and the value of every slot."""

import random
import unicodedata
from dataclasses import dataclass, field

from desk import dates, goods, names, numbers, places, slots
from desk.noise import misspelt
from desk.script import Segment

_SPELLING = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ı": "i"})


@dataclass(slots=True, frozen=True)
class Person:
    """A name and what grammar needs of it."""

    first: str
    last: str
    female: bool
    doctor: bool

    @property
    def full(self) -> str:
        """Given name and surname."""
        return f"{self.first} {self.last}"


def ascii_name(name: str) -> str:
    """Return the name as it would stand in a mail address."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_SPELLING))
    return "".join(c for c in plain if c.isascii() and c.isalpha())


@dataclass(slots=True)
class Case:
    """The customer of one case and everything the dialogue may say about them.

    Every slot draws from its own random stream, so its value does not depend on which slots were
    asked before, and a follow-up chat of the same case sees the same customer.
    """

    seed: str
    """Seed of the case, e.g. `20261120/K-2026-0007`."""
    number: str
    language: str
    country: str
    chat: int = 0
    """Which chat of the case this is; the goods and the agent change with it."""
    _memo: dict[str, list[Segment]] = field(default_factory=dict)

    def lookup(self, slot: str) -> list[Segment]:
        """Return the segments of `slot`.

        Raises:
            KeyError: no such slot.
        """
        who, colon, forms = slot.partition(":")
        if colon:
            male, _, female = forms.partition("/")
            person = self.person(_BY_GENDER[who])
            return [(female if person.female else male, None)]
        if slot not in self._memo:
            self._memo[slot] = self._resolve(slot)
        return self._memo[slot]

    def stream(self, what: str) -> random.Random:
        """Return the random stream of one thing of this case."""
        return random.Random(f"{self.seed}/{what}")

    def person(self, who: str) -> Person:
        """Return a person of the case: `me`, `other`, `third`, `agent` or `clerk`.

        `other` is family or a friend (often the same surname), `third` a stranger, `agent` the
        one who answers and `clerk` a colleague of theirs.
        """
        rng = self.stream(f"person/{who}" + (f"/{self.chat}" if who == "agent" else ""))
        german = self.language == "de"
        female = rng.random() < 0.5
        if german:
            pool = names.DE_FEMALE if female else names.DE_MALE
        else:
            pool = names.EN_FEMALE if female else names.EN_MALE
        first = rng.choice(pool)
        last = rng.choice(names.DE_LAST if german else names.EN_LAST).replace("von-", "von ")
        if who == "other":
            if rng.random() < 0.6:
                last = self.person("me").last
            if first == self.person("me").first:
                first = next(n for n in pool if n != first)
        return Person(first, last, female, rng.random() < 0.09)

    def _resolve(self, slot: str) -> list[Segment]:
        who, _, part = slot.rpartition(".")
        people = {"": "me", "o": "other", "t": "third", "c": "clerk", "agent": "agent"}
        if who in people and part in _NAME_PARTS:
            return self._name(self.person(people[who]), part)
        if slot in goods.SLOTS:
            return [(goods.draw(slot, self.language, self.country, self._chat_stream(slot)), None)]
        kind, make = slots.VALUES[slot]
        return [(make(self), kind)]

    def _chat_stream(self, what: str) -> random.Random:
        return self.stream(f"{self.chat}/{what}")

    def _name(self, person: Person, part: str) -> list[Segment]:
        text = {
            "full": person.full,
            "first": person.first,
            "last": person.last,
            "initials": f"{person.first[0]}. {person.last}",
            "reversed": f"{person.last}, {person.first}",
            "typo": misspelt(person.full, self.stream("typo")),
        }
        if part in text:
            return [(text[part], "PERSON")]
        if part == "poss":
            ending = "'" if person.first[-1] in "sxzß" else "s"
            return [(person.first, "PERSON"), (ending if self.language == "de" else "'s", None)]
        title = "Dr " if self.country == "UK" else "Dr. "
        title = title if person.doctor else ""
        if self.language == "de":
            word = "Frau" if person.female else ("Herrn" if part == "herrn" else "Herr")
            return [(f"{word} {title}", None), (person.last, "PERSON")]
        plain = ("Ms" if person.female else "Mr") + (" " if self.country == "UK" else ". ")
        return [(title or plain, None), (person.last, "PERSON")]

    # What follows makes the values; each takes only its own stream.

    def address(self, which: str) -> tuple[str, str, str]:
        """Return street, code and town of the `home` or the `new` address."""
        make = {"DE": places.german, "UK": places.british, "US": places.american}[self.country]
        return make(self.stream(f"address/{which}"))

    def one_line(self, which: str) -> str:
        """Return an address in one line."""
        return self._written(which, ", ")

    def lines(self, which: str) -> str:
        """Return an address over several lines."""
        return self._written(which, "\n")

    def _written(self, which: str, joint: str) -> str:
        street, code, town = self.address(which)
        if self.country == "DE":
            return f"{street}{joint}{code} {town}"
        if self.country == "UK":
            return f"{street}{joint}{town}{' ' if joint == ', ' else joint}{code}"
        return f"{street}{joint}{town} {code}"

    def town(self, which: str) -> str:
        """Return the town of an address, without the state."""
        return self.address(which)[2].partition(",")[0]

    def place(self, which: str) -> str:
        """Return a town that is not the customer's."""
        pool = {"DE": places.DE_PLACES, "UK": places.UK_PLACES, "US": places.US_PLACES}
        return self.stream(which).choice(pool[self.country])

    def mail(self, which: str, who: str = "me") -> str:
        """Return a mail address at one of the example domains."""
        rng, person = self.stream(which), self.person(who)
        first, last = ascii_name(person.first), ascii_name(person.last)
        local = rng.choice(
            [f"{first}.{last}", f"{first[0]}.{last}", f"{first}{rng.randrange(60, 99)}", last]
            + [f"{last}_{first}", f"{first}.{last}{rng.randrange(2, 90)}", f"{first}-{last}"]
        )
        domains = ["example.com", "example.org", "example.net", "mail.example.com"]
        return f"{local}@{rng.choice([*domains, 'post.example.org'])}"

    def username(self) -> str:
        """Return a login name."""
        rng, first = self.stream("username"), ascii_name(self.person("me").first)
        word = rng.choice("radler kette speiche pedal gravel rider spokes velo tandem".split())
        tail = rng.randrange(3, 99)
        return rng.choice([f"{word}_{first}", f"{first}{word}{tail}", f"{word}{first[:3]}{tail}"])

    def password(self) -> str:
        """Return a password of the kind people really take."""
        rng = self.stream("password")
        words = "Sommer Kettenfett Tandem Bluebell Gravel Rosinante Dynamo Biscuit".split()
        joint, end = rng.choice(["!", "#", "-", "_", ""]), rng.choice(["!", "?", "x", "$"])
        return f"{rng.choice(words)}{joint}{rng.randrange(10, 2027)}{end}"

    def birth(self, who: str = "me") -> tuple[int, int, int]:
        """Return year, month and day of birth; `other` is a child."""
        rng = self.stream(f"birth/{who}")
        year = rng.randrange(2013, 2019) if who == "other" else rng.randrange(1944, 2006)
        return year, rng.randrange(1, 13), rng.randrange(1, 29)

    def birth_text(self, who: str = "me") -> str:
        """Return a date of birth in one of many notations."""
        return dates.birth(*self.birth(who), self.country, self.stream(f"birth-form/{who}"))

    def iban(self, which: str, *, grouped: bool | None = None) -> str:
        """Return an IBAN, in groups of four or in one piece."""
        rng = self.stream(which)
        german = rng.choices(["DE", "AT", "NL"], [10, 1, 1])[0]
        plain = numbers.iban(rng, german if self.language == "de" else "GB")
        if grouped is None:
            grouped = rng.random() < 0.6
        return " ".join(plain[i : i + 4] for i in range(0, len(plain), 4)) if grouped else plain

    def tied(self, which: str) -> str:
        """Return a number the company ties to this customer."""
        rng = self.stream(which)
        if which == "frame":
            return f"KB{rng.choice('ADGKMS')}{numbers.digits(rng, 7)}{rng.choice('XRTV')}"
        if which == "customer":
            form = "{}-{}" if self.language == "de" else "KB{}{}"
            return form.format(rng.randrange(20, 90), numbers.digits(rng, 6))
        prefix = {"order": "B", "contract": "ABO", "invoice": "RE"}[which]
        if self.language == "en":
            prefix = {"order": "ORD", "contract": "SUB", "invoice": "INV"}[which]
        return f"{prefix}-{rng.choice(['2025', '2026'])}-{numbers.digits(rng, 5)}"


_BY_GENDER = {"g": "me", "og": "other", "tg": "third", "cg": "clerk"}

_NAME_PARTS = {"full", "first", "last", "initials", "reversed", "typo", "herr", "herrn", "poss"}
