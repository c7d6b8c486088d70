"""Post-office boxes: "Postfach 1234", "PO Box 12", "skrytka pocztowa 8", "BP 40"."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.detect.matching.context import isolated
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.places.addresses.core import Core

_SURE = (
    r"p\.? ?o\.? ?box|post office box|postfach|bo[iî]te postale|casella postale|"
    r"apartado(?: de correos| postal)?|caixa postal|postbus|postboks|postbox|posta?fiók|"
    r"skrytka pocztowa|skr\. ?poczt\.?|poštovní přihrádka|poštová priehradka|poštanski pretinac|"
    r"poštni predal|căsuț?a poștală|pašto dėžutė|abonenta kastīte|postilokero|pósthólf|"
    r"пощенска кутия|ταχ\. ?θυρίδα|ταχυδρομική θυρίδα|locked bag|"
    r"(?:rr|rural route|hc) \d{1,3},? box"
)
_FAIR = r"b\.?p\.?|c\.?p\.?|apdo\.?|apartat|p\.?f\.?|pl|box|cs|tsa|τ\.?θ\.?|п\.?к\.?|p\.?p\.?"


class PostBoxes:
    """Finds post-office boxes; short signs count with a postcode or a word for address only."""

    def __init__(self) -> None:
        number = r" ?(?:n[º°o]\.? ?|nr\.? ?)?\d{1,4}(?: \d{2,3}){0,2}"
        self._sure = compile_pattern(rf"(?i)(?:{_SURE}){number}")
        self._fair = compile_pattern(rf"(?i)(?:{_FAIR}) \d{{1,5}}")

    def find(self, text: str) -> Iterator[Core]:
        """Yield boxes with their numbers."""
        for match in self._sure.finditer(text):
            start, end = match.span()
            if isolated(text, start, end):
                yield Core(start, end, 0.75, 0.8, 0.9)
        for match in self._fair.finditer(text):
            start, end = match.span()
            if isolated(text, start, end):
                yield Core(start, end, 0.0, 0.0, 0.7)
