"""Name forms by case for the sentence frames: "z Janem Kowalskim", "Virtasen", "Annának".

Simple ending rules, the longest ending first. They are good enough to show a model what an
inflected name looks like; they are no grammar.
"""

from __future__ import annotations

Rules = tuple[tuple[str, dict[str, str]], ...]

_SLAVIC_SOFT = {"gen": "a", "dat": "ovi", "ins": "em", "loc": "ovi"}


def _fi(stem: str, vowel: str = "a") -> dict[str, str]:
    """Return Finnish endings after a stem, with the vowel its harmony asks for."""
    return {
        "gen": f"{stem}n", "ins": f"{stem}n", "dat": f"{stem}lle", "loc": f"{stem}ll{vowel}",
        "abl": f"{stem}lt{vowel}", "ela": f"{stem}st{vowel}", "par": f"{stem}{vowel}",
    }  # fmt: skip


RULES: dict[str, Rules] = {
    "pl": (
        ("ski", {"gen": "skiego", "dat": "skiemu", "ins": "skim", "loc": "skim"}),
        ("cki", {"gen": "ckiego", "dat": "ckiemu", "ins": "ckim", "loc": "ckim"}),
        ("ska", {"gen": "skiej", "dat": "skiej", "ins": "ską", "loc": "skiej"}),
        ("cka", {"gen": "ckiej", "dat": "ckiej", "ins": "cką", "loc": "ckiej"}),
        ("ek", {"gen": "ka", "dat": "kowi", "ins": "kiem", "loc": "ku"}),
        ("ka", {"gen": "ki", "dat": "ce", "ins": "ką", "loc": "ce"}),
        ("ga", {"gen": "gi", "dat": "dze", "ins": "gą", "loc": "dze"}),
        ("ia", {"gen": "ii", "dat": "ii", "ins": "ią", "loc": "ii"}),
        ("ja", {"gen": "ji", "dat": "ji", "ins": "ją", "loc": "ji"}),
        ("a", {"gen": "y", "dat": "ie", "ins": "ą", "loc": "ie"}),
        ("o", {"gen": "y", "dat": "ie", "ins": "ą", "loc": "ie"}),
        ("y", {"gen": "ego", "dat": "emu", "ins": "ym", "loc": "ym"}),
        ("i", {"gen": "iego", "dat": "iemu", "ins": "im", "loc": "im"}),
        ("", {"gen": "a", "dat": "owi", "ins": "em", "loc": "ie"}),
    ),
    "cs": (
        ("ová", {"gen": "ové", "dat": "ové", "ins": "ovou", "loc": "ové"}),
        ("ský", {"gen": "ského", "dat": "skému", "ins": "ským", "loc": "ském"}),
        ("ý", {"gen": "ého", "dat": "ému", "ins": "ým", "loc": "ém"}),
        ("á", {"gen": "é", "dat": "é", "ins": "ou", "loc": "é"}),
        ("ek", {"gen": "ka", "dat": "kovi", "ins": "kem", "loc": "kovi"}),
        ("el", {"gen": "la", "dat": "lovi", "ins": "lem", "loc": "lovi"}),
        ("ka", {"gen": "ky", "dat": "ce", "ins": "kou", "loc": "ce"}),
        ("a", {"gen": "y", "dat": "ě", "ins": "ou", "loc": "ě"}),
        ("e", {"gen": "e", "dat": "i", "ins": "í", "loc": "i"}),
        ("", _SLAVIC_SOFT),
    ),
    "sk": (
        ("ová", {"gen": "ovej", "dat": "ovej", "ins": "ovou", "loc": "ovej"}),
        ("ský", {"gen": "ského", "dat": "skému", "ins": "ským", "loc": "skom"}),
        ("ý", {"gen": "ého", "dat": "ému", "ins": "ým", "loc": "om"}),
        ("á", {"gen": "ej", "dat": "ej", "ins": "ou", "loc": "ej"}),
        ("ek", {"gen": "ka", "dat": "kovi", "ins": "kom", "loc": "kovi"}),
        ("a", {"gen": "y", "dat": "e", "ins": "ou", "loc": "e"}),
        ("", {"gen": "a", "dat": "ovi", "ins": "om", "loc": "ovi"}),
    ),
    "hr": (
        ("a", {"gen": "e", "dat": "i", "ins": "om", "loc": "i"}),
        ("o", {"gen": "a", "dat": "u", "ins": "om", "loc": "u"}),
        ("ić", {"gen": "ića", "dat": "iću", "ins": "ićem", "loc": "iću"}),
        ("", {"gen": "a", "dat": "u", "ins": "om", "loc": "u"}),
    ),
    "sl": (
        ("a", {"gen": "e", "dat": "i", "ins": "o", "loc": "i"}),
        ("ič", {"gen": "iča", "dat": "iču", "ins": "ičem", "loc": "iču"}),
        ("ar", {"gen": "arja", "dat": "arju", "ins": "arjem", "loc": "arju"}),
        ("", {"gen": "a", "dat": "u", "ins": "om", "loc": "u"}),
    ),
    "fi": (
        ("nen", _fi("se")),
        ("mäki", _fi("mäe", "ä")),
        ("niemi", _fi("nieme")),
        ("järvi", _fi("järve", "ä")),
        ("joki", _fi("joe")),
        ("lahti", _fi("lahde")),
        ("koski", _fi("koske")),
        ("saari", _fi("saare")),
        ("lampi", _fi("lamme")),
        ("nka", _fi("nka")),
        ("kko", _fi("ko")),
        ("kka", _fi("ka")),
        ("kki", _fi("ki")),
        ("tti", _fi("ti")),
        ("ppi", _fi("pi")),
        ("ppo", _fi("po")),
        ("a", _fi("a")),
        ("i", _fi("i")),
        ("o", _fi("o")),
        ("u", _fi("u")),
        ("e", _fi("e", "ä")),
        ("ä", _fi("ä", "ä")),
        ("y", _fi("y", "ä")),
        ("ö", _fi("ö", "ä")),
        ("", _fi("i")),
    ),
    "et": (
        ("a", {"gen": "a", "dat": "ale", "ins": "aga", "loc": "al"}),
        ("i", {"gen": "i", "dat": "ile", "ins": "iga", "loc": "il"}),
        ("e", {"gen": "e", "dat": "ele", "ins": "ega", "loc": "el"}),
        ("o", {"gen": "o", "dat": "ole", "ins": "oga", "loc": "ol"}),
        ("u", {"gen": "u", "dat": "ule", "ins": "uga", "loc": "ul"}),
        ("", {"gen": "i", "dat": "ile", "ins": "iga", "loc": "il"}),
    ),
    "hu": (
        ("a", {"gen": "ának", "dat": "ának", "ins": "ával", "loc": "ánál", "acc": "át"}),
        ("e", {"gen": "ének", "dat": "ének", "ins": "ével", "loc": "énél", "acc": "ét"}),
        ("i", {"gen": "inek", "dat": "inek", "ins": "ivel", "loc": "inél", "acc": "it"}),
        ("s", {"gen": "snak", "dat": "snak", "ins": "ssal", "loc": "snál", "acc": "st"}),
        ("r", {"gen": "rnek", "dat": "rnek", "ins": "rrel", "loc": "rnél", "acc": "rt"}),
        ("n", {"gen": "nnak", "dat": "nnak", "ins": "nnal", "loc": "nnál", "acc": "nt"}),
        ("", {"gen": "nak", "dat": "nek", "ins": "vel", "loc": "nál", "acc": "t"}),
    ),
    "lv": (
        ("iņš", {"gen": "iņa", "dat": "iņam", "ins": "iņu", "loc": "iņā"}),
        ("is", {"gen": "a", "dat": "im", "ins": "i", "loc": "ī"}),
        ("us", {"gen": "us", "dat": "um", "ins": "u", "loc": "ū"}),
        ("š", {"gen": "a", "dat": "am", "ins": "u", "loc": "ā"}),
        ("s", {"gen": "a", "dat": "am", "ins": "u", "loc": "ā"}),
        ("a", {"gen": "as", "dat": "ai", "ins": "u", "loc": "ā"}),
        ("e", {"gen": "es", "dat": "ei", "ins": "i", "loc": "ē"}),
        ("", {"gen": "", "dat": "", "ins": "", "loc": ""}),
    ),
    "lt": (
        ("as", {"gen": "o", "dat": "ui", "ins": "u", "acc": "ą", "loc": "e"}),
        ("is", {"gen": "io", "dat": "iui", "ins": "iu", "acc": "į", "loc": "yje"}),
        ("ys", {"gen": "io", "dat": "iui", "ins": "iu", "acc": "į", "loc": "yje"}),
        ("us", {"gen": "aus", "dat": "ui", "ins": "umi", "acc": "ų", "loc": "uje"}),
        ("ė", {"gen": "ės", "dat": "ei", "ins": "e", "acc": "ę", "loc": "ėje"}),
        ("a", {"gen": "os", "dat": "ai", "ins": "a", "acc": "ą", "loc": "oje"}),
        ("", {"gen": "", "dat": "", "ins": "", "acc": "", "loc": ""}),
    ),
    "el": (
        ("ος", {"gen": "ου", "acc": "ο"}),
        ("ός", {"gen": "ού", "acc": "ό"}),
        ("ης", {"gen": "η", "acc": "η"}),
        ("ής", {"gen": "ή", "acc": "ή"}),
        ("ας", {"gen": "α", "acc": "α"}),
        ("άς", {"gen": "ά", "acc": "ά"}),
        ("α", {"gen": "ας", "acc": "α"}),
        ("η", {"gen": "ης", "acc": "η"}),
        ("ή", {"gen": "ής", "acc": "ή"}),
        ("", {"gen": "", "acc": ""}),
    ),
}


def inflect(name: str, language: str, case: str) -> str:
    """Return every word of a name in a case; unchanged where no rule is known.

    Args:
        name: one or more words.
        language: ISO 639-1 code.
        case: "gen", "dat", "ins", "loc", "acc", "abl", "ela" or "par".
    """
    rules = RULES.get(language)
    if rules is None:
        return name
    words = name.split(" ")
    # In Hungarian, Finnish and Estonian only the last word takes the ending.
    changed = range(len(words) - 1 if language in ("hu", "fi", "et") else 0, len(words))
    for at in changed:
        words[at] = _word(words[at], rules, case)
    return " ".join(words)


def _word(word: str, rules: Rules, case: str) -> str:
    if len(word) < 3 or "." in word:
        return word
    for ending, forms in rules:
        if word.endswith(ending):
            new = forms.get(case, forms.get("gen", ending))
            return word[: len(word) - len(ending)] + new
    return word
