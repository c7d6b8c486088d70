"""Occupations and positions of persons, found by what a text says of somebody.

An occupation tells people apart when it stands beside an age, a town or a date ("a lorry driver
from Lustenau"), so it is a quasi identifier even though it is no identifier alone. It counts when
it is said of a person: as a predicate ("she is a nurse"), beside a person ("the applicant, a lorry
driver,"), behind words of work ("arbeitet als Altenpflegerin", "the post of a security guard"), in
a field of a form ("Beruf: Kauffrau"), with an age ("54-jähriger Landwirt"), or with a word of state
("retired officer", "gelernter Tischler").

Not wanted are occupations in general ("nurses need rest", "ask your doctor"), the vacant job of an
advert, and people who merely act in a text: the lawyer who represents, the doctor who signs, the
judge who decides. They are found as names; what they are says in which role they act.

Basis: GDPR Art. 4(1), Recital 26; Art. 29 Working Party, Opinion 05/2014 (WP216), singling out.
"""

from compliance.detect.occupations.finder import OccupationFinder

__all__ = ["OccupationFinder"]
