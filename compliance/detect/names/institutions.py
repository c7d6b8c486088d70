"""The words for courts, hospitals, schools and offices, before and behind the name of their place.

One entry for each language of the EU and of Norway and Iceland; regular expressions for RE2. Words
that stand before the name take a link ("Retten i", "Juzgado … de"), words behind it stand alone.
"""

from __future__ import annotations

from collections.abc import Mapping

BEFORE: Mapping[str, str] = {
    "bg": r"(?:Районен|Окръжен|Апелативен|Административен) съд|Районна прокуратура|Община|"
    r"(?:У?МБАЛ|ДКЦ|СУ|ОУ)|Болница|Университет",
    "cs": r"(?:Okresní|Krajský|Městský|Vrchní)\p{L}* soud\p{L}*|"
    r"(?:Městský|Obecní)\p{L}* úřad\p{L}*|(?:Fakultní\p{L}* )?[Nn]emocnic\p{L}*|"
    r"Úřad\p{L}* práce|Gymnázi\p{L}*|Základní\p{L}* škol\p{L}*",
    "da": r"Retten|Region",
    "de": r"(?:\p{Lu}\p{L}*-?)?(?:[Kk]linikums?|[Kk]rankenhaus(?:es)?|[Uu]niversität|[Hh]ochschule|"
    r"[Gg]ymnasium|[Kk]linik|[Uu]niklinik|[Ss]pitals?|[Pp]flegeheim|[Ss]eniorenheim|[Ff]inanzamt|"
    r"[Jj]obcenter|[Jj]ugendamt|[Aa]mtsgericht|[Ll]andgericht|[Ss]ozialgericht|[Aa]rbeitsgericht|"
    r"[Oo]berlandesgericht|[Vv]erwaltungsgericht|[Ff]inanzgericht|[Bb]ezirksgericht|"
    r"[Rr]ealschule|[Gg]rundschule|[Gg]esamtschule|[Gg]esundheitsamt|[Ss]tandesamt|"
    r"[Ll]andratsamt|[Ss]taatsanwaltschaft|[Pp]olizeipräsidium|[Bb]ezirkshauptmannschaft|"
    r"[Ss]tadtwerke|[Ss]parkasse)|"
    r"(?:\p{Lu}+-)?(?:(?:UNI(?:VERSITÄTS)?)?KLINIK(?:UM)?|(?:LANDES)?KRANKENHAUS|SPITAL)|"
    r"[LUB]?KH(?: der| des)?|Universität (?:der|des)|Justizvollzugsanstalt|JVA|"
    r"Praxis Dr\.(?: med\.)?|Gemeinschaftspraxis|Kanzlei|Praxis",
    "el": r"Ειρηνοδικεί\p{L}*|(?:Μονομελ\p{L}+ |Πολυμελ\p{L}+ )?Πρωτοδικεί\p{L}*|Εφετεί\p{L}*|"
    r"(?:Γενικ\p{L}+ |Πανεπιστημιακ\p{L}+ )?Νοσοκομεί\p{L}*|Δήμο\p{L}*|Πανεπιστήμι\p{L}*",
    "en": r"University of|University Hospital of|Bank of|HMP|Royal College of|Office for(?: the)?|"
    r"(?:Institute|Association|Federation|Confederation|Society|Foundation|Academy) (?:of|for)"
    r"(?: the)?",
    "es": r"Juzgado de (?:Primera Instancia(?: e Instrucción)?|lo Social|lo Penal|lo Mercantil|"
    r"Instrucción|Familia)|Audiencia Provincial|Tribunal Superior de Justicia|Ayuntamiento|"
    r"Hospital(?: (?:Universitario|Clínico|General|Comarcal))?|Clínica|Centro de Salud|Instituto|"
    r"Universidad|Colegio|Escuela|Centro Médico|Residencia|Ambulatorio|Farmacia",
    "fr": r"[Tt]ribunal (?:judiciaire|administratif|de grande instance|de commerce)|"
    r"[Cc]our d['’][Aa]ppel|[Cc]onseil de prud['’]hommes|Hôpital|Clinique|Lycée|Collège|École|"
    r"Centre [Hh]ospitalier(?: [Uu]niversitaire| [Rr]égional)?|CHU|CHR|CPAM|Mairie|Préfecture|"
    r"Université|Pharmacie|Cabinet|EHPAD",
    "ga": r"An Chúirt (?:Chuarda|Dúiche),?|Ospidéal|Scoil|Ollscoil|Comhairle Contae",
    "hr": r"(?:Općinsk|Županijsk|Trgovačk)\p{L}+ sud\p{L}*|KBC|Dom\p{L}* zdravlja|Općin\p{L}*|"
    r"(?:Opć|Kliničk|Županijsk)\p{L}+ bolnic\p{L}*|Bolnic\p{L}*|Osnovn\p{L}+ škol\p{L}*",
    "is": r"Héraðsdóm\p{L}*|Sjúkrahús\p{L}*|Heilbrigðisstofnun",
    "it": r"Tribunale(?: [Oo]rdinario)?|Corte d['’][Aa]ppello|Procura|Comune|Questura|ASL|"
    r"Azienda (?:[Oo]spedaliera|USL|ULSS)|Ospedale|Policlinico|Clinica|Liceo|Scuola|Università|"
    r"Istituto Comprensivo",
    "mt": r"Sptar|Skola|Kunsill Lokali",
    "nl": r"Rechtbank|Gerechtshof|Ziekenhuis|Universiteit|Gemeente|Huisartsenpraktijk",
    "pl": r"Szpital\p{L}*(?: (?:Miejsk|Wojewódzk|Kliniczn|Powiatow)\p{L}*)?|Przychodni\p{L}*|"
    r"Szkoł\p{L}*(?: Podstawow\p{L}*)?|Uniwersytet\p{L}*|Politechnik\p{L}*|Liceum|"
    r"Urz(?:ąd|ędu|ędem|ędzie) (?:Skarbow|Miast|Miejsk|Gmin)\p{L}*|Apteka|"
    r"Sąd\p{L}* (?:Rejonow|Okręgow|Apelacyjn)\p{L}*|Prokuratur\p{L}* (?:Rejonow|Okręgow)\p{L}*|"
    r"Komend\p{L}+ (?:Powiatow|Miejsk)\p{L}* Policji|Starostw\p{L}+ Powiatow\p{L}*",
    "pt": r"Tribunal(?: Judicial)?(?: da Comarca)?|Unidade Local de Saúde|Centro Hospitalar|"
    r"Câmara Municipal|Junta de Freguesia|Centro de Saúde|Colégio|Escola|Universidade",
    "ro": r"Judecători\p{L}*|Tribunalul\p{L}*|Curt\p{L}+ de Apel|Primări\p{L}*|Liceul\p{L}*|"
    r"Spitalul\p{L}*(?: (?:Județean|Municipal|Clinic|Orășenesc))*(?: de Urgență)?|"
    r"Universitatea|Școala",
    "sk": r"(?:Okresn|Krajsk|Mestsk)\p{L}+ súd\p{L}*|Mestsk\p{L}+ úrad\p{L}*|"
    r"(?:Fakultn\p{L}+ |Univerzitn\p{L}+ )?[Nn]emocnic\p{L}*(?: s poliklinikou)?|"
    r"Základn\p{L}+ škol\p{L}*|Univerzit\p{L}*",
    "sl": r"(?:Okrajn|Okrožn|Višj)\p{L}+ sodišč\p{L}*|Zdravstven\p{L}+ dom\p{L}*|Občin\p{L}*|"
    r"(?:Splošn\p{L}+ |Univerzitetn\p{L}+ )?[Bb]olnišnic\p{L}*|Osnovn\p{L}+ šol\p{L}*|Klinika",
}
"""Language → kinds that stand before the name."""

BEHIND: Mapping[str, str] = {
    "da": r"Kommune|Sygehus|Hospital|Byret|Gymnasium|Skole",
    "en": r"Hospitals?|Clinic|Infirmary|Surgery|Medical Cent(?:re|er)|Health Cent(?:re|er)|Hospice|"
    r"University|College|(?:Primary |High |Grammar |Secondary )?School|Academy|Prison|"
    r"(?:District |Regional |County |Crown |City )?Courts?|County Council|City Council|"
    r"Public Prosecutor(?:['’]s Office)?|Detention Cent(?:re|er)|Municipality|Barracks|"
    r"Police Station|Nursing Home|Care Home|Pharmacy|Library",
    "et": r"Maakohus|Haigla|Linnavalitsus|Vallavalitsus|Gümnaasium|Ülikool|Perearstikeskus",
    "fi": r"käräjäoikeus|hovioikeus|hallinto-oikeus|keskussairaala|sairaala|terveyskeskus|"
    r"yliopisto|poliisilaitos",
    "hu": r"Járásbíróság|Törvényszék|Kórház|Rendőrkapitányság|Önkormányzata?|Kormányhivatal|"
    r"Általános Iskola|Gimnázium|Egyetem",
    "lt": r"(?:apylinkės|apygardos|miesto|rajono)? ?(?:teismas|ligoninė|savivaldybė|gimnazija|"
    r"poliklinika)",
    "lv": r"(?:rajona|pilsētas|apgabala)? ?(?:tiesa|slimnīca|vidusskola|universitāte)",
    "nl": r"Ziekenhuis",
    "no": r"tingrett|lagmannsrett|[Ss]ykehus|kommune|legevakt|videregående skole",
    "sv": r"tingsrätt|hovrätt|[Ss]jukhus|lasarett|kommun|vårdcentral|gymnasium",
}
"""Language → kinds that stand behind the name."""
