"""Numbers that pass their checks and belong to nobody.

Where a range is reserved for examples it is used (see the README); elsewhere the number is drawn
so that its check digit is right.
"""

import random

_TEST_CARDS = (
    "4242424242424242 4111111111111111 4012888888881881 4000056655665556 5555555555554444 "
    "5105105105105100 2223003122003222 5200828282828210 378282246310005 371449635398431 "
    "6011111111111117 6011000990139424 3566002020360505"
).split()

_BBAN = {"DE": "{bank}{account}", "AT": "99{rest}", "NL": "TEST{tail}", "GB": "ZZZZ{sort}{last}"}


def digits(rng: random.Random, count: int) -> str:
    """Return `count` random digits."""
    return "".join(rng.choice("0123456789") for _ in range(count))


def iban(rng: random.Random, country: str) -> str:
    """Return an IBAN without spaces whose mod-97 check holds and whose bank does not exist.

    German bank codes start with 1 to 8, so ours start with 9; British and Dutch ones take the
    letters ZZZZ and TEST.

    Basis: ISO 13616-1:2020; ISO/IEC 7064 (MOD 97-10).
    """
    bban = _BBAN[country].format(
        bank="9" + digits(rng, 7),
        account=digits(rng, 10),
        rest=digits(rng, 14),
        tail=digits(rng, 10),
        sort=digits(rng, 6),
        last=digits(rng, 8),
    )
    as_number = int("".join(str(int(c, 36)) for c in bban + country + "00"))
    return f"{country}{98 - as_number % 97:02d}{bban}"


def card(rng: random.Random) -> str:
    """Return one of the published test card numbers, grouped in one of the usual ways."""
    number = rng.choice(_TEST_CARDS)
    groups = (4, 6, 5) if len(number) == 15 else (4, 4, 4, 4)
    return rng.choice([number, _grouped(number, groups, " "), _grouped(number, groups, "-")])


def _grouped(text: str, sizes: tuple[int, ...], joint: str) -> str:
    parts, at = list[str](), 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return joint.join(parts)


def tax_id(rng: random.Random) -> str:
    """Return a German tax identification number (11 digits).

    Exactly one of the first ten digits occurs twice, one is missing, and the last digit checks.

    Basis: section 139b AO; ISO/IEC 7064 (MOD 11,10).
    """
    while True:
        chosen = rng.sample("0123456789", 9)
        body = [*chosen, rng.choice(chosen)]
        rng.shuffle(body)
        if body[0] != "0":
            break
    product = 10
    for digit in body:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    number = "".join(body) + str((11 - product) % 10)
    return rng.choice([number, _grouped(number, (2, 3, 3, 3), " ")])


def pension_number(rng: random.Random, born: tuple[int, int, int], surname: str) -> str:
    """Return a German pension insurance number for a date of birth and a surname's first letter.

    Basis: section 147 SGB VI; VKVV section 4.
    """
    year, month, day = born
    letter = surname[0].upper()
    letter = letter if letter.isascii() and letter.isalpha() else "O"
    head = f"{rng.choice(['12', '15', '38', '50', '53', '65'])}{day:02d}{month:02d}{year % 100:02d}"
    serial = f"{rng.randrange(50, 100)}"
    plain = f"{head}{ord(letter) - 64:02d}{serial}"
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    check = sum(_cross_sum(int(d) * w) for d, w in zip(plain, weights, strict=True)) % 10
    number = f"{head}{letter}{serial}{check}"
    return rng.choice([number, _grouped(number, (2, 6, 1, 3), " ")])


def _cross_sum(number: int) -> int:
    return sum(int(d) for d in str(number))


def id_card(rng: random.Random) -> str:
    """Return a German identity card number (9 characters and their check digit).

    Basis: ICAO Doc 9303 part 3 (weights 7, 3, 1).
    """
    signs = "0123456789CFGHJKLMNPRTVWXYZ"
    body = rng.choice("LMNPRTVWXY") + "".join(rng.choice(signs) for _ in range(8))
    weighted = (int(c, 36) * (7, 3, 1)[i % 3] for i, c in enumerate(body))
    return body + str(sum(weighted) % 10)


def nino(rng: random.Random) -> str:
    """Return a National Insurance number with a prefix kept for administrative use."""
    number = rng.choice(["NC", "PP", "PZ"]) + digits(rng, 6) + rng.choice("ABCD")
    return rng.choice([number, _grouped(number, (2, 2, 2, 2, 1), " ")])


def nhs(rng: random.Random) -> str:
    """Return an NHS number from the 999 test range; the last digit checks (modulus 11)."""
    while True:
        body = "999" + digits(rng, 6)
        check = -sum(int(d) * (10 - i) for i, d in enumerate(body)) % 11
        if check < 10:
            break
    number = f"{body}{check}"
    return rng.choice([number, _grouped(number, (3, 3, 4), " ")])


def ssn(rng: random.Random) -> str:
    """Return a US social security number from areas never given out before 2011.

    Every customer in the data was born before that, so none of them can hold one.
    """
    return f"{rng.randrange(734, 750)}-{rng.randrange(10, 100)}-{rng.randrange(1000, 10000)}"


def plate(rng: random.Random, language: str) -> str:
    """Return a number plate: German, or British with a year code that is not out yet."""
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
    pair = "".join(rng.choice(letters) for _ in range(2))
    if language == "de":
        area = rng.choice("B HH M K F S L DD H HB N E DO BN KS FR ROF".split())
        return rng.choice(["{}-{} {}", "{} {} {}", "{}-{}-{}", "{}-{}{}"]).format(
            area, pair, rng.randrange(10, 9999)
        )
    tail = "".join(rng.choice(letters) for _ in range(3))
    return rng.choice(["{}{} {}", "{}{}{}"]).format(pair, rng.randrange(80, 99), tail)


def phone(rng: random.Random, country: str, *, mobile: bool) -> str:
    """Return a phone number from the ranges the regulators keep free for fiction.

    Basis: BNetzA (numbers for media use), Ofcom (numbers for drama use), NANPA (555-01XX).
    """
    if country == "US":
        area, last = rng.choice("212 303 312 415 503 617 718".split()), f"01{digits(rng, 2)}"
        form = rng.choice(["({}) 555-{}", "{}-555-{}", "+1 {} 555 {}", "{}.555.{}", "+1{}555{}"])
        return form.format(area, last)
    if country == "UK":
        tail = digits(rng, 3)
        forms = (
            ["07700 900{}", "+44 7700 900{}", "07700900{}", "+44 (0)7700 900 {}"]
            if mobile
            else ["020 7946 0{}", "01632 960{}", "+44 20 7946 0{}", "(020) 7946 0{}"]
        )
        return rng.choice(forms).format(tail)
    if mobile:
        tail = digits(rng, 2)
        forms = ["0176 040690{}", "+49 176 040690{}", "0171/39200{}", "0171 39 200 {}"]
        return rng.choice([*forms, "+4917139200{}", "0049 171 39200{}"]).format(tail)
    area, block = rng.choice(
        [("30", "23125"), ("40", "66969"), ("221", "4710"), ("89", "99998"), ("69", "90009")]
    )
    form = rng.choice(["0{} {} {}", "0{}/{}{}", "+49 {} {}{}", "0{}-{}{}", "(0{}) {} {}"])
    return form.format(area, block, digits(rng, 3))


def ip(rng: random.Random) -> str:
    """Return an address from the blocks kept for documentation.

    Basis: RFC 5737, RFC 3849.
    """
    if rng.random() < 0.35:
        return f"2001:db8:{rng.randrange(16, 4096):x}::{rng.randrange(1, 4096):x}"
    block = rng.choice(["192.0.2", "198.51.100", "203.0.113"])
    return f"{block}.{rng.randrange(2, 250)}"
