"""Sentence frames in chat, e-mail and form style, by language, for the shipped name model.

All frames were written for this project. A slot in braces is filled by `ner_names.py`:
`{full}`, `{first}`, `{last}`, `{init}`, `{short}`, `{caps}` and `{listed}` ("Muster, Anna") are
PERSON; `{city}`, `{country}` and `{street}` are LOCATION; `{org}` is ORGANIZATION; `{n}`, `{d}`,
`{m}`, `{t}`, `{mail}`, `{eur}` and the slots of `ner_words.py` are no name. Titles such as "Frau"
stay outside the span. A pilcrow stands for a line break; greetings, closings and some short
sentences are also separated by bars.
"""

import ner_frames_chat as chat
import ner_frames_de as de
import ner_frames_east as east
import ner_frames_en as en
import ner_frames_forms as forms
import ner_frames_more as more
import ner_frames_rim as rim
import ner_frames_west as west
import ner_prose_east as prose_east
import ner_prose_kin as prose_kin
import ner_prose_north as prose_north
import ner_prose_south as prose_south

Table = dict[str, str]


def _together(*tables: Table) -> Table:
    """Return the frames of several tables, language by language."""
    languages = dict.fromkeys(language for table in tables for language in table)
    return {
        language: "\n".join(table[language] for table in tables if language in table)
        for language in languages
    }


GREET = {"de": de.GREET, "en": en.GREET, **more.GREET}
CLOSE = {"de": de.CLOSE, "en": en.CLOSE, **more.CLOSE}
BODY = _together(
    {"de": de.BODY, "en": en.BODY},
    chat.BODY,
    more.BODY,
    prose_kin.BODY,
    prose_north.BODY,
    prose_east.BODY,
    *(
        {key: text.replace(" | ", "\n") for key, text in each.BODY.items()}
        for each in (east, rim, prose_south)
    ),
)
FORM = _together(
    {"de": de.FORM, "en": en.FORM},
    forms.FORM,
    west.FORM,
    prose_east.FORM,
    prose_north.FORM,
    prose_south.FORM,
)
NEGATIVE = _together(
    {"de": de.NEGATIVE, "en": en.NEGATIVE},
    forms.NEGATIVE,
    more.NEGATIVE,
    west.NEGATIVE,
    east.NEGATIVE,
    rim.NEGATIVE,
    prose_north.NEGATIVE,
    prose_south.NEGATIVE,
)


def frames(table: Table, language: str) -> list[str]:
    """Return the frames of one language.

    Args:
        table: one of the tables above.
        language: ISO 639-1 code; a language without an entry gives an empty list.
    """
    raw = table.get(language, "")
    if table is GREET or table is CLOSE:
        raw = raw.replace("|", "\n")
    return [line.strip().replace("¶", "\n") for line in raw.split("\n") if line.strip()]
