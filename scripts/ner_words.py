"""Words that look like names and are none: diagnoses, drugs, headings, products, legal Latin.

They fill the slots of hard negatives. Compounds are built from parts, so that a model meets new
ones in every pass and learns the shape instead of the list.
"""

from __future__ import annotations

import random

BODY_PARTS = """Leber Nieren Herz Lungen Magen Darm Knie Hüft Wirbel Schilddrüsen Brust Kopf Hals
Pankreas Gallen Haut Nerven Muskel Gefäß Tumor Thorax Becken Rücken Fuß Hand Schulter Augen Ohren
Zwerchfell Harn Blut Knochen Gelenk Koronar Bauch Mund Zahn Hirn Nasen Lymph Milz""".split()
BODY_ENDS = """insuffizienz schmerzen fraktur karzinom metastase biopsie entzündung operation
befund
parenchym sonographie punktion untersuchung resektion transplantation szintigraphie stenose ruptur
prothese blutung hochstand töne geräusche funktion werte bild spiegelung erkrankung verletzung
schwäche ultraschall röntgen klinik ambulanz konsil arterie vene kultur abschnitte
rinde""".split()
ROOTS = """Gastr Hepat Nephr Kardi Arthr Oste Dermat Neur Bronch Pankreat Chol Kol Enter Zyst Myo
Phleb Thromb Angi Enzephal Rhin Ot Laryng Trache Endokard Mening Prostat Hyster Append Lapar
Thorak
Tumor Lip Melan Fibr Sklero Kerat Konjunktiv Stomat""".split()
ROOT_ENDS = """itis ose ektomie algie pathie skopie graphie om otomie ämie urie plastik olyse
stomie""".split()
DRUG_STARTS = """Brom Carb Clon Dex Flu Gab Hal Ket Lev Met Nal Ome Pant Quet Rami Sim Tor Val Zol
Bis Cef Dicl Enal Fen Ibu Lis Mir Olan Par Rosu Tam Ver Xar Apix Dap Emp Lor Pred""".split()
DRUG_ENDS = """pril sartan olol azol statin umab cillin mycin formin xaban gliptin azepam dipin
triptan oxacin idin etin onidin amid apin iclovir olon platin prid tidin""".split()
DRUGS = """Aspirin Ibuprofen Marcumar Metoprolol Ramipril Pantozol Novalgin Tavor Insulin Heparin
Clexane Lasix Voltaren Paracetamol Tylenol Lipitor Xarelto Prednisolon Amoxicillin Ventolin Lyrica
Seroquel Zoloft Prozac Eliquis Plavix Humira Ozempic""".split()
DIAGNOSES = """Arterielle Hypertonie|Diabetes mellitus|Vorhofflimmern|Morbus Crohn|M. Parkinson
Adipositas|Herpes zoster|Colitis ulcerosa|Ulcus cruris|Spina bifida|Multiple Sklerose
Vitium cordis
akute Psychose|Lungenembolie|Hashimoto-Thyreoiditis|Alzheimer-Demenz|Morbus Bechterew
Hernia inguinalis
Sepsis|Anämie|Inkontinenz|Erbrechen|Ödeme|Ikterus|Aszites|Peritonitis|Stenose|Stoma|Tinnitus
Uterus myomatosus|Naevus|Basaliom|Sentinel Node|Apoplex|KHK|COPD|Z. n. Appendektomie|Reizdarm"""
DIAGNOSES_EN = """Crohn's disease|type 2 diabetes mellitus|atrial fibrillation|Parkinson's disease
Hodgkin lymphoma|Alzheimer's dementia|Down syndrome|Hashimoto thyroiditis|Raynaud phenomenon
hypertension|Cushing syndrome|Lyme disease|asthma|Bell's palsy|Graves' disease|Tourette syndrome
Wilson's disease|gout|pneumonia|Colles fracture|Achilles tendon rupture|Asperger syndrome
migraine"""
LABS = """Bilirubin Albumin Kreatinin Hämoglobin Leukozyten Thrombozyten Kalium Natrium CRP GOT
GPT
Quick INR TSH Ferritin Harnsäure Glucose LDH Troponin Elektrolyte Blutbild Cholesterin
Lipase""".split()
FINDINGS = """Herztöne rein|Lunge frei|Abdomen weich|Uvula median|Pupillen isokor|Babinski negativ
Haut rosig|Turgor normal|Reflexe seitengleich|Lasègue negativ|Puls regelmäßig|Nierenlager frei
Leber nicht tastbar|Mundwinkel symmetrisch|Herzaktion rhythmisch|Wunde reizlos|Gangbild sicher
Sinusrhythmus|Linkstyp|Normgewicht|Allgemeinzustand gut|kein Meningismus|Romberg unauffällig
Stuhl regelmäßig|Befund stationär|Zunge feucht|Zähne saniert|Halsvenen nicht gestaut"""
ADJECTIVES = """Akute Chronische Arterielle Vorderer Hinterer Linke Rechte Körperlicher Klinischer
Neurologisches Kleines Allgemeine Konservative Stationäre Ambulante Geringe Deutliche Bekannte
Kutane Dermaler Primäre Sekundäre Distale Proximale Histologische Bewusstseinsklarer""".split()
PARTS = """Kunden Vertrags Versicherungs Arbeits Miet Steuer Bestell Liefer Rechnungs Zahlungs
Daten
Netz System Sicherheits Verwaltungs Gerichts Haushalts Bildungs Verkehrs Umwelt Gesundheits Wohn
Energie Bau Personal Projekt Produkt Qualitäts Schul Sozial Straf Urlaubs Reise Kredit Konto
Karten
Geräte Software Benutzer Passwort Termin Beratungs Markt Wirtschafts Forschungs""".split()
ENDS = """nummer frist abteilung bescheid antrag stelle verfahren gesetz vertrag bedingungen
schutz
übersicht prüfung leitung amt plan dienst formular wesen ordnung kosten bericht leistung angebot
pflicht recht beitrag verwaltung entwicklung planung sitzung unterlagen ausweis schlüssel zeit
konzept ausschuss führung quelle""".split()
ROLES_DE = """Kollegin Kollege Kolleginnen Kollegen Patientin Patient Oberärztin Chefärztin
Chefarzt
Großmutter Großvater Schwester Bruder Mutter Vater Ehemann Ehefrau Tante Onkel Nachbarin
Hausärztin
Mieterin Vermieter Klägerin Beklagter Richterin Anwältin Zeugin Lehrerin Schüler Kundin Floristin
Bäcker Müller Schneider Sachbearbeiterin Geschäftsführer Pfleger Mandantin
Antragstellerin""".split()
HEADS_DE = """Anamnese Diagnosen Therapie Befund Verlauf Epikrise Entlassungsmedikation Labor
Empfehlung Beurteilung Zusammenfassung Einleitung Inhaltsverzeichnis Anhang Tatbestand Tenor
Entscheidungsgründe Rechtsmittelbelehrung Protokoll Tagesordnung Beschluss Sonstiges Anlagen
Ansprechpartner Öffnungszeiten Kontakt Impressum Datenschutz Betreff Zahlungsplan Vorgeschichte
Sozialanamnese Aufnahmebefund Untersuchungsbefund Medikation Allergien Bemerkungen""".split()
HEADS_EN = """THE FACTS|THE LAW|PROCEDURE|Relevant Domestic Law|Summary|Introduction|Conclusion
Table of Contents|Appendix II|Terms and Conditions|Discharge Summary|Past Medical History
Family History
Social History|Physical Examination|Assessment and Plan|Medications|Allergies|Chief Complaint
Vital Signs
Privacy Policy|Release Notes|Known Issues|Getting Started|Frequently Asked Questions|Meeting Notes
Action Items|Next Steps|Open Questions|Order Details|Shipping Address|Payment Method
Job Description
Alleged Violation of Article 6 of the Convention|Just Satisfaction|The Circumstances of the Case
Statement of Facts|Background|Materials and Methods|Results|Discussion|Acknowledgements
References"""
LATIN = """inter alia|prima facie|de facto|ad hoc|mutatis mutandis|ratione materiae|in camera
bona fide|ex officio|locus standi|per se|pro rata|res judicata|sine die|vice versa|ultra vires
de iure
a fortiori|obiter dictum|in absentia|habeas corpus|pro forma|ex tunc|per diem|sub judice"""
LEGAL_EN = """Court Chamber Government Committee Convention Article Agent Registrar Prosecutor
Agency
Applicant Respondent Claimant Defendant Judge Panel Tribunal Ministry Parliament Council
Commission
Directive Regulation Protocol Supreme Constitutional Regional District Prison Act Code
Board""".split()
WORDS_EN = """Neither Likewise However Whereas Although Meanwhile Therefore Moreover Properties
Conspiracy Husbandry Antiques Mercy Umbrella Castle Detention Custody Appeal Imprisonment Garrison
Notwithstanding Furthermore Damages Costs Interest Payment Delivery Refund Billing Shipping
Warranty
Password Account Settings Dashboard Download Upload Invoice Ticket Feedback Survey Newsletter
Subscription Headache Nausea Fever Cough Dizziness Vomiting Fracture Bruising Swelling Rash
Breakfast Lunch Dinner Coffee Pizza Football Tennis Guitar Piano Garden Kitchen
Bathroom""".split()
PRODUCTS = """iPhone 15|Galaxy S24|PlayStation 5|ThinkPad|Windows 11|Office 365|Golf GTI|Model 3
Thermomix|Fire TV|Kindle|AirPods|Nintendo Switch|Photoshop|Fritzbox 7590|Word|Excel|Android
Pixel 8
Kaffeemaschine|headphones|Alexa|Siri|Roomba|Dyson V11|Jira|Slack|Zoom|Teams|Salesforce|Docker
Python
Jenkins|Maven|Java|Lambda|Kubernetes|Passat|Octavia|Megane|Clio|Astra|Corolla|Polo|Tiguan|Visa
Mastercard|Surface Pro|MacBook Air|Apple Watch|Bosch Series 6|Miele W1|Nespresso|Polaroid
Bluetooth
Ubuntu|Debian|Firefox|Chrome|Safari|Outlook|Minecraft|Fortnite|Ada Lovelace GPU|Tesla P100
Volta"""
CODE = """def get_user(self, name): return self.users[name]
SELECT Name, City FROM Customers WHERE Id = {n};
{{"name": null, "city": "", "status": "open"}}
ERROR {n} NullPointerException at com.example.App.main(App.java:{n})
INFO  [Worker-{n}] Job finished in {n} ms
Name;Vorname;Strasse;PLZ;Ort
id,name,email,phone,created_at
import numpy as np
for Item in Order.Lines: Total += Item.Price
GET /api/v2/customers/{n} HTTP/1.1 200
public class UserService extends BaseService implements Closeable {{
const user = await User.findOne({{ where: {{ id: {n} }} }});
<div class="Header"><span>Welcome</span></div>
docker run -d --name Web -p {n}:80 nginx:latest
| Artikel | Menge | Preis |
| Product | Qty | Price |
Subject: Re: Ticket {n}
git commit -m "Fix Typo In Readme"
Traceback (most recent call last): File "main.py", line {n}
Status: Open / Priority: High / Queue: Billing
function getName(User $user): string
[{n}] WARN Connection Refused, Retry In {n}s
XML-Schema, JSON-Objekt, REST-Schnittstelle, Datenbank-Index
Version {n} (Build {n}) Release Candidate"""


def _pick(rng: random.Random, text: str) -> str:
    return rng.choice(text.replace("\n", "|").split("|"))


def compound(rng: random.Random) -> str:
    """Return a German noun made of two parts: "Versicherungsbescheid"."""
    return rng.choice(PARTS) + rng.choice(ENDS)


def diagnosis(rng: random.Random) -> str:
    """Return a German diagnosis, organ, operation or finding, mostly built from parts."""
    draw = rng.random()
    if draw < 0.35:
        word = rng.choice(BODY_PARTS) + rng.choice(BODY_ENDS)
    elif draw < 0.6:
        word = rng.choice(ROOTS) + rng.choice(ROOT_ENDS)
    else:
        word = _pick(rng, DIAGNOSES)
    return f"{rng.choice(ADJECTIVES)} {word}" if rng.random() < 0.15 else word


def drug(rng: random.Random) -> str:
    """Return a drug, known or made of the syllables drugs are made of."""
    if rng.random() < 0.4:
        return rng.choice(DRUGS)
    name = rng.choice(DRUG_STARTS) + rng.choice(("", "a", "o", "i")) + rng.choice(DRUG_ENDS)
    return (
        f"{name} {rng.choice(('Tr.', 'Salbe', 'Retard', 'comp.'))}" if rng.random() < 0.1 else name
    )


def word(slot: str, rng: random.Random) -> str:
    """Return a value for a slot of this module; none of them is a name.

    Args:
        slot: "noun", "diag", "diagen", "drug", "lab", "find", "role", "head", "headen", "latin",
            "legal", "en", "prod" or "adj".
        rng: the source of chance.
    """
    if slot == "noun":
        return compound(rng)
    if slot == "diag":
        return diagnosis(rng)
    if slot == "drug":
        return drug(rng)
    texts = {
        "diagen": DIAGNOSES_EN, "find": FINDINGS, "headen": HEADS_EN, "latin": LATIN,
        "prod": PRODUCTS,
    }  # fmt: skip
    if slot in texts:
        return _pick(rng, texts[slot])
    lists = {
        "lab": LABS, "role": ROLES_DE, "head": HEADS_DE, "legal": LEGAL_EN, "en": WORDS_EN,
        "adj": ADJECTIVES,
    }  # fmt: skip
    return rng.choice(lists[slot])
