"""How many names of persons each tool finds in chat sentences of 26 languages, by case of letters.

The names are invented by Faker from lists of each country. The sentences are none of the training
frames in scripts/; the name stands in its basic form in all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.detect.quality import find_all, say
from bench.detect.score import Find, covered
from bench.detect.tools import Bench

_SEED = 20_261_125
_EACH = 6
_EACH_QUICK = 1

CASES = ("Normal", "small", "CAPITALS")
"""As written; the whole message in small letters; the name in capitals."""

LOCALES: Mapping[str, tuple[str, ...]] = {
    "bg": ("bg_BG",), "cs": ("cs_CZ",), "da": ("da_DK",), "de": ("de_DE", "de_AT", "de_CH"),
    "el": ("el_GR",), "en": ("en_GB", "en_IE"), "es": ("es_ES",), "et": ("et_EE",),
    "fi": ("fi_FI",), "fr": ("fr_FR", "fr_BE"), "hr": ("hr_HR",), "hu": ("hu_HU",),
    "is": ("is_IS",), "it": ("it_IT",), "lt": ("lt_LT",), "lv": ("lv_LV",), "mt": ("mt_MT",),
    "nl": ("nl_NL", "nl_BE"), "no": ("no_NO",), "pl": ("pl_PL",), "pt": ("pt_PT",),
    "ro": ("ro_RO",), "sk": ("sk_SK",), "sl": ("sl_SI",), "sv": ("sv_SE",),
}  # fmt: skip
"""Faker's lists of names for each language."""

SENTENCES: Mapping[str, tuple[str, ...]] = {
    "bg": ("Пакетът е за {}, оставете го на рецепцията.",
           "Тук пише {}, имам въпрос за сметката от март.",
           "Кога е свободен часът? С уважение, {}"),
    "cs": ("Balík převezme {}, nechte ho prosím na vrátnici.",
           "Tady {}, mám dotaz k vyúčtování za březen.",
           "Kdy bude technik na místě? S pozdravem {}"),
    "da": ("Pakken skal til {}, stil den bare i receptionen.",
           "Det er {} igen, jeg har et spørgsmål om regningen for marts.",
           "Hvornår kommer montøren? Hilsen {}"),
    "de": ("Das Paket nimmt {} an, stellen Sie es einfach zum Empfang.",
           "Hier noch mal {}, ich hab eine Frage zur Abrechnung vom März.",
           "Wann kommt der Monteur denn nun? Grüße {}"),
    "el": ("Το δέμα είναι για: {}, αφήστε το στη ρεσεψιόν.",
           "Εδώ {}, έχω μια ερώτηση για τον λογαριασμό του Μαρτίου.",
           "Πότε έρχεται ο τεχνικός; Με εκτίμηση, {}"),
    "en": ("The parcel is for {}, just leave it at the front desk.",
           "It's {} again, quick question about the bill for March.",
           "So when is the fitter coming? Cheers, {}"),
    "es": ("El paquete es para {}, déjelo en recepción.",
           "Soy {} otra vez, tengo una duda con la factura de marzo.",
           "¿Cuándo viene el técnico? Un saludo, {}"),
    "et": ("Paki võtab vastu {}, jätke see administraatori kätte.",
           "Siin jälle {}, mul on küsimus märtsi arve kohta.",
           "Millal tehnik tuleb? Tervitades {}"),
    "fi": ("Paketin ottaa vastaan {}, jättäkää se vastaanottoon.",
           "Täällä taas {}, minulla on kysymys maaliskuun laskusta.",
           "Milloin asentaja tulee? Terveisin {}"),
    "fr": ("Le colis est pour {}, laissez-le à l'accueil.",
           "C'est encore {}, j'ai une question sur la facture de mars.",
           "Quand passe le technicien ? Cordialement, {}"),
    "hr": ("Paket preuzima {}, ostavite ga na recepciji.",
           "Ovdje opet {}, imam pitanje o računu za ožujak.",
           "Kada dolazi serviser? Lijep pozdrav, {}"),
    "hu": ("A csomagot {} veszi át, hagyják a portán.",
           "Itt megint {}, kérdésem van a márciusi számláról.",
           "Mikor jön a szerelő? Üdvözlettel: {}"),
    "is": ("{} tekur við pakkanum, skiljið hann eftir í afgreiðslunni.",
           "Þetta er {} aftur, ég er með spurningu um reikninginn fyrir mars.",
           "Hvenær kemur viðgerðarmaðurinn? Kveðja, {}"),
    "it": ("Il pacco è per {}, lo lasci in portineria.",
           "Sono di nuovo {}, ho una domanda sulla bolletta di marzo.",
           "Quando arriva il tecnico? Cordiali saluti, {}"),
    "lt": ("Siuntą atsiims {}, palikite ją registratūroje.",
           "Čia vėl {}, turiu klausimą dėl kovo sąskaitos.",
           "Kada atvyks meistras? Pagarbiai {}"),
    "lv": ("Sūtījumu saņems {}, atstājiet to pie administratora.",
           "Te atkal {}, man ir jautājums par marta rēķinu.",
           "Kad ieradīsies meistars? Ar cieņu {}"),
    "mt": ("Il-pakkett huwa għal {}, ħalluh fir-riċeviment.",
           "Jien {} mill-ġdid, għandi mistoqsija dwar il-kont ta' Marzu.",
           "Meta ġej it-tekniku? Tislijiet, {}"),
    "nl": ("Het pakket is voor {}, zet het maar bij de receptie.",
           "Met {} weer, ik heb een vraag over de rekening van maart.",
           "Wanneer komt de monteur nou? Groetjes, {}"),
    "no": ("Pakken skal til {}, sett den i resepsjonen.",
           "Det er {} igjen, jeg lurer på regningen for mars.",
           "Når kommer montøren? Hilsen {}"),
    "pl": ("Paczkę odbierze {}, proszę zostawić ją w recepcji.",
           "Tu znowu {}, mam pytanie o rachunek za marzec.",
           "Kiedy przyjedzie serwisant? Pozdrawiam, {}"),
    "pt": ("A encomenda é para {}, deixem-na na receção.",
           "Daqui {} outra vez, tenho uma dúvida sobre a fatura de março.",
           "Quando vem o técnico? Cumprimentos, {}"),
    "ro": ("Coletul este pentru {}, lăsați-l la recepție.",
           "Sunt din nou {}, am o întrebare despre factura pe martie.",
           "Când vine tehnicianul? Cu stimă, {}"),
    "sk": ("Balík prevezme {}, nechajte ho prosím na vrátnici.",
           "Tu znova {}, mám otázku k vyúčtovaniu za marec.",
           "Kedy príde technik? S pozdravom {}"),
    "sl": ("Paket prevzame {}, pustite ga v recepciji.",
           "Tukaj spet {}, imam vprašanje o računu za marec.",
           "Kdaj pride serviser? Lep pozdrav, {}"),
    "sv": ("Paketet ska till {}, ställ det i receptionen.",
           "Det är {} igen, jag har en fråga om räkningen för mars.",
           "När kommer montören? Hälsningar {}"),
}  # fmt: skip
"""Three sentences for each language: a third person, the writer in the middle, a closing."""


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence with one name."""

    language: str
    case: str
    text: str
    start: int
    end: int


def run_people(bench: Bench, *, quick: bool) -> dict[str, Any]:
    """Return, by tool, language and case, how many names are found whole; as JSON.

    Empty where Faker is not installed.
    """
    try:
        messages = list(people_messages(_EACH_QUICK if quick else _EACH))
    except ImportError:
        say("people: left out, Faker is not installed")
        return {}
    results: dict[str, Any] = {"messages": len(messages), "tools": {}}
    for tool in bench.tools({}):
        counts: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(
            lambda: defaultdict(lambda: [0, 0])
        )
        beside = 0
        finds = find_all(tool, [each.text for each in messages])
        for each, found in zip(messages, finds, strict=True):
            whole, extra = judge(each, found)
            counts[each.language][each.case][0] += whole
            counts[each.language][each.case][1] += 1
            beside += extra
        results["tools"][tool.name] = {
            "languages": {language: dict(cases) for language, cases in counts.items()},
            "beside": beside,
        }
        say(f"people: {tool.name}, {len(messages):,} sentences")
    return results


def people_messages(each: int) -> Iterator[Message]:
    """Yield every sentence with `each` names, in three cases of letters.

    Raises:
        ImportError: Faker is not installed.
    """
    from faker import Faker

    for language, sentences in SENTENCES.items():
        fakers = [Faker(locale) for locale in LOCALES[language]]
        for place, faker in enumerate(fakers):
            faker.seed_instance(_SEED + place)
        for turn in range(each):
            faker = fakers[turn % len(fakers)]
            for sentence in sentences:
                name = f"{faker.first_name()} {faker.last_name()}"
                if language == "hu":
                    name = " ".join(reversed(name.split(" ", 1)))
                start = sentence.index("{}")
                for case in CASES:
                    written = name.upper() if case == "CAPITALS" else name
                    text = sentence.replace("{}", written)
                    if case == "small":
                        text = text.lower()
                    yield Message(language, case, text, start, start + len(written))


def judge(message: Message, finds: Sequence[Find]) -> tuple[bool, int]:
    """Return whether the name is found whole, and how many finds lie beside it altogether."""
    wanted = covered(message.text, [Find(message.start, message.end, "")])
    beside = sum(not (wanted & covered(message.text, [find])) for find in finds)
    return wanted <= covered(message.text, finds), beside
