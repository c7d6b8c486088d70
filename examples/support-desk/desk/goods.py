"""What is not personal: bikes, parts, prices, weekdays, dates, carriers. The hard negatives."""

import random

from desk import dates

SLOTS = frozenset(
    """
    bike acc part partno price price2 weekday weekday2 month date time days size carrier km
    """.split()
)

_BIKES = [
    "Trailfuchs 29", "Lumo City 3", "Nordkante 500", "Lumo E-Cargo", "Kiesel GR-7", "Stadtluft 8",
    "Wendekreis Falt 20", "Trailfuchs Junior 24", "Almwind E 625", "Nordkante R2",
]  # fmt: skip
_ACCESSORIES = {
    "de": ["Faltschloss Kalo 85", "Rücklicht Glimm 2", "Multitool M-14", "Kettenblatt 42T",
           "Laufrad RX-28", "Pedalset Grip 9", "Trikot Windkante", "Akku-Ladegerät LG-36",
           "Satteltaschen-Set Tramp", "Display D-410"],
    "en": ["Kalo 85 folding lock", "Glimm 2 rear light", "M-14 multitool", "42T chainring",
           "RX-28 wheel", "Grip 9 pedal set", "Windkante jersey", "LG-36 charger",
           "Tramp pannier set", "D-410 display"],
}  # fmt: skip
_PARTS = {
    "de": ["Bremsbeläge", "Ketten", "Reifen", "Schläuche", "Mantelheber", "Flaschenhalter"],
    "en": ["brake pads", "chains", "tyres", "inner tubes", "bottle cages", "mudguards"],
}
_DAYS = {
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday".split(),
}
_WHOLE = {"price": [19, 24, 34, 59, 74, 89, 129], "price2": [749, 899, 1299, 1890, 2149]}
"""What parts cost, and what bikes cost."""


def draw(slot: str, language: str, country: str, rng: random.Random) -> str:
    """Return a value for one of `SLOTS`."""
    if slot == "bike":
        return rng.choice(_BIKES)
    if slot == "acc":
        return rng.choice(_ACCESSORIES[language])
    if slot == "part":
        chosen = rng.choice(_PARTS[language])
        return chosen.replace("tyres", "tires").replace("mud", "") if country == "US" else chosen
    if slot == "partno":
        return rng.choice(["4055{:06d}", "KX-{:06d}", "Art. {:06d}-01", "{:08d}"]).format(
            rng.randrange(100000, 999999)
        )
    if slot in ("price", "price2"):
        return _price(slot, language, country, rng)
    if slot in ("weekday", "weekday2"):
        # The first half of the week and the second, so the two never fall on the same day.
        return rng.choice(_DAYS[language][:3] if slot == "weekday" else _DAYS[language][3:])
    if slot == "month":
        return dates.month_name(rng.randrange(3, 11), language)
    if slot == "date":
        return dates.business(country, rng)
    if slot == "time":
        return _time(language, country, rng)
    if slot == "days":
        return str(rng.randrange(3, 11))
    if slot == "size":
        return rng.choice(["S", "M", "L", "XL", "52", "54", "56"])
    if slot == "km":
        return rng.choice(["350", "800", "1200", "2.400" if language == "de" else "2,400"])
    carriers = {
        "de": ["Paketlotse", "Kurierring", "Nordfracht"],
        "en": ["Parcelwing", "Swiftcrate", "Fernhill Freight"],
    }
    return rng.choice(carriers[language])


def _price(slot: str, language: str, country: str, rng: random.Random) -> str:
    whole, cents = rng.choice(_WHOLE[slot]), rng.choice(["00", "90"])
    if language == "de":
        text = f"{whole:,}".replace(",", ".")
        return rng.choice([f"{text},{cents} €", f"{text} Euro", f"{text},{cents} Euro"])
    sign = "£" if country == "UK" else "$"
    return f"{sign}{whole:,}.{cents}"


def _time(language: str, country: str, rng: random.Random) -> str:
    hour = rng.randrange(8, 18)
    if language == "de":
        return rng.choice([f"{hour} Uhr", f"{hour}:30 Uhr", f"{hour}.15 Uhr"])
    half = "am" if hour < 12 else "pm"
    spoken = hour if hour <= 12 else hour - 12
    return f"{spoken}:30 {half}" if country == "US" else f"{spoken}.30{half}"
