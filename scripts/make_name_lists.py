"""Build the name lists of `compliance/detect/lexicons/given_names*.txt`.

A free-standing program; it needs Faker, whose locales hold the names (MIT), and adds names written
down by hand for languages and origins that Faker lacks. Every name is folded: lower case, no
accents. With `--data` it reads annotated prose (JSONL as `ner_corpora.py` names it) and counts how
often a word is a person's name and how often not; nothing of the prose enters a list.

    python scripts/make_name_lists.py [--data DIR]

Four lists come out:
    given_names           given names that are rarely anything else
    given_names_doubtful  given names that are also everyday words, places or brands
    given_names_family    frequent surnames
    given_names_words     everyday words that follow a name without being one, or that a name
                          written small would be mistaken for
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ner_lists import BY_HAND, latin

from compliance.detect.lexicons import load_words
from compliance.detect.names.words import fold

LOCALES = """bg_BG cs_CZ da_DK de_AT de_CH de_DE de_LI de_LU el_GR en_GB en_IE en_US es_ES et_EE
fi_FI fr_BE fr_CH fr_FR ga_IE hr_HR hu_HU is_IS it_IT lt_LT lv_LV nl_BE nl_NL no_NO pl_PL pt_PT
pt_BR ro_RO sk_SK sl_SI sv_SE tr_TR en_IN vi_VN ru_RU uk_UA"""
WORD_LOCALES = "cs_CZ da_DK de_DE el_GR en_US es_ES fr_FR it_IT nl_NL pl_PL"
MORE_WORDS = 2500
"""At most so many everyday words a language: the Czech list is ten times the German one."""
TRANSLITERATED = {"ru_RU", "uk_UA"}

GIVEN_BY_HAND = """Siobhan Niamh Aoife Ciara Saoirse Roisin Grainne Oisin Cian Eoin Padraig Sean
Seamus Diarmuid Fionn Aisling Caoimhe Deirdre Orla Sinead Tadhg Ruairi Giorgi Karmen Ganni Pawlu
Pietru Marju Luqa Mattew Leli Nenu Grezzju Mehmet Mustafa Ayse Fatma Emine Hatice Zeynep Elif Emre
Murat Yusuf Huseyin Ibrahim Osman Kemal Cem Volkan Selin Burak Gizem Hakan Serkan Ozlem Sevgi Umut
Onur Tugba Merve Esra Sibel Kerem Baris Jan Piotr Krzysztof Andrzej Tomasz Pawel Michal Marcin
Jakub Mateusz Lukasz Grzegorz Wojciech Zbigniew Jaroslaw Agnieszka Malgorzata Katarzyna Barbara
Magdalena Joanna Aleksandra Zofia Jadwiga Andreas Thomas Peter Paul Anna Maria Eva Laura Julia
Sarah Lena Lea Lisa Nina Tom Tim Max Felix Jonas Lukas Leon Finn Ben Noah Elias Emma Mia Hannah
Sophie Marie Johanna Charlotte Klara Greta Frieda Juan Jose Luis Carlos Antonio Manuel Javier
Pedro Miguel Maria Carmen Ana Lucia Paula Sofia Giuseppe Giovanni Francesco Luca Matteo Chiara
Giulia Francesca Alessandro Marco Elena Paola Jean Pierre Michel Andre Philippe Nicolas Francois
Nathalie Isabelle Sylvie Catherine Aurelie Jose Joao Tiago Diogo Ines Beatriz Catarina Ion
Gheorghe Vasile Andrei Ioana Elena Mihaela Alexandru Georgi Dimitar Ivan Petar Nikolay Mariya
Elena Desislava Giorgos Dimitris Kostas Nikos Yannis Eleni Katerina Vasiliki Sofia Georgia
Panagiotis Christos Stavros Despina Anastasia"""
PLACES_AND_BRANDS = """Paris London Chelsea Jordan Austin Dallas Houston Brooklyn Madison Virginia
Carolina Georgia Florence Sydney Victoria Lourdes Asia India China Kenya Israel Ireland England
France Dakota Savannah Phoenix Orlando Lincoln Jackson Washington Cleveland Kent Devon Chester
Lancaster Troy Verona Vienna Siena Milan Roma Valencia Sierra Catalina Santiago Medina Lorraine
Loretto Trinidad Salvador Domingo Santa San Saint Sankt Reyes Los Mercedes Alexa Siri Otto Cortana
Bosch Ford Opel Tesla Dell Bella Aurora Nike Adidas Olympia Europa Atlanta Alba Luxembourg Holland
Odessa Petra Elba Malta Cyprus Berlin Hamburg Essen Halle Ulm Bremen Regensburg Wien Bern Basel
Lyon Nancy Tours Vincent Leander Ottawa Toronto Melbourne Bristol Oxford Cambridge Islam Christ
Jesus Buddha Mohammed Nord Sud Ost West Internet Google Amazon Apple Microsoft Windows Linux
Python Java"""
EVERYDAY = """Mark Will May Rose Art Lang Sommer Winter Frank Grant Hope Faith Grace Joy Mercy
Dean Bill Pat Jack Rich Drew Gene Ray Rob Sue Penny Ruby Pearl Amber Crystal Jade Olive Ginger
Basil Iris Lily Daisy Violet Ivy Holly Robin Jay Martin April June August Summer Autumn Dawn Eve
Star Sky Rain Storm River Brook Cliff Glen Dale Heath Forest Rusty Sandy Sunny Chance Chase Miles
Page Prince King Duke Earl Noble Major Sterling Cash Case Price Bond Stone Guy Buddy Junior Wolf
Engel Ernst Heide Viola Melodie Harmonie Ehre Treue Freude Wonne Erika Flora Linde Gut Gott Kai
Bernd Falk Horst Star Rosa Blanca Luz Paz Mar Dolores Consuelo Esperanza Fe Gloria Victoria
Soledad Concepcion Asuncion Pilar Remedios Milagros Angel Angeles Cruz Jesus Salvador Perla Gema
Alba Nieves Aurora Estrella Marina Violette Marguerite Prune Olive Capucine Clemence Constance
Prudence Desiree Aime Fleur Jade Perle Ange Noel Pascal Celeste Serena Allegra Gioia Letizia
Bianca Viola Stella Gemma Vittoria Fiore Fortuna Speranza Onni Toivo Ilo Sulo Rauha Taimi Lahja
Usko Meri Lumi Tuuli Ilma Suvi Satu Sini Into Vieno Impi Urho Tarmo Vilja Helmi Kielo Oras Armas
Pilvi Sade Kaino Hely Tahto Vesa Isa Juri Rein Mai Sten Aus Kuno Ma Ne Si Da Do De El La Lo Le Li
Al An In Im Am Is Us As Ai Bo Ed Ela Eli Ida Ina Ian Ira Ola Ole Olo Ona Ora Una Uri Uta Tod Tag
Uwe Ute Udo Anja Zora Zoe Alt Neu Bad Dom Don Pan Pani Nada Vera Nadezda Ljubov Mir Slava Vesna
Zora Jasna Rada Dobro Zivko Sreca Milost Laska Viktor Cesar Kaiser Karl Franz Christian Roman
German Norman Oliver Francis Malin Can Deniz Derya Yagmur Bahar Nur Sen Gul Ay Gunes Toprak Umut
Baris Savas Devrim Eylem Sevgi Ask Sema Hayat Dunya Lama Anh Hoa Mai Lan Minh Long Linh Thu Dung
Hong Hang Ha Van Binh Son Tan Cam Tu Xuan Kim Khan Singh Kaur Lal Ram Dev Jan Mar Sol Max Tim Tom
Pia Mia Lea Ada Eva Ana Ben Ron Dan Jim Joe Sam Leo Don Jon Kim Lee Sara Santo Santos Dios Bruno
Clara Blanche Claire Aimee Olivia Emma Luna Nova Aria Carol Melody Harmony Justice Liberty Destiny
Precious Princess Angel Heaven Miracle Blessing Patience Comfort Charity Goodluck Sunday Monday
Friday Gift Favour Success Wisdom Peace Hassan Said Abdul Amir Sultan Sheikh Martial Lance Sami
Wille Isa Leon Vega Villa Santa Cruz Ole Meta Tonu Pero Beta Mist Gabel Atlas Candida Kristall Lies
Pola Klare Solange Darin Bitten Fugen Siebe Volker Bora
Flovent Unique Legal Bona Gala Marca Bay Bey Aga Han Er Alp Kaya Demir Yilmaz Rot Blau Gelb Rein
Stein Berg Burg Feld Wald Bach Tal Notburga Maurice Martina Josef Johannes Matthias Markus Lukas
Petrus Paulus Maria Marien Anna Adam"""
KEPT = """Frank Martin Karl Franz Christian Oliver Bernd Kai Falk Uwe Ute Udo Anja Ida Ina Ian Zoe
Vera Viktor Jan Max Tim Tom Pia Mia Lea Ada Eva Ana Ben Ron Dan Jim Joe Sam Leo Jon Sara Clara
Claire Olivia Emma Carol Maurice Martina Josef Johannes Matthias Markus Lukas Maria Anna Adam
Bruno Vincent Mohammed Petra Nancy Vesna Hassan Amir Malin Pascal Marina Bianca Viola Gloria Pilar
Erika Horst Aimee Eli Ola Antonio Carlos Francisco Jose Juan Pablo Pedro Jorge Luis Manuel Rafael
Fernando Andre Anders Achim John Jack Clarence Donna Marco Mara David Sean Rob Robin Felipe
Francois Gael Jakub Jasna Jay Julio Julius Katerina Katrina Klara Kristen Leander Leonardo Lily
Lina Linh Liv Lloyd Lotta Madeleine Mari Massimo Maxim Maximo Miguel Mina Minh Nikolaus Noel
Norman Norma Oscar Ove Pierre Pietro Piotr Ray Steen Sten Vicente Violet Yasmin Zak Zora
Edeltrud Valere Tim Till Domingo Helmi Cristiano Katarina Marlene Stanley Miguel Linde Margarete
Petr Jaroslav Jaromir Seren"""
"""Names of the lists above that are names far more often than anything else."""


def arguments() -> argparse.Namespace:
    """Return the command line's values."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, help="folder with annotated prose as JSONL")
    parser.add_argument("--out", type=Path, default=Path("compliance/detect/lexicons"))
    return parser.parse_args()


def faker_parts(kind: str, locale: str) -> set[str]:
    """Return the folded words of the given names or surnames of one Faker locale.

    Args:
        kind: "first" or "last".
        locale: a Faker locale.
    """
    provider: Any = importlib.import_module(f"faker.providers.person.{locale}").Provider
    found: set[str] = set()
    for attribute in dir(provider):
        values = getattr(provider, attribute)
        if f"{kind}_name" in attribute and isinstance(values, tuple | list | dict | set):
            for value in values:
                found.update(parts(latin(value) if locale in TRANSLITERATED else value))
    return found


def parts(names: str) -> set[str]:
    """Return the folded words of one or more names; short ones and particles are left out."""
    words = re.split(r"[\s|'’-]+", names)
    return {fold(w) for w in words if len(w) > 2 and w.isalpha() and w[0].isupper()}


def prose_counts(folder: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return how often a word is in a person's name, is capitalised elsewhere, is written small.

    Capitals at the start of a sentence are left out.

    Args:
        folder: JSONL files with {"text", "spans": [[start, end, label]]}.
    """
    inside: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl")):
        # The marks of these two kinds miss many names.
        if "_ocr" in path.name or path.name.startswith("echr"):
            continue
        with path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                text = row["text"]
                persons = [(a, b) for a, b, label in row["spans"] if label == "PER"]
                for match in re.finditer(r"[^\W\d_]+", text):
                    word = match.group()
                    if any(a <= match.start() < b for a, b in persons):
                        inside[fold(word)] += 1
                    elif word.islower():
                        small[fold(word)] += 1
                    elif text[: match.start()].rstrip(" \"'“„(")[-1:] not in (
                        "",
                        ".",
                        "!",
                        "?",
                        ":",
                    ):
                        capital[fold(word)] += 1
    return inside, capital, small


def everyday_words() -> tuple[set[str], set[str]]:
    """Return Faker's everyday words of several languages, folded, and the German nouns of them.

    A capitalised word of the other languages' lists is a name or a country; it is left out.
    """
    found: set[str] = set()
    nouns: set[str] = set()
    for locale in WORD_LOCALES.split():
        module: Any = importlib.import_module(f"faker.providers.lorem.{locale}")
        words = [w for w in dict.fromkeys(module.Provider.word_list) if len(w) > 2 and w.isalpha()]
        german = locale == "de_DE"
        found.update(fold(w) for w in words[:MORE_WORDS] if german or w.islower())
        nouns.update(fold(w) for w in words if german and not w.islower())
    return found, nouns


def write(path: Path, title: str, words: Iterable[str]) -> None:
    """Write a list: a comment with title and source, then the words in lines.

    Args:
        path: where to.
        title: what the list holds.
        words: folded words.
    """
    head = [
        f"# {title}",
        "# Made by scripts/make_name_lists.py from the locale data of Faker (MIT licence,",
        "# Copyright (c) 2012 Daniele Faraglia and other contributors) and from additions by hand.",
        "# Lower case, without accents. Do not edit: change the script.",
    ]
    body = textwrap.wrap(" ".join(sorted(set(words))), 110, break_on_hyphens=False)
    path.write_text("\n".join([*head, *body]) + "\n", encoding="utf-8")


def main() -> None:
    """Build and write the four lists."""
    args = arguments()
    given, family = parts(GIVEN_BY_HAND), set()
    for locale in LOCALES.split():
        given |= faker_parts("first", locale)
        family |= faker_parts("last", locale)
    for first, last in BY_HAND.values():
        given |= parts(first)
        family |= parts(last)
    words, nouns = everyday_words()
    stop = {fold(word) for word in load_words("not_names") | load_words("rarely_names")}
    counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
    if args.data:
        counts = prose_counts(args.data)
    inside, capital, small = counts
    doubtful = parts(PLACES_AND_BRANDS) | parts(EVERYDAY)
    doubtful |= {name for name in given if capital[name] >= 3 and capital[name] > 2 * inside[name]}
    doubtful |= {name for name in given if small[name] >= 10 and small[name] > 5 * inside[name]}
    doubtful |= given & (nouns | stop)
    kept = parts(KEPT)
    doubtful = {name for name in doubtful & given if name not in kept}
    common = (name for name in given | family if small[name] >= 3)
    words |= {name for name in common if small[name] > inside[name]}
    family -= {name for name in family if capital[name] >= 5 and capital[name] > 3 * inside[name]}
    family -= stop
    write(
        args.out / "given_names.txt", "Given names that are rarely anything else", given - doubtful
    )
    write(
        args.out / "given_names_doubtful.txt",
        "Given names that are also everyday words, places or brands",
        doubtful,
    )
    write(args.out / "given_names_family.txt", "Frequent surnames", family)
    write(
        args.out / "given_names_words.txt",
        "Everyday words: no surname follows from them, no name written small",
        words,
    )


if __name__ == "__main__":
    main()
