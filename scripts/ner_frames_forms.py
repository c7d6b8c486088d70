"""Forms, letters, tables, records and hard negatives in German and English, see `ner_frames.py`.

`{caps}` is a name in capitals or with the surname in capitals; `{short}` is a name with initials in
one of many styles. The slots of `ner_words.py` (`{noun}`, `{diag}` and so on) are no names.
"""

FORM = {
    "de": """Nachname: {last}¶Vorname: {first}¶Geburtsdatum: {d}¶Staatsangehörigkeit: deutsch
Familienname: {last}¶Vornamen: {first} {first}¶Geburtsort: {city}
Name, Vorname: {listed}¶Straße: {street} {n}¶Ort: {city}
Name;Vorname;Ort¶{last};{first};{city}¶{last};{first};{city}
Name | Abteilung | Telefon¶{full} | Einkauf | {n}¶{full} | Vertrieb | {n}¶{full} | Lager | {n}
Pat.-Name: {listed}¶geb. am {d}¶Aufn.-Nr. {n}¶Diagnose: {diag}
Patientin: {caps}¶geb.: {d}¶Station: Innere Medizin
Herrn¶{full}¶{street} {n}¶{n} {city}¶¶Sehr geehrter Herr {last},
Frau¶Dr. {full}¶{street} {n}¶{n} {city}¶¶Betreff: {noun} vom {d}
{org}¶z. Hd. Frau {last}¶{street} {n}¶{n} {city}
An¶{org}¶Herrn {short}¶Postfach {n}
{full} · {street} {n} · {n} {city}
Rechnungsempfänger: {full}¶Lieferadresse: {street} {n}, {city}¶Artikel: {prod}
Versicherungsnehmer: {caps}¶Versicherungsnummer: {n}¶Tarif: {noun}
Mieter: {full}, {full}¶Objekt: {street} {n}, {city}¶Kaution: {eur}
Protokoll der Sitzung vom {d}¶Anwesend: {full}, {full}, {short}¶Entschuldigt: {last}¶TOP 1: {noun}
Anwesende: {last}, {last}, {last} (Protokoll)¶TOP {n}: {noun}
Ticket {n}¶Melder: {full}¶Bearbeiter: {short}¶Thema: {prod} startet nicht
[{t}] {first}: hat jemand {last} gesehen?¶[{t}] {first}: der ist beim arzt
{first} {last}, {t}:¶ist das paket schon da?¶{first} {last}, {t}:¶nein
Von: {listed}¶Gesendet: {d} {t}¶An: {listed}; {listed}¶Betreff: AW: {noun}
Erstellt von {short} am {d}, freigegeben von {short}
Zeuge 1: {full}, wohnhaft {city}¶Zeuge 2: {full}, wohnhaft {city}
Kläger: {full}, {city}¶Beklagte: {org}, {city}¶Prozessbevollmächtigte: Rechtsanwältin {full}
In dem Rechtsstreit¶{full} gegen {full}¶hat das Amtsgericht {city} durch Richter {last} entschieden
Dr. med. {full}¶Facharzt für Innere Medizin¶{street} {n}, {city}
gez. Dr. {last}¶Oberärztin¶¶gez. {short}¶Assistenzarzt
OA Dr. {last}   Prof. Dr. {full}¶Oberarzt       Chefarzt
Mit kollegialen Grüßen¶Dr. {short}¶Chefärztin der Klinik für Innere Medizin
1. {full}¶2. {full}¶3. {full}
- {full} ({city})¶- {full} ({city})
{listed}; {listed}; {listed}
Nr.,Nachname,Vorname,Betrag¶1,{last},{first},{eur}¶2,{last},{first},{eur}
Unterschrift: {full}¶Datum: {d}
Erziehungsberechtigte: {full} und {full}¶Kind: {first}, Klasse {n}
Ihr Ansprechpartner: {full}¶Durchwahl: {n}
Kontakt im Notfall: {full} (Mutter), Tel. {n}
Sehr geehrte Frau Kollegin {last}, sehr geehrter Herr Kollege {last},
Sehr geehrter Herr Kollege, wir berichten über Frau {full}, geb. {d}.
Betrifft: {caps}, geb. {d}, Diagnose: {diag}
Wir berichten über die o. g. Patientin {last}, {first}, die sich vom {d} bis {d} bei uns befand.
Bei Herrn {last} besteht {diag}, daher {drug} 5 mg.
Herr {last} wurde mit {drug} entlassen, Frau Dr. {last} übernimmt die Nachsorge.
Pat. {last} klagt über {diag}; {find}.""",
    "en": """Surname: {last}¶Given names: {first} {first}¶Date of birth: {d}¶Nationality: British
Last name: {last}¶First name: {first}¶Town: {city}¶Postcode: {n}
Name (last, first): {listed}¶Street: {n} {street}¶City: {city}
name,city,amount¶{full},{city},{eur}¶{full},{city},{eur}
Last;First;City¶{last};{first};{city}¶{last};{first};{city}
Name | Team | Phone¶{full} | Sales | {n}¶{full} | Support | {n}¶{full} | Finance | {n}
Pt name: {listed}¶DOB: {d}¶MRN: {n}¶Dx: {diagen}
Patient: {caps}¶DOB: {d}¶Ward: {n}
Mr {full}¶{n} {street}¶{city}¶¶Dear Mr {last},
Ms {full}¶{org}¶{n} {street}¶{city}¶¶Re: order {n}
{org}¶Attn: {full}¶{n} {street}¶{city}
Bill to: {full}¶Ship to: {n} {street}, {city}¶Item: {prod}
Policyholder: {caps}¶Policy number: {n}
Tenant: {full} and {full}¶Property: {n} {street}, {city}¶Deposit: {eur}
Minutes of {d}¶Present: {full}, {full}, {short}¶Apologies: {last}¶Item 1: budget
Ticket {n}¶Reported by: {full}¶Assigned to: {short}¶Subject: {prod} does not start
[{t}] {first}: has anyone seen {last}?¶[{t}] {first}: off sick
{first} {last} {t}¶did the parcel come?¶{first} {last} {t}¶nope
From: {listed}¶Sent: {d} {t}¶To: {listed}; {listed}¶Subject: RE: {prod}
Prepared by {short}, approved by {short}
CASE OF {caps} v. {country}
In the case of {last} v. {country},
The case originated in an application lodged by a national, Mr {full}, on {d}.
The applicant, Mrs {short}, was represented by Mr {short}, a lawyer practising in {city}.
The Government were represented by their Agent, Mr {short}.
The Government were represented by their Agents, Mrs {short} and Mr {short}, of the Ministry.
The applicants, Mr {full} and his wife, Ms {full}, live in {city}.
On {d} judge {short} ordered the detention of {last}, inter alia, on the ground of flight risk.
According to {last}, the Chamber relied on Article {n}.
{short}, President,¶{short},¶{short}, judges,¶and {full}, Section Registrar
Mr {last} lodged an appeal with the Regional Court; the Government contested that argument.
Professor {short} examined {last} and diagnosed {diagen}.
Lance Corporal {last} and Sergeant {full} gave evidence.
Dr {full}, MD¶Department of Cardiology¶{org}
Dictated by: {short}¶Reviewed by: Dr {last}
Mr {last} presents with {diagen}; started on {drug} 5 mg.
{full} is a {n}-year-old with {diagen}. Dr. {last} was consulted.
1. {full}¶2. {full}¶3. {full}
- {full} ({city})¶- {full} ({city})
{listed}; {listed}; {listed}
Signature: {full}¶Date: {d}
Parents: {full} and {full}¶Child: {first}, class {n}
Emergency contact: {full} (mother), tel. {n}
Your agent today was {first}. Rate {first}'s service!
Reference: {short}, {prod} review, {city}, {d}
{short} et al. report that {drug} is safe.""",
}

NEGATIVE = {
    "de": """Diagnosen: {diag}, {diag}, {diag}.
{diag}
Z. n. {diag}, V. a. {diag}
{find}, {find}, {find}.
{find}. {find}. {find}.
Labor: {lab} {n} mg/dl, {lab} {n} U/l, {lab} im Normbereich.
{lab}, {lab}, {lab} unauffällig
Therapie mit {drug} und {drug} begonnen.
{drug} {n} mg 1-0-1, {drug} {n} mg 0-0-1
{drug} b. B., {drug} pausiert
{adj} {diag} mit {diag}
{head}: {diag}
{head}
{head}¶{head}¶{diag}, {diag}
Sehr geehrte Frau Kollegin, sehr geehrter Herr Kollege,
Werte Kollegin, werter Kollege!
Die {role} und der {role} waren einverstanden.
{role}, {role}, {role}
Der {role} sprach mit der {role} über die {noun}.
Als {role} arbeitet sie in der {noun}.
Die Pat. gab an, dass {diag} seit {m} besteht.
Sonographie: {find}, {diag} ausgeschlossen.
MRT Schädel: kein Hinweis auf {diag}.
CT Thorax: {diag}, {adj} {diag}.
Die {noun} und die {noun} liegen in der {noun}.
{noun}, {noun} und {noun}
{noun}¶{noun}¶{noun}
{head} zur {noun}
Im Rahmen der {noun} wird die {noun} nach § {n} Abs. {n} geprüft.
Absatz {n} gilt für {noun} und {noun} entsprechend.
Das Bundesministerium erlässt die {noun} durch Rechtsverordnung.
Zuständig ist die {noun}; der {noun} bleibt unberührt.
Bitte senden Sie die {noun} bis {d} zurück.
Ihre {noun} zur {noun} ist abgelaufen.
{prod} und {prod} im Vergleich
{prod} stürzt beim Start ab
Artikel: {prod}, Menge: {n}, Preis: {eur}
Produktname: {prod}¶Farbe: Schwarz¶Größe: {n}
Käsekuchen, Apfelstrudel und Schwarzwälder Kirschtorte
Fenster, Türen und Treppen aus Eiche und Buche
Guten Morgen zusammen, {noun} liegt bei.
Hallo liebe Kolleginnen und Kollegen, anbei die {noun}.
Frage zur {noun}
Danke, {noun} ist angekommen
Betreff: {noun} / {noun}
Tagesordnung: {noun}, {noun}, Verschiedenes
Nicht zutreffend
Siehe {head}, Seite {n}
Keine {noun} vorhanden
Liegend, stehend, sitzend; {find}
Gruppe A: {noun}; Gruppe B: {noun}
Montag: {noun}, Dienstag: {noun}, Mittwoch: frei""",
    "en": """{headen}
{headen}¶{headen}¶{headen}
{headen}: see {headen}
Diagnosis: {diagen}, {diagen}.
History of {diagen} and {diagen}.
Patient started on {drug} and {drug}.
{drug} {n} mg twice daily, {drug} as needed
Labs: {lab} {n}, {lab} {n}, {lab} normal
The {legal} held, {latin}, that the {legal} had erred.
The applicant complained, {latin}, of a breach of the Act.
The {legal} and the {legal} submitted observations.
The Regional {legal} dismissed the appeal as inadmissible.
The {legal} noted that Article {n} of the Convention applied {latin}.
{en} the {legal} had relied on the {legal}'s decision.
{en} and {en} are included.
{en}, {en} and {en}
{en} {en} {en}
{en}: {en} / {en}
New {en} for {prod}
{prod} versus {prod}
{prod} crashes on start
Product: {prod}, quantity: {n}, price: {eur}
Item: {prod}¶Colour: Black¶Size: {n}
The Purchaser shall indemnify the Vendor against all Claims.
The Licensee agrees to the Licence Terms set out in Schedule {n}.
The Crown Court sentenced the defendant to {n} months.
The appellant was convicted of conspiracy and appealed.
{en} is not covered by the policy.
How do I change {en}?
Chapter {n}: {en} and {en}
Step {n}: Click Save, then Close
Please See Attached {en}
MY ORDER HAS NOT ARRIVED AND NOBODY ANSWERS
Department of {en}, Unit {n}
Dear Colleague, dear Colleagues,
Doctor: and how is the {diagen}? Patient: better, thank you.
Doctor: any {diagen} in the family? Patient: my mother had {diagen}.
She works as a nurse and lives with her husband and two sons.
Guest Comment: lovely place, great breakfast
Yours Faithfully, The Billing Department
{m}: {en}; {m}: {en}
Tuesday is fine, Wednesday is not
the doctor said it is {diagen}
is {drug} safe with {drug}?""",
}
