"""Names, months and companies by language, for the sentence frames.

Given names and surnames come from the lists of the Faker package (MIT); for Maltese and for names
of migrants that Faker writes in another script or lacks there are short lists made for this
project.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

import ner_frames_east as east
import ner_frames_rim as rim
import ner_prose_north as north
import ner_prose_south as south

LOCALES = {
    "de": "de_DE de_AT de_CH", "en": "en_US en_GB", "fr": "fr_FR", "es": "es_ES es_MX",
    "nl": "nl_NL nl_BE", "sv": "sv_SE", "ro": "ro_RO", "pt": "pt_BR pt_PT", "it": "it_IT",
    "pl": "pl_PL", "cs": "cs_CZ", "sk": "sk_SK", "sl": "sl_SI", "hr": "hr_HR", "hu": "hu_HU",
    "bg": "bg_BG", "el": "el_GR", "da": "da_DK", "no": "no_NO", "fi": "fi_FI", "et": "et_EE",
    "lv": "lv_LV", "lt": "lt_LT", "ga": "ga_IE",
}  # fmt: skip
"""Faker locales by language with frames."""
ELSEWHERE = "is_IS tr_TR en_IN en_NG id_ID az_AZ uz_UZ vi_VN zh_CN ru_RU uk_UA"
"""Locales whose names are mixed in as names of migrants; Cyrillic ones are transliterated."""
BY_HAND = {
    "mt": (
        """Ġorġ Ġużeppi Karmenu Salvu Wistin Ċensu Toni Marija Ġanna Rita Doris Ramona Kurt Clayton
Etienne Noel Joseph Carmelo Josianne Maryanne""",
        """Borg Camilleri Vella Farrugia Zammit Galea Micallef Grech Attard Spiteri Azzopardi Mifsud
Caruana Muscat Agius Pace Fenech Schembri Abela Sammut Gauci Debono Buttigieg Xuereb Cassar
Xerri""",
    ),
    "ar": (
        """Mohammed Muhammad Mohamed Ahmad Ahmed Ali Hassan Hussein Omar Umar Youssef Yusuf Khaled
Khalid Karim Samir Tarek Tariq Rami Bilal Hamza Ibrahim Ismail Mustafa Mahmoud Abdullah Abdul Amir
Nabil Walid Ziad Fadi Fatima Aisha Layla Leila Nour Amina Yasmin Samira Rania Zainab Mariam Hana
Salma Dina Huda Khadija Noor Sara Farah Iman Souad Nadia""",
        """Al-Masri Hassan Haddad Khalil Mansour Nasser Saleh Abbas El-Sayed Rahman Al-Hussein Aziz
Hamdan Darwish Khoury Najjar Sabbagh Shaheen Qasim Mahmoud Al-Ahmad El-Amin Bouazizi Benali
Ben Salah Bensaid Boukhari Cherif Haddou Ziani Alaoui Fassi Hamidi""",
    ),
    "fa": (
        """Reza Arash Shirin Parisa Amir Hossein Mehdi Navid Nasrin Maryam Zahra Farhad Kamran
Behrouz Roya Shahram Soraya Rojda Berivan Azad Darya Jamshid Farid Zalmay Nilofar Mina Golnaz""",
        """Hosseini Ahmadi Karimi Rezaei Mohammadi Moradi Jafari Sadeghi Hashemi Rahimi Ebrahimi
Kazemi Amiri Nazari Noori Popal Wardak Barzani Tehrani Shirazi""",
    ),
    "asia": (
        """Thanh Minh Linh Huong Duc Anh Wei Xin Yan Jun Hiroshi Yuki Kenji Ji-woo Min-jun Xiaoming
Mei Ling Hao Jing Priya Rahul Anjali Sanjay Deepak Ravi Arjun Lakshmi Sunita Vikram Neha Imran
Ayesha Bilquis Maria Jose Rizal Dewi Siti Nuwan""",
        """Nguyen Tran Pham Le Hoang Vu Dang Bui Do Ngo Wang Li Zhang Chen Liu Yang Huang Zhao Wu
Zhou Xu Sun Tanaka Suzuki Sato Kim Park Lee Choi Singh Patel Sharma Khan Ahmed Hussain Begum
Kumar Gupta
Reddy Iyer Rao Das Chowdhury Perera Fernando Santos Reyes Cruz""",
    ),
    "africa": (
        """Kwame Abena Amadou Fatou Chinedu Ngozi Emeka Adaeze Kofi Ama Sekou Aminata Mamadou Awa
Tesfaye Selam Abebe Hirut Tendai Thabo Zanele Oluwaseun Folake Ifeanyi""",
        """Mensah Diallo Traoré Okafor Adeyemi Owusu Boateng Keita Camara Ndiaye Sow Cissé Konaté
Tesfay Haile Gebre Moyo Nkosi Dlamini Eze Nwosu Balogun Abubakar""",
    ),
    "he": (
        "David Moshe Yael Noa Eitan Shlomo Avi Rivka Tamar Michal Ariel Ron Dov Chaim Esther",
        "Cohen Levi Mizrahi Peretz Goldberg Friedman Katz Rosenthal Shapiro Ben-David Azoulay",
    ),
}  # fmt: skip
"""Given names and surnames by origin."""
PARTICLES = {
    "de": "von|von der|zu|van", "nl": "van|van der|de|van den|ter", "fr": "de|du|Le|de la",
    "it": "De|Di|Della|Lo", "es": "de la|del|de", "pt": "da|dos|de", "ga": "Ó|Ní|Mac",
    "en": "Mc|O'", "ar": "Al|El|Ben|Abu|bin",
}  # fmt: skip

BRANDS = """Amazon|DHL|Hermes|Deutsche Bahn|Telekom|Vodafone|Sparkasse|Volksbank|Commerzbank|AOK
Barmer|Techniker Krankenkasse|Siemens|Bosch|BMW|Volkswagen|Lidl|Aldi|Rewe|Edeka|Zalando|Otto|Ikea
MediaMarkt|Allianz|HUK-Coburg|PayPal|Klarna|Google|Microsoft|Apple|Facebook|Netflix|Spotify|eBay
UPS|FedEx|Walmart|Target|Tesco|Barclays|HSBC|Chase|Bank of America|NHS|British Airways|Ryanair
Lufthansa|Postbank|N26|ING|DKB|SAP|Bayer|BASF|Charité|Caritas|Diakonie|ADAC|Verdi|IG Metall
Bundesagentur für Arbeit|Finanzamt München|Universität Leipzig|University of Leeds|Red Cross"""
MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november",
    "sv": "januari februari mars april maj juni juli augusti september oktober november",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro",
}
for _module in (east, rim, north, south):
    MONTHS.update(_module.MONTHS)
COMPANY_ENDS = {
    "de": "GmbH|AG|KG|GmbH & Co. KG|UG|e.V.|SE|", "en": "Ltd|Inc.|LLC|plc|& Sons|Group|",
    "nl": "B.V.", "sv": "AB", "ro": "SRL", "fr": "SARL|SA", "es": "S.L.|S.A.", "pt": "Lda.|SA",
    **east.COMPANY, **rim.COMPANY, **north.COMPANY, **south.COMPANY,
}  # fmt: skip
"""Legal forms by language."""
_CYRILLIC = dict(
    zip("абвгдезийклмнопрстуфхъыьэіїєґ",
        "a b v g d e z i y k l m n o p r s t u f kh a y _ e i yi ye g".split(), strict=True)
)  # fmt: skip
_CYRILLIC |= {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
              "ё": "yo"}  # fmt: skip


def latin(name: str) -> str:
    """Return a Cyrillic name in Latin letters, as a passport would write it roughly."""
    parts = (_CYRILLIC.get(char.lower(), char).replace("_", "") for char in name)
    out = "".join(parts)
    return "-".join(piece[:1].upper() + piece[1:] for piece in out.split("-"))


@cache
def faker_names(kind: str, locales: str) -> tuple[str, ...]:
    """Return the distinct names of some Faker locales, sorted.

    Args:
        kind: "first" or "last".
        locales: Faker locale names, separated by spaces.
    """
    found: set[str] = set()
    for locale in locales.split():
        provider: Any = importlib.import_module(f"faker.providers.person.{locale}").Provider
        own: set[str] = set()
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if f"{kind}_name" in attribute and isinstance(values, tuple | list | dict | set):
                own.update(value for value in values if isinstance(value, str))
        if locale == "zh_CN":
            own = set(getattr(provider, f"{kind}_romanized_names", ()))
        found |= {latin(name) for name in own} if locale in ("ru_RU", "uk_UA") else own
    return tuple(sorted(n for n in found if len(n) > 1 and n[0].isupper() and n[0] < "\u0500"))


@cache
def everyday_words(language: str) -> tuple[str, ...]:
    """Return Faker's list of everyday words of a language; empty where there is none.

    Args:
        language: ISO 639-1 code.
    """
    locales = {"cs": "cs_CZ", "da": "da_DK", "de": "de_DE", "el": "el_GR", "en": "en_US",
               "es": "es_ES", "fr": "fr_FR", "it": "it_IT", "nl": "nl_NL",
               "pl": "pl_PL"}  # fmt: skip
    if language not in locales:
        return ()
    module: Any = importlib.import_module(f"faker.providers.lorem.{locales[language]}")
    words = set(module.Provider.word_list)
    # Outside German a capital in this list marks a country or the like.
    return tuple(sorted(w for w in words if language == "de" or w.islower()))


@cache
def jobs(language: str) -> tuple[str, ...]:
    """Return Faker's list of occupations of a language, with a capital; empty where there is none.

    Args:
        language: ISO 639-1 code.
    """
    locales = {"cs": "cs_CZ", "da": "da_DK", "de": "de_DE", "el": "el_GR", "en": "en_US",
               "es": "es_ES", "fi": "fi_FI", "fr": "fr_FR", "hr": "hr_HR", "hu": "hu_HU",
               "pl": "pl_PL", "pt": "pt_PT", "ro": "ro_RO", "sk": "sk_SK"}  # fmt: skip
    if language not in locales:
        return ()
    module: Any = importlib.import_module(f"faker.providers.job.{locales[language]}")
    plain = (each for each in module.Provider.jobs if each.replace(" ", "").isalpha())
    return tuple(sorted({each[:1].upper() + each[1:] for each in plain if each.count(" ") < 2}))
