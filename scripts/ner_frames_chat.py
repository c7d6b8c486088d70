"""More chat, mail and support sentences in German and English, see `ner_frames.py`."""

BODY = {
    "de": """{first} hat gesagt das geht klar
hab ich {first} schon geschrieben, die meldet sich
{first} und ich fahren am {d} nach {city}
könnt ihr {first} {last} bitte freischalten?
meld dich bei {first} oder {first}
war gestern bei {first}, richtig nett
{first} ey, wo bleibst du
@{first} @{first} wer übernimmt das?
laut {first} ist {last} nicht mehr in der firma
ich soll schöne grüße von {first} ausrichten
mein kollege {first} {last} ist heute krank
die rechnung bitte an {full} in {city}
frag doch {first}, der kennt sich mit {prod} aus
das ist die nummer von {first}: {n}
{full} ist nicht mehr unser ansprechpartner
der account gehört {full}, nicht mir
können sie {last} mit zwei l schreiben?
bitte {first} {last} als zweite person eintragen
ich schreibe im auftrag von {full}
Rückmeldung von {short}: {noun} fehlt noch.
{short} bittet um Rückruf wegen {noun}.
Gespräch mit {last} vom {d}: {noun} wird nachgereicht.
Frau {last}-{last} hat die {noun} unterschrieben.
Die Eheleute {first} und {first} {last} wohnen in {city}.
Das Kind {first} wird von {first} abgeholt.
Bürgermeisterin {last} eröffnete die {noun}.
Minister {full} kündigte die {noun} an.
Trainer {last} wechselte {last} ein.
{full} ({n}) aus {city} gewann vor {full}.
Laut Polizei war {first} {last} zu schnell.
{last} und {last} streiten um die {noun}.
Für {last} spricht die {noun}.
Autor: {full}
Foto: {full}/{org}
Sängerin {first} trat in {city} auf.
Nach Angaben von {last} ist die {noun} abgeschlossen.
{caps} hat am {d} die {noun} beantragt.
Zu Händen {caps}
Danke {first}! Danke {first}!
{first}, {first} und {first} kommen auch
ja {first}
{first}?
{full}
nein, {last} mit ie
{first} {last}, {mail}
Betrag {eur} von {full} erhalten
PayPal-Zahlung an {full}
Verwendungszweck: Miete {last} {m}
Familie {first} und {first} {last}
die {first} vom empfang
der {first} aus der it
unsere {first} wird {n}""",
    "en": """{first} said it's fine
already texted {first}, she'll get back to us
{first} and i are driving to {city} on {d}
could you unlock {first} {last} please?
reach out to {first} or {first}
was at {first}'s yesterday, really nice
{first} mate where are you
@{first} @{first} who takes this?
according to {first}, {last} no longer works here
{first} says hi
my coworker {first} {last} is sick today
please send the invoice to {full} in {city}
ask {first}, he knows about {prod}
this is {first}'s number: {n}
{full} is no longer our contact
the account belongs to {full}, not me
it's {last} with two l's
please add {first} {last} as a second person
i'm writing on behalf of {full}
Note from {short}: the form is missing.
{short} asks for a call back.
Call with {last} on {d}: documents to follow.
Ms {last}-{last} signed the contract.
Mr and Mrs {last} live in {city}.
{first} and {first} {last} live in {city}.
The child {first} will be picked up by {first}.
Mayor {last} opened the event.
Senator {full} announced the bill.
Coach {last} replaced {last} with {last}.
{full} ({n}) of {city} beat {full}.
{last} argued that {last} had not signed.
Author: {full}
Photo: {full}/{org}
Singer {first} performed in {city}.
{last} added that the work was done.
{caps} applied on {d}.
For the attention of {caps}
Thanks {first}! Thanks {first}!
{first}, {first} and {first} are coming too
yes {first}
{first}?
{full}
no, {last} with ie
{first} {last}, {mail}
Payment of {eur} received from {full}
Zelle to {full}
Rent {last} {m}
{full}'s doctor, Dr {short}
Doctor: Good morning, Mr. {last}. Patient: Good morning, Dr. {last}.
Doctor: Hi {first}, how are you today?
Patient: I saw Dr. {last} last week.
Guest: is {first} there?
the {last} brothers
{last}'s lawyer, {full}
our {first} turns {n}
{first} from reception
{first} in IT""",
}
