"""Sentence frames for the shipped name model in German, see `ner_frames.py`."""

GREET = """Hallo {first},|Hi {first},|Hallo Frau {last},|Hallo Herr {last},|Hey {first}!
Moin {first},|Guten Tag Frau {last},|Guten Tag Herr {last},|Sehr geehrte Frau {last},
Sehr geehrter Herr {last},|Sehr geehrter Herr Dr. {last},
Sehr geehrte Frau Prof. {last},|Liebe {first},|Lieber {first},
Liebe {first}, lieber {first},|Guten Morgen {first},|Servus {first},|Grüezi Herr {last},
na {first}|Hallo {first} {last},|Guten Tag {full},|Sehr geehrte Damen und Herren,
Hallo zusammen,|Guten Tag,|Hallo,|Hi,|Liebes Team,|Hallo liebes Support-Team,
Guten Abend,|Moin,|Servus,|Liebe Kolleginnen und Kollegen,|Grüß Gott,
Sehr geehrtes Team der {org},|Hallo Team,|Moin zusammen,|Guten Morgen,"""

CLOSE = """Mit freundlichen Grüßen¶{full}|Viele Grüße¶{first}|Liebe Grüße {first}|LG {first}
VG {full}|MfG {last}|mfg {init}|Beste Grüße¶{full}¶{org}|Herzliche Grüße, {first}
Danke, {first}|Gruß {first}|i. A. {full}|Dein {first}|Deine {first}|Ihr {full}
gez. {full}|Grüße, {first} {last}|Freundliche Grüße¶{full}¶{street} {n}¶{city}
Bis dann, {first}|Hochachtungsvoll¶{full}|Mit freundlichen Grüßen|Viele Grüße
Danke und Gruß|Vielen Dank im Voraus|LG|Danke!|MfG|Bis bald
Mit besten Grüßen¶Ihr Kundenservice|Schönen Tag noch|Schönes Wochenende|Dankeschön"""

BODY = """mein Name ist {full} und ich habe eine Frage zu meiner Bestellung {n}.
Ich heiße {first} und wohne in {city}.
ich bin {full}, geboren am {d} in {city}.
Hier ist {first}, ich komme heute etwas später.
Hier spricht {full} von der {org}.
Können Sie bitte die Lieferadresse auf {full}, {street} {n}, {city} ändern?
Das Paket ging an {full} in der {street} {n} in {city}.
Meine Frau {first} hat gestern bei Ihnen angerufen.
Mein Mann {first} {last} ist leider verstorben, bitte kündigen Sie den Vertrag.
Frau {last} hat mir am {d} telefonisch zugesagt, dass die Gutschrift kommt.
Herr {last} aus der Buchhaltung ist bis {m} im Urlaub.
Bitte leiten Sie die Rechnung an Herrn {last} weiter.
Ich habe mit Ihrem Kollegen {first} gechattet, aber es kam nichts.
danke {first}, das hat mir sehr geholfen
super, danke dir {first}!
Alles klar, {first}, ich kümmere mich darum.
{first}, kannst du mir bitte die Datei schicken?
kannst du {first} bitte bescheid geben?
hast du schon was von {first} gehört?
hab gestern {first} und {first} in {city} getroffen
{first} kommt auch mit nach {city}
{first} hat am {d} geburtstag
morgen geh ich mit {first} zum arzt
ich glaub {first} ist krank
Das ist {first}s Laptop, nicht meiner.
{last}s Antrag wurde am {d} bewilligt.
Die Patientin {full}, geb. {d}, stellt sich mit Kopfschmerzen vor.
Wir berichten über Ihren Patienten {full}, wohnhaft in {street} {n}, {city}.
Herr {last} klagt seit {m} über Rückenschmerzen.
Frau {last} verträgt das Medikament gut.
Die Aufnahme von Frau {full} erfolgte über die Notaufnahme der {org}.
Überweisung an Dr. {last} in {city} wurde ausgestellt.
Prof. Dr. {full} leitet die Abteilung seit {m}.
Der behandelnde Arzt Dr. med. {last} empfiehlt eine Kontrolle.
Die Klägerin {full} wird vertreten durch Rechtsanwalt {full}, {city}.
Der Beklagte {last} erschien nicht zum Termin am {d}.
Zeuge {init} sagte aus, er habe {full} nicht gesehen.
Der Mietvertrag zwischen {full} und {full} beginnt am {d}.
Die Überweisung von {eur} Euro an {full} wurde abgelehnt.
Kontoinhaber ist {full}, die Bank ist die {org}.
Auf dem Konto von {first} {last} fehlen {eur} Euro.
Bewerbung von {full} als Verkäuferin bei {org}
{full} arbeitet seit {m} als Teamleiter bei {org} in {city}.
Die Schülerin {first} {last} fehlte am {d} unentschuldigt.
Elterngespräch mit Familie {last} am {d} um {t} Uhr.
Familie {last} wohnt im zweiten Stock.
Bei {last} steht der Name an der Klingel.
Ansprechpartnerin ist {full} ({mail}).
Bitte wenden Sie sich an {full}, Tel. {n}.
Termin für {listed} wurde auf {d}, {t} Uhr gelegt.
Zimmer {n} ist auf den Namen {last} reserviert.
Ich habe auf den Namen {full} einen Tisch für {t} Uhr reserviert.
Schreib bitte: Liebe {first}, alles Gute zum Geburtstag!
Schreib eine E-Mail an {full} wegen des Termins in {city}.
Fasse das Gespräch mit {full} zusammen.
Erstelle ein Zeugnis für {full}, tätig bei {org}.
Unterschrieben von {full} und {init}
Verstanden, {first}. Ich habe die Rückgabe für Sie eingeleitet.
Vielen Dank, Herr {last}, ich habe Ihre Daten gefunden.
Einen Moment bitte, Frau {last}.
Guten Tag, Sie sprechen mit {first} {last} vom Kundenservice der {org}.
Mein Name lautet {full}, mit Doppel-s.
Der Vertrag läuft auf meine Mutter, {full}.
Die Rechnung läuft noch auf {last}, ich heiße aber jetzt {last}.
Mein Sohn {first} ist {n} Jahre alt und geht in {city} zur Schule.
Meine Tochter {first} hat eine Allergie.
unser Nachbar, Herr {last}, hat das Paket angenommen
wer ist eigentlich {full}?
lt. {last} ist alles ok
{init} fragt, ob {first} schon bezahlt hat
Teilnehmer: {full}, {full}, {full}
Anwesend waren {last}, {last} und {init}.
{first} meint, {org} liefert nicht nach {country}.
Ich fliege am {d} von {city} nach {city}.
wir ziehen im {m} nach {city} um
Die Filiale in {city} ist geschlossen.
Meine Adresse ist {street} {n} in {city}.
Gibt es {org} auch in {country}?
Ich habe früher bei {org} gearbeitet.
Ich habe {prod} bei {org} gekauft und möchte es zurückgeben.
{org} hat mir eine Mahnung über {eur} Euro geschickt.
Laut {org} wurde das Paket am {d} zugestellt.
Der Vertrag mit der {org} endet im {m}.
Die {org} mit Sitz in {city} wird vertreten durch {full}.
Er ist in {country} geboren und lebt jetzt in {city}.
ich wohn in {city} und such ne wohnung in der nähe der {street}
Treffen wir uns an der {street}?
{last} schrieb am {d}: Das Gerät ist defekt.
Am {d} schrieb {full} <{mail}>:
Von: {full} <{mail}>
An: {full}; {full}
Cc: {listed}
Weiterleitung an {listed} erledigt
@{first} kannst du drüberschauen?
Kundin {full} (Kundennummer {n}) wünscht Rückruf.
Rückruf bei {last} unter {n}, {first} weiß Bescheid.
Betreuer: {init}
Ich vertrete {full} in der Sache gegen {org}.
Frau {first} {last} und ihr Ehemann {first} beantragen Elternzeit.
Für {first} war es in {city} zu kalt.
Hr. {last} und Fr. {last} sind einverstanden.
Oma {first} und Opa {first} kommen am {d}.
Tante {first} wohnt in {country}.
{first} {last}, {n} Jahre, aus {city}
ist {first} heute da?
grüß {first} von mir
ruf mal {first} an, die weiß das
Ich hatte {first} doch gesagt, dass {last} am {d} kommt.
Die Kündigung von {full} ging am {d} bei {org} ein.
Dr. {init} hat {prod} verschrieben.
Der Fahrer {last} aus {city} war sehr unfreundlich.
{full} hat Ihnen eine Nachricht gesendet.
{full} wurde am {d} aus der Klinik in {city} entlassen."""

FORM = """Name: {full}¶Geburtsdatum: {d}¶Anschrift: {street} {n}, {city}
Vorname: {first}¶Nachname: {last}¶E-Mail: {mail}¶Wohnort: {city}
Patient: {listed}¶Aufnahme: {d}¶Station: {n}¶Arzt: Dr. {last}
Kunde: {full}¶Bestellung: {n}¶Produkt: {prod}
Mitarbeiter: {full} | Abteilung: Einkauf | Vorgesetzte: {full}
Arbeitgeber: {org}¶Ort: {city}¶Name: {listed}
{full}¶{street} {n}¶{city}
Absender: {full}, {street} {n}, {city}
Kontoinhaber: {full}¶Bank: {org}¶Betrag: {eur} EUR
Sachbearbeiter: {last}¶Aktenzeichen: {n}¶Datum: {d}
{last}: Wann kommt die Ware?¶{last}: Am {d}.
Kunde: {first} {last}, Thema: Retoure, Status: offen"""

NEGATIVE = """Die Bestellnummer lautet {n}, das Gerät ist {prod}.
Bitte stornieren Sie die Bestellung {n} vom {d}.
Nach § {n} BGB verjährt der Anspruch in drei Jahren.
Art. 6 Abs. 1 lit. a DSGVO verlangt eine Einwilligung.
Gemäß § {n} Abs. 2 StGB und der ZPO ist die Frist gewahrt.
Mein Router blinkt rot und das Internet geht nicht.
Im {m} war das Wetter schön.
Am {d} um {t} Uhr passt es mir gut.
Der Bäcker um die Ecke hat am Montag zu.
Der Müller mahlt das Korn, der Schmied das Eisen.
Ein Koch, ein Fischer und ein Schneider saßen am Tisch.
Der Richter und der Jäger waren dabei.
Wie lange dauert die Lieferung?
Ich habe mein Passwort vergessen und komme nicht ins Konto.
Der Versand kostet {eur} Euro.
Das Update auf Version {n} schlägt fehl.
Bitte senden Sie mir ein Rücksendeetikett.
Die Größe M ist zu klein, ich brauche L.
Haben Sie {prod} auf Lager?
Der Akku von {prod} hält nicht lange.
Können Sie mir den Unterschied zwischen Kredit und Darlehen erklären?
Fasse den folgenden Text in drei Sätzen zusammen.
Schreibe ein Gedicht über den Herbst.
Übersetze den Satz ins Englische.
Was ist die Hauptaufgabe der Leber?
Der Blutdruck lag bei {n} mmHg, Puls regelmäßig.
Die Rose im Garten blüht im {m}.
Zum Frühstück gibt es Brot, Butter und Marmelade.
Der Kunde möchte sein Geld zurück.
Die Patientin klagt über Husten und Fieber.
Der Mandant wünscht eine Beratung zum Erbrecht.
Die Lehrerin hat die Klasse gelobt.
ok danke, bis morgen
ja genau
nein, leider nicht
alles klar
moment bitte
Wie kann ich Ihnen helfen?
Kann ich sonst noch etwas für Sie tun?
Vielen Dank für Ihre Nachricht.
Wir melden uns schnellstmöglich bei Ihnen.
Das tut mir sehr leid, ich prüfe das sofort.
Die Gutschrift erfolgt innerhalb von {n} Werktagen.
Bitte geben Sie Ihre Kundennummer und Postleitzahl an.
Meine Mutter und mein Bruder kommen am Sonntag.
Der lange Winter, die kurzen Tage und die kalten Nächte.
Mit dem Zug fahre ich zur Arbeit.
Die Kaution beträgt drei Monatsmieten.
Die Fortbildung findet im {m} statt.
Hier der Link zum Formular: https://example.org/{n}
IBAN und BIC finden Sie auf der Rechnung.
Achtung, Ticket {n} wurde geschlossen.
Frohe Weihnachten und einen guten Rutsch!
Alles Gute zum Geburtstag!
Der Drucker zeigt Fehler E{n}.
Die Vollmacht gilt bis zum {d}.
Welche Vorteile hat Solarenergie?
Erkläre mir die Relativitätstheorie einfach.
Die Kündigungsfrist beträgt vier Wochen zum Monatsende.
Ich hätte gern zwei Karten für Samstag.
Sie haben Post!
Gute Besserung!
Der Techniker kommt zwischen {t} und {t} Uhr.
Therapie: Ibuprofen 400 mg bei Bedarf, Pantoprazol 40 mg.
Labor: Hb {n}, Leukozyten unauffällig, CRP erhöht.
die waschmaschine ist kaputt und die garantie abgelaufen
ich will mein geld zurück!!!
was kostet das?
geht das auch ohne anmeldung?
Bitte um Rückruf.
Als Kunde der ersten Stunde bin ich enttäuscht.
Wo finde ich die Einstellungen?
Das Amtsgericht hat den Antrag abgelehnt.
Die Firma hat den Auftrag bestätigt.
Die Krankenkasse übernimmt die Kosten nicht.
Bitte bestätigen Sie den Eingang.
Diagnosen: Arterielle Hypertonie, Diabetes mellitus Typ 2, Vorhofflimmern.
Medikation: Bisoprolol 5 mg 1-0-0, Torasemid 10 mg 1-0-0, Marcumar nach Plan.
Zustand nach Appendektomie, Verdacht auf Morbus Crohn.
Röntgen Thorax: kein Infiltrat, kein Erguss, Herz nicht vergrößert.
Bekannte Demenz vom Alzheimer-Typ, Parkinson-Syndrom seit {m}.
Im EKG Sinusrhythmus, Lagetyp links, keine ST-Hebung.
Die Wunde heilt reizlos, Entlassung in gutem Allgemeinzustand.
Abdomen weich, Leber und Milz nicht tastbar, Lasègue negativ.
Cor und Pulmo auskultatorisch unauffällig, Babinski beidseits negativ.
Therapie mit Heparin, Metamizol und Pantozol begonnen.
Sehr geehrte Kollegin, sehr geehrter Kollege,
Der Kläger beantragt, den Beklagten zur Zahlung von {eur} Euro zu verurteilen.
Die Berufung wird zurückgewiesen, die Kosten trägt die Beklagte.
Tenor, Tatbestand und Entscheidungsgründe sind beigefügt.
Vorname, Nachname, Geburtsdatum und Unterschrift fehlen noch.
Name: siehe Anlage
Lebenslauf, Zeugnisse und Anschreiben bitte als PDF.
Kenntnisse: Python, Java, Excel, Englisch fließend, Führerschein Klasse B.
Betreff: Widerspruch gegen den Bescheid vom {d}
Rechnung, Lieferschein und Mahnung liegen bei.
{prod} gegen {prod} tauschen geht leider nicht.
kann mir jemand helfen? bin neu hier und find das menü nicht
hallo ich wollte mal fragen ob ihr am sonntag offen habt
passt, dann bis später und danke nochmal"""
