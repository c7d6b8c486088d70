"""The corpus of the base model: where each text comes from, what was left out, what is held out.

Two plain-text files are read. Documents in them are divided by an empty line; a line is a
paragraph. Texts of publishers and transcribers, and lines that name or locate a living person,
are left out before anything is trained.
"""

import hashlib
import random
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

GERMAN_FILE = "de_federal_statutes.txt"
ENGLISH_FILE = "en_public_domain_prose.txt"
BLOCK_CHARS = 4000
# why a line was left out
NOTES = "notes of the documentation office"
CONTACT = "contact details"
ARTISTS = "notices that name artists"
OFFENSIVE = "sexual offences and racist words"
MATTER = "publisher's and transcriber's matter"


@dataclass(frozen=True, slots=True)
class Work:
    """One work of the English file, with the reason why it may be used."""

    name: str
    """Title and year of first publication."""
    holder: str
    """Author, with year of death."""
    documents: range
    """Which documents of the file belong to the work."""
    first: str
    """How the first paragraph of the author's own text begins."""
    last: str
    """How its last paragraph begins; empty: the work runs to the end of the document."""


WORKS = (
    Work("Katrine (1909)", "Elinor Macartney Lane, died 1909", range(0, 1),
         "It is difficult to tell the story of Irish folk", ""),
    Work("News from Nowhere (1890)", "William Morris, died 1896", range(1, 2),
         "Up at the League, says a friend", ""),
    Work("The Little Colonel's Hero (1902)",
         "Annie Fellows Johnston, died 1931; a play in it with Albion Fellows Bacon, died 1933",
         range(2, 3), '"Oh, Tarbaby!', "To both Betty and Lloyd"),
    Work("The Adventures of Sherlock Holmes (1892)", "Arthur Conan Doyle, died 1930", range(3, 15),
         "“My dear fellow,” said Sherlock Holmes", ""),
)  # fmt: skip

# The documentation office's notes are no part of the official text.
_NOTES = re.compile(
    r"^(Mittelbare [äÄ]nderung|Änderung) durch|dokumentarisch noch nicht|Fundstelle:"
    r"|^\(?Inhalt: nicht darstellbare"
)
# An e-mail address, a web address or a telephone number; the e-mail address in the source belongs
# to a real person who transcribed a book.
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|https?:|www\.|\b(?:Tel|Telefon|Telefax|Fax)\s?[.:]\s?[+(\d]"
)
# A demo should not recite the definitions of sexual offences, or words of 1902 for people.
_OFFENSIVE = re.compile(
    r"sexuell|geschlechtsverkehr|pornogra|prostitu|genital|geschlechtsbetont|\bnigger|pickaninn"
    r"|\bnegro|\bjews?\b|\bgyps|\bheathen|\bsavages\b",
    re.IGNORECASE,
)
# Notices about coins name the artists, some of them living.
_ARTISTS = re.compile(r"^Bekanntmachung über die Ausprägung")


@dataclass(slots=True)
class Source:
    """One source of the corpus after cleaning, split into blocks."""

    name: str
    holder: str
    licence: str
    note: str
    language: str
    sha256: str
    size: int
    train: list[list[str]] = field(default_factory=list)
    """Runs of paragraphs; a run is contiguous in the source."""
    held_out: list[list[str]] = field(default_factory=list)

    def train_text(self) -> str:
        """Return the training part as one string."""
        return "\n".join(line for run in self.train for line in run)


def clean_line(line: str) -> str:
    """Return the paragraph in NFC, without invisible characters, emphasis marks, runs of blanks."""
    line = unicodedata.normalize("NFC", line).replace("\u2060", "").replace("\xa0", " ")
    line = re.sub(r"[_=]", "", line)
    line = re.sub(r"^[*\s]+(?=\S)", "* ", line) if line.startswith("*") else line
    return re.sub(r"\s+", " ", line).strip()


def read_corpus(
    folder: Path, seed: int, share: float = 0.02
) -> tuple[list[Source], dict[str, int]]:
    """Return the sources of the corpus, split, and how many lines were left out for which reason.

    Args:
        folder: holds the two files.
        seed: chooses the held-out blocks.
        share: part of the blocks that is held out.

    Raises:
        SystemExit: a file is not the one whose provenance is recorded here.
    """
    dropped = dict.fromkeys((NOTES, CONTACT, ARTISTS, OFFENSIVE, MATTER), 0)
    german = (folder / GERMAN_FILE).read_bytes()
    documents = [doc.split("\n") for doc in german.decode("utf-8").split("\n\n")]
    runs = []
    for document in documents:
        if _ARTISTS.search(document[0]):
            dropped[ARTISTS] += len(document)
            continue
        runs.append(_keep(document, dropped))
    source = Source(
        name=f"German federal statutes and ordinances ({len(documents)} documents, state 2021)",
        holder="none: official works of the Federal Republic of Germany",
        licence="public domain: § 5(1) UrhG",
        note=f"{GERMAN_FILE}; includes BDSG, BGB, GG, StGB, TTDSG, HGB, AO, BetrVG, UrhG, ZPO, "
        "VwGO, SGB X, KSchG; notes of the documentation office, contact details and notices "
        "that name artists left out, lines about sexual offences too",
        language="de",
        sha256=hashlib.sha256(german).hexdigest(),
        size=len(german),
    )
    _split(source, runs, seed, share)
    sources = [source, *_read_works(folder / ENGLISH_FILE, dropped, seed, share)]
    _remove_seen(sources)
    return sources, dropped


def _read_works(path: Path, dropped: dict[str, int], seed: int, share: float) -> list[Source]:
    raw = path.read_bytes()
    documents = [doc.split("\n") for doc in raw.decode("utf-8").split("\n\n")]
    whole = hashlib.sha256(raw).hexdigest()
    sources = []
    for work in WORKS:
        runs = []
        for number in work.documents:
            lines = documents[number]
            start = 0
            end = len(lines)
            if number == work.documents.start:
                start = _find(lines, work.first, work.name)
            if work.last:
                end = _find(lines, work.last, work.name) + 1
            dropped[MATTER] += len(lines) - (end - start)
            runs.append(_keep(lines[start:end], dropped))
        part = "\n\n".join("\n".join(documents[number]) for number in work.documents).encode()
        source = Source(
            name=work.name,
            holder=work.holder,
            licence="public domain: author dead over 70 years (EU), published before 1931 (US)",
            note=f"{ENGLISH_FILE}, documents {work.documents.start + 1} to {work.documents.stop}; "
            f"sha256 of the whole file {whole}; front and back matter left out",
            language="en",
            sha256=hashlib.sha256(part).hexdigest(),
            size=len(part),
        )
        _split(source, runs, seed, share)
        sources.append(source)
    return sources


def _find(lines: list[str], start: str, work: str) -> int:
    for number, line in enumerate(lines):
        if line.startswith(start):
            return number
    raise SystemExit(
        f"the corpus is not the one recorded here: {work} does not start or end as noted"
    )


def _keep(lines: list[str], dropped: dict[str, int]) -> list[str]:
    kept = []
    for line in lines:
        if _NOTES.search(line):
            dropped[NOTES] += 1
        elif _CONTACT.search(line):
            dropped[CONTACT] += 1
        elif _OFFENSIVE.search(line):
            dropped[OFFENSIVE] += 1
        elif cleaned := clean_line(line):
            kept.append(cleaned)
    return kept


def _split(source: Source, documents: list[list[str]], seed: int, share: float) -> None:
    """Cut documents into blocks of about `BLOCK_CHARS` and hold out a share of them."""
    blocks: list[tuple[int, list[str]]] = []
    for number, lines in enumerate(documents):
        block: list[str] = []
        for line in lines:
            block.append(line)
            if sum(map(len, block)) >= BLOCK_CHARS:
                blocks.append((number, block))
                block = []
        if block:
            blocks.append((number, block))
    count = max(2, round(share * len(blocks)))
    chosen = set(random.Random(f"{seed}/{source.name}").sample(range(len(blocks)), count))
    previous = None
    for at, (number, block) in enumerate(blocks):
        if at in chosen:
            source.held_out.append(block)
            previous = None
        elif previous == number:
            source.train[-1].extend(block)
        else:
            source.train.append(list(block))
            previous = number


def _remove_seen(sources: list[Source]) -> None:
    """Take lines out of the held-out blocks that also stand in the training part."""
    seen = {line for source in sources for run in source.train for line in run}
    for source in sources:
        blocks = [[line for line in block if line not in seen] for block in source.held_out]
        source.held_out = [block for block in blocks if block]
