"""Sentence frames in chat, e-mail and form style, by language, for the shipped name model.

All frames were written for this project. A slot in braces is filled by `ner_names.py`:
`{full}`, `{first}`, `{last}`, `{init}` and `{listed}` ("Muster, Anna") are PERSON; `{city}`,
`{country}` and `{street}` are LOCATION; `{org}` is ORGANIZATION; `{n}`, `{d}`, `{m}`, `{t}`,
`{prod}`, `{mail}` and `{eur}` are no name. Titles such as "Frau" stay outside the span.
A pilcrow stands for a line break; greetings and closings are also separated by bars.
"""

import ner_frames_de as de
import ner_frames_en as en
import ner_frames_more as more

GREET = {"de": de.GREET, "en": en.GREET, **more.GREET}
CLOSE = {"de": de.CLOSE, "en": en.CLOSE, **more.CLOSE}
BODY = {"de": de.BODY, "en": en.BODY, **more.BODY}
FORM = {"de": de.FORM, "en": en.FORM}
NEGATIVE = {"de": de.NEGATIVE, "en": en.NEGATIVE, **more.NEGATIVE}


def frames(table: dict[str, str], language: str) -> list[str]:
    """Return the frames of one language.

    Args:
        table: one of the tables above.
        language: ISO 639-1 code; a language without an entry gives an empty list.
    """
    raw = table.get(language, "")
    if table is GREET or table is CLOSE:
        raw = raw.replace("|", "\n")
    return [line.strip().replace("¶", "\n") for line in raw.split("\n") if line.strip()]
