"""How the surroundings and the spelling of a find of the name model look: the tables of its weight.

All patterns are run on a few dozen characters around one find.
"""

from __future__ import annotations

import re

from compliance.detect.names.cues_europe import foreign_titles

GERMAN = frozenset(
    "der die das den dem des und ist nicht mit im zu auf ein eine einen einer wurde bei von für "
    "nach aus als sich oder am zur zum wird ich wir sie es war sind auch keine kein".split()
)
"""Small words by which a German text is known."""
OTHER = frozenset(
    "the of and to in is was for that with on de la el los y en que del le les et des du il di che "
    "per un una w na i z się do nie jest het een van dat och att som er det av".split()
)
"""Small words by which a text in another language is known."""
NOUN = re.compile(
    r"(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|ismus|itis|ose|osis|om|ome|"
    r"ämie|pathie|ektomie|skopie|grafie|graphie|gramm|therapie|logie|tomie|metrie|tät|täten|nis|"
    r"nisse|ment|ierung|ur|age|enz|anz|ik|zin|cin|mab|nib|olol|pril|sartan|statin|prazol|cillin|"
    r"azol|amid|idin|latin|oxid|chlorid|säure|phase|wert|werte|zeit|zahl|nummer|mittel|stelle|"
    r"teil|punkt|plan|gerät|zeichen|linie|formel|stadium|schau|lage|logía|tomía|scopia|grafía|"
    r"emia|oma|logia|tomia|scopia|grafia|cion|sion|miento|ologica|ologico|gica|gico|dad|zione|mento|"
    r"isme|ology|tomy|ness|ship|ity|ware|osc|acja|acji|enie|heid|stau|bau|karton|frau|niveau|"
    r"gesichtsfeld|umfeld|kapital|"
    # International non-proprietary names of drugs, as they end in Latin languages too.
    r"micina|mycin|kacina|cilina|cillina|oxacina|ciclina|cycline|taxel|platino|platin|citabina|"
    r"rubicina|cristina|blastina|caina|caine|fentanilo?|toina|sona|solona|setron|azepam|mida|"
    r"planina|globulina|albumina|rritina|"
    # Bacteria and viruses.
    r"coccus|bacter|monas|myces|onella|bsiella|virus|"
    r"neoplasia|osis|ectomia|renograma|analitica|serologia|patia|plastia)$",
    re.IGNORECASE,
)
"""How words end, without accents, that are no names of people: abstract nouns, medicine, drugs.

Basis: WHO, The use of stems in the selection of International Nonproprietary Names (INN)."""
CODE = re.compile(
    r"[{}\[\]<>=;|\\`]|\(\)|::|->|=>|\w\(|\w\.\w+\(|__|\b(?:def|class|import|return|function|"
    r"const|var|let|elif|self|public|private|static|void|SELECT|FROM|INSERT|WHERE|ENV|RUN)\b"
)
"""Signs of program code, markup and tables."""
IMPORT = re.compile(
    r"\s*(?:from \S+ import |import [\w.]+(?: as \w+)?$|#include|using [\w.]+;|package )"
)
"""Lines of code without such signs."""
SURNAME = re.compile(
    r"(?:mann|meyer|meier|maier|mayer|muller|mueller|bauer|huber|hofer|schmidt|schulze?|schneider|"
    r"wski|wska|cki|cka|dzki|dzka|ewicz|owicz|sky|vic|vich|shvili|oglu|ovic|evic|enko|yan|ian|"
    r"escu|eanu|opoulos|akis|idis|iadis|ssen|nsen|sson|dottir|nen|quist|strom|inho|ez|ucci|elli|"
    r"etti|ini|aitis|auskas|iene|"
    r"(?:[чгк]|нк|ик|ан|ар|ли|ди)(?:ев|ов)а?|анск[иа]|евск[иа]|овск[иа])$"
)
"""How folded surnames end in many languages."""
_TITLES = foreign_titles() | frozenset(
    "herr herrn frau fr hr mr mrs ms miss mx dr prof professor sir lady lord judge richter "
    "richterin kollege kollegin kollegen patient patientin familie mag hello hi hey hallo "
    "liebe lieber dear servus moin geb geborene née alias gez oä oa".split()
)
NAME_TITLE = re.compile(
    r"(?:^|[^\w])(?:(?:med|univ)\.|"
    + "|".join(re.escape(word) for word in sorted(_TITLES, key=lambda word: (-len(word), word)))
    + r")(?:\.[ \t\n]{0,3}|,?[ \t\n]{1,3})(?:[^\W\d_]{1,6}\.[ \t]{0,2})*$",
    re.IGNORECASE,
)
"""A title or a greeting right before a name, initials and further titles between them allowed."""
POSSESSED = re.compile(
    r"(?:^|[^\w])(?:(?:mein|dein|sein|ihr|unser|eur)(?:e|er|em|en|es)?|my|your|his|her|our|min|din|"
    r"sin|mijn|moja|moje|moj|ma|sa|mi|tu|su|mia|tua|sua|a minha|mu|minu)[ ]?$",
    re.IGNORECASE,
)
"""What makes a title the word for a wife or a man: "meine frau arbeitet"."""
LABEL_BEHIND = re.compile(r"[ \t]{0,3}[:=]")
PLACE_BEFORE = re.compile(
    r"(?:^|[^\w])(?:in|aus|nach|from|near|to|at|nähe|bei|wohnhaft|wohnt|en|à|da|w|z|v|ve|i|te|uit|"
    r"a|of|the|stadt|gemeinde|ort|town|village|city|province|provincia|miasto|gmina)[:]? $",
    re.IGNORECASE,
)
"""Words before a place; most of them stand before other things too."""
FROM_PLACE = re.compile(
    r"(?:^|[^\w])(?:aus|wohnhaft|wohnort|(?:wohn|leb|arbeit)[a-z]{1,3} in)[: ] ?$",
    re.IGNORECASE,
)
"""German words after which a bare noun is a place; "nach" stands before events as well."""
CODED = re.compile(r"\d{4,5}[ -]{1,2}$|\d{2}-\d{3} $")
"""A postcode right before."""
TOWNLIKE = re.compile(
    r"(?:burg|stadt|städt|dorf|heim|hausen|ingen|bach|furt|brunn|kirchen|hofen|rode|leben|büttel|"
    r"hagen|horst|brück|münde|ikon|weiler|au|ow|itz|stetten|ach|see|feld|berg|wald|tal|stein|"
    r"ville|bourg|ton|ham|bury|shire|ford|port|mouth|field|wick|ice|owo|ów|borg|sund|vik|köping)$",
    re.IGNORECASE,
)
"""How names of towns end."""
STREET = re.compile(
    r"(?:[^\W\d_]{2,}str|straße|strasse|gasse|weg|platz|allee|ring|damm|ufer|pfad|steig|chaussee|"
    r"promenade)$|"
    r"(?:^|[^\w])(?:street|road|avenue|lane|drive|blvd|boulevard|rd|ave|calle|avenida|avda|plaza|"
    r"paseo|rue|via|piazza|ulica|ul|aleja|al|rondo|rondzie|straat|laan|apt|unit|flat)(?![\w])",
    re.IGNORECASE,
)
BESIDE_ORGANISATION = re.compile(
    r"(?:^|[^\w])(?:der|die|dem|den|des|beim|im|vom|zum|zur|firma|fa\.|the|la|el|il|le|los|las|del|"
    r"dell'|l'|het|at|by|member|mitglied|versicherung|krankenkasse|company|bei|with|for)[: ]{1,2}$",
    re.IGNORECASE,
)
"""Words right before an organisation."""
AT_ORGANISATION = re.compile(
    r"(?:^|[^\w])(?:bei|beim|mitglied|firma|versicherung|krankenkasse)(?: der| dem| in der)?"
    r"[: ]{1,2}$",
    re.IGNORECASE,
)
"""German words after which a bare abbreviation is an organisation: "sind alle bei der XYZ"."""
INSTITUTION = re.compile(
    r"klinik|krankenhaus|spital|universit|schule|gymnasium|hospital|clinic|college|school|prison|"
    r"akademi|stiftung|partei|gewerkschaft|sparkasse|railway|council|court|gericht|municipal|"
    r"szpital|uniwers|urz[ąę]d|s[ąę]d |spółdzielnia|muzeum|museum|teatr|theatre|television|"
    r"broadcast|association",
    re.IGNORECASE,
)
"""Words in the names of institutions."""
