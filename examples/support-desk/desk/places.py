"""Towns with their codes, and street names put together from parts."""

import random

DE_TOWNS = {
    "Berlin": "13357", "Hamburg": "22299", "München": "81541", "Köln": "50825", "Leipzig": "04229",
    "Dresden": "01129", "Bremen": "28203", "Hannover": "30449", "Nürnberg": "90431",
    "Kassel": "34119", "Freiburg im Breisgau": "79106", "Oldenburg": "26123", "Erfurt": "99086",
    "Rostock": "18057", "Bad Hersfeld": "36251", "Gütersloh": "33330", "Husum": "25813",
    "Görlitz": "02826", "Tübingen": "72072", "Passau": "94032", "Wuppertal": "42105",
    "Essen": "45147", "Halle (Saale)": "06108", "Lüneburg": "21335", "Konstanz": "78462",
}  # fmt: skip
DE_PLACES = """
Potsdam Augsburg Mainz Celle Emden Fulda Jena Lübeck Marburg Regensburg Siegen Trier Ulm Weimar
Zwickau Wien Salzburg Basel Münster Flensburg
""".split()
UK_TOWNS = {
    "London": ["SE15", "N4", "E17", "SW9"], "Leeds": ["LS6", "LS8"], "Bristol": ["BS5", "BS7"],
    "Sheffield": ["S8", "S11"], "Norwich": ["NR2", "NR3"], "Cardiff": ["CF5", "CF24"],
    "Glasgow": ["G41", "G12"], "Hebden Bridge": ["HX7"], "Stockport": ["SK4"], "York": ["YO24"],
    "Exeter": ["EX4"], "Belfast": ["BT9"], "Aberdeen": ["AB10"], "Lewes": ["BN7"],
}  # fmt: skip
UK_PLACES = """
Brighton Oxford Cambridge Manchester Nottingham Plymouth Swansea Inverness Durham Lancaster Derby
Ipswich Coventry Hull Stirling
""".split()
US_TOWNS = {
    "Portland, OR": "97214", "Denver, CO": "80211", "Madison, WI": "53703", "Austin, TX": "78704",
    "Minneapolis, MN": "55408", "Somerville, MA": "02144", "Boise, ID": "83702",
    "Ann Arbor, MI": "48104", "Tucson, AZ": "85719", "Durham, NC": "27701",
}  # fmt: skip
US_PLACES = "Seattle Chicago Boston Oakland Philadelphia Albuquerque Omaha Cleveland".split()

_DE_STEMS = """
Kirschholz Sägewerk Lerchen Brunnen Weiden Ziegelei Hafen Mühlen Hopfen Eichen Tannen Schul Bahnhof
Linden Rosen Garten Färber Gerber Wiesen Kapellen
""".split()
_DE_ENDS = ["straße", "weg", "gasse", "allee", "platz", "ring", "str.", "damm", "ufer"]
_DE_WHOLE = [
    "Am Alten Sägewerk", "An der Ziegelei", "Zum Hopfengarten", "Unter den Weiden",
    "Clara-Brettschneider-Straße", "Lange Reihe", "Hinterm Deich", "Im Winkel", "Alte Poststraße",
]  # fmt: skip
_EN_STEMS = """
Maple Orchard Mill Chapel Station Larch Hawthorn Weaver Kiln Foundry Priory Meadow Quarry Juniper
Cedar Wharf Tannery Beacon Hazel Copper
""".split()
_UK_ENDS = ["Road", "Street", "Lane", "Close", "Avenue", "Terrace", "Rd", "Gardens"]
_US_ENDS = ["Street", "Avenue", "St", "Ave", "Drive", "Lane", "Blvd", "Court"]


def german(rng: random.Random) -> tuple[str, str, str]:
    """Return street with number, code, town."""
    town = rng.choice(sorted(DE_TOWNS))
    whole = rng.random() < 0.3
    street = rng.choice(_DE_WHOLE) if whole else rng.choice(_DE_STEMS) + rng.choice(_DE_ENDS)
    number = f"{rng.randrange(1, 160)}{rng.choice(['', '', '', 'a', ' b', 'c'])}"
    return f"{street} {number}", DE_TOWNS[town], town


def british(rng: random.Random) -> tuple[str, str, str]:
    """Return street with number, postcode, town."""
    town = rng.choice(sorted(UK_TOWNS))
    tail = "".join(rng.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    flat = rng.choice(["", "", "", "Flat 3, ", "Flat 2B, "])
    street = f"{flat}{rng.randrange(1, 210)} {rng.choice(_EN_STEMS)} {rng.choice(_UK_ENDS)}"
    return street, f"{rng.choice(UK_TOWNS[town])} {rng.randrange(1, 10)}{tail}", town


def american(rng: random.Random) -> tuple[str, str, str]:
    """Return street with number, ZIP code, town with state."""
    town = rng.choice(sorted(US_TOWNS))
    unit = rng.choice(["", "", "", ", Apt 4C", ", Unit 12"])
    street = f"{rng.randrange(100, 9900)} {rng.choice(_EN_STEMS)} {rng.choice(_US_ENDS)}{unit}"
    return street, US_TOWNS[town], town
