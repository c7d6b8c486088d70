"""German sentences, written for this project, from which the generated chats are built.

Nothing here names a person, a company or an address; the only proper nouns are countries,
capitals, rivers, weekdays and months.
"""

LANGUAGE = "de"

SYSTEMS = (
    "Du bist ein freundlicher Assistent.",
    "Sie sind ein höflicher Assistent und antworten kurz.",
    "Antworte immer auf Deutsch und in ganzen Sätzen.",
    "Du hilfst Menschen im Alltag. Bleibe ruhig und sachlich.",
    "Beantworten Sie die Frage genau. Wenn Sie etwas nicht wissen, sagen Sie es.",
    "Du bist ein geduldiger Helfer. Schreibe einfache, klare Sätze.",
)

OPENERS = (
    "Gern.",
    "Sehr gern.",
    "Natürlich.",
    "Das mache ich gern.",
    "Gute Frage.",
    "Kein Problem.",
    "Das lässt sich machen.",
    "Ich helfe Ihnen gern weiter.",
    "Dabei kann ich helfen.",
    "Ja, gern.",
)
CLOSERS = (
    "Ich hoffe, das hilft Ihnen weiter.",
    "Fragen Sie gern nach, wenn etwas unklar ist.",
    "Melden Sie sich, wenn es nicht klappt.",
    "Viel Erfolg dabei!",
    "Gutes Gelingen!",
    "Haben Sie dazu noch eine Frage?",
    "Kann ich sonst noch etwas für Sie tun?",
    "Sagen Sie mir Bescheid, ob es funktioniert hat.",
    "Ich wünsche Ihnen viel Freude damit.",
)
GREETINGS = (
    "Hallo!",
    "Guten Tag!",
    "Guten Morgen!",
    "Guten Abend!",
    "Hallo zusammen,",
    "Grüß Gott,",
    "Moin,",
    "Hi,",
    "Sehr geehrte Damen und Herren,",
    "Schönen guten Tag,",
)
GREETING_REPLIES = (
    "Hallo! Wie kann ich Ihnen helfen?",
    "Guten Tag! Was kann ich für Sie tun?",
    "Schön, dass Sie da sind. Womit kann ich helfen?",
    "Hallo! Worum geht es?",
    "Guten Tag und willkommen. Wie lautet Ihre Frage?",
)
THANKS = (
    "Danke!",
    "Vielen Dank!",
    "Danke schön, das hat geholfen.",
    "Super, vielen Dank für die Hilfe.",
    "Alles klar, danke.",
    "Perfekt, danke Ihnen!",
    "Das war sehr hilfreich, danke.",
    "Besten Dank und einen schönen Tag noch.",
)
THANKS_REPLIES = (
    "Gern geschehen!",
    "Sehr gern. Einen schönen Tag noch!",
    "Bitte sehr. Bis zum nächsten Mal!",
    "Das freut mich. Melden Sie sich jederzeit wieder.",
    "Keine Ursache. Alles Gute!",
    "Gern. Ich wünsche Ihnen einen angenehmen Abend.",
    "Dafür bin ich da. Auf Wiedersehen!",
)
NEXT_STEP = (
    "Und was mache ich danach?",
    "Wie geht es dann weiter?",
    "Gut, und was kommt als Nächstes?",
    "Das habe ich gemacht. Was jetzt?",
    "Okay, erledigt. Und nun?",
    "Und dann?",
)
TROUBLE = (
    "Das klappt bei mir leider nicht.",
    "Ich verstehe das noch nicht ganz.",
    "Können Sie das bitte noch einmal erklären?",
    "Das war mir zu schnell.",
    "Es hat nicht funktioniert. Was kann ich noch versuchen?",
    "Leider ohne Erfolg.",
)
TROUBLE_REPLIES = (
    "Das tut mir leid. Gehen wir es noch einmal in Ruhe durch:",
    "Kein Problem, noch einmal langsam:",
    "Es tut mir leid, dass es nicht geklappt hat. Versuchen Sie bitte Folgendes:",
    "Ich entschuldige mich für die Unklarheit. Gemeint war:",
    "Gern noch einmal:",
)
STEP_INTROS = ("So gehen Sie vor:", "Am besten machen Sie es so:", "Hier sind die Schritte:", "")

SMALLTALK = (
    (
        ("Wie geht es dir?", "Wie geht es Ihnen heute?", "Na, wie läuft es?"),
        (
            "Danke, mir geht es gut. Und Ihnen?",
            "Gut, danke der Nachfrage. Was kann ich für Sie tun?",
        ),
    ),
    (
        ("Wer bist du?", "Wer sind Sie?", "Was bist du eigentlich?"),
        (
            "Ich bin ein kleines Sprachmodell und beantworte Fragen auf Deutsch und Englisch.",
            "Ich bin ein Computerprogramm, das Texte schreibt. Ich bin kein Mensch.",
        ),
    ),
    (
        ("Bist du ein Mensch?", "Spreche ich mit einem Menschen?", "Sind Sie eine echte Person?"),
        (
            "Nein, ich bin ein Programm. Ich versuche trotzdem, Ihnen zu helfen.",
            "Nein. Ich bin ein Sprachmodell und kann mich auch irren.",
        ),
    ),
    (
        ("Was kannst du?", "Wobei können Sie mir helfen?"),
        (
            "Ich kann einfache Fragen beantworten, kleine Texte schreiben und Schritte erklären.",
            "Ich erkläre Wörter, rechne einfache Aufgaben und gebe Ratschläge für den Alltag.",
        ),
    ),
    (
        ("Ich bin müde.", "Ich habe schlecht geschlafen.", "Heute bin ich sehr erschöpft."),
        (
            "Das tut mir leid. Vielleicht hilft eine kurze Pause.",
            "Das klingt anstrengend. Gönnen Sie sich heute etwas Ruhe.",
        ),
    ),
    (
        ("Ich freue mich so!", "Heute ist ein guter Tag.", "Ich habe gute Nachrichten."),
        ("Das ist schön zu hören! Was ist passiert?", "Das freut mich sehr für Sie."),
    ),
    (
        ("Mir ist langweilig.", "Ich weiß nicht, was ich tun soll."),
        (
            "Wie wäre es mit einem Spaziergang oder einem guten Buch?",
            "Vielleicht möchten Sie etwas Neues kochen oder Musik hören?",
        ),
    ),
    (
        ("Ich ärgere mich gerade sehr.", "Das macht mich wirklich wütend.", "Ich bin enttäuscht."),
        (
            "Das kann ich verstehen. Möchten Sie mir erzählen, was geschehen ist?",
            "Das tut mir sehr leid. Wir finden bestimmt eine Lösung.",
        ),
    ),
    (
        ("Wie wird das Wetter heute?", "Regnet es morgen?", "Wie spät ist es gerade?"),
        (
            "Das kann ich leider nicht wissen, denn ich habe keinen Zugang zu aktuellen Daten.",
            "Dazu habe ich keine Informationen. Bitte sehen Sie an anderer Stelle nach.",
        ),
    ),
    (
        (
            "Wo wohnt mein Nachbar?",
            "Wie lautet die Telefonnummer meiner Ärztin?",
            "Weißt du, wie ich heiße?",
        ),
        (
            "Über einzelne Personen weiß ich nichts, und das ist auch richtig so.",
            "Das weiß ich nicht. Ich habe keine Angaben zu Personen gespeichert.",
        ),
    ),
    (
        ("Tschüss!", "Auf Wiedersehen.", "Bis bald!", "Ich muss jetzt los."),
        (
            "Auf Wiedersehen und alles Gute!",
            "Bis bald! Kommen Sie gut nach Hause.",
            "Tschüss und bis zum nächsten Mal!",
        ),
    ),
    (
        ("Kannst du mir einen Witz erzählen?", "Erzähl mir etwas Lustiges."),
        (
            "Was ist orange und geht über die Berge? Eine Wanderine.",
            "Treffen sich zwei Magnete. Sagt der eine: Was soll ich heute bloß anziehen?",
        ),
    ),
    (
        ("Entschuldigung, ich habe mich vertippt.", "Ups, das war ein Versehen."),
        (
            "Das macht nichts. Wie lautet Ihre Frage?",
            "Kein Problem. Schreiben Sie es einfach noch einmal.",
        ),
    ),
    (
        ("Soll ich einen Schirm mitnehmen?", "Brauche ich heute eine Jacke?"),
        (
            "Wenn der Himmel grau ist, schadet ein Schirm nicht.",
            "Nehmen Sie im Zweifel lieber eine Jacke mit.",
        ),
    ),
)

# nominative, accusative, what it is, what it is for
THINGS = (
    ("ein Hammer", "einen Hammer", "ein Werkzeug", "um Nägel einzuschlagen"),
    ("eine Säge", "eine Säge", "ein Werkzeug", "um Holz zu schneiden"),
    ("ein Topf", "einen Topf", "ein Kochgefäß", "um Suppe oder Nudeln zu kochen"),
    ("ein Regenschirm", "einen Regenschirm", "ein Schutz gegen Regen", "um trocken zu bleiben"),
    ("eine Lampe", "eine Lampe", "eine Lichtquelle", "um einen Raum hell zu machen"),
    ("ein Kalender", "einen Kalender", "eine Übersicht der Tage", "um Termine zu planen"),
    ("eine Uhr", "eine Uhr", "ein Messgerät", "um die Zeit abzulesen"),
    ("ein Fahrrad", "ein Fahrrad", "ein Fahrzeug", "um schnell und leise zur Arbeit zu kommen"),
    ("eine Brücke", "eine Brücke", "ein Bauwerk", "um einen Fluss zu überqueren"),
    (
        "ein Schlüssel",
        "einen Schlüssel",
        "ein kleines Werkzeug aus Metall",
        "um eine Tür zu öffnen",
    ),
    ("ein Wörterbuch", "ein Wörterbuch", "ein Nachschlagewerk", "um fremde Wörter zu finden"),
    ("eine Gießkanne", "eine Gießkanne", "ein Gefäß", "um Pflanzen zu gießen"),
    ("ein Kompass", "einen Kompass", "ein Messgerät", "um die Himmelsrichtung zu finden"),
    ("eine Landkarte", "eine Landkarte", "eine Zeichnung der Erde", "um den Weg zu finden"),
    (
        "ein Kühlschrank",
        "einen Kühlschrank",
        "ein Haushaltsgerät",
        "um Lebensmittel frisch zu halten",
    ),
    ("ein Ofen", "einen Ofen", "ein Gerät", "um zu backen oder zu heizen"),
    ("eine Schere", "eine Schere", "ein Werkzeug", "um Papier oder Stoff zu schneiden"),
    ("ein Besen", "einen Besen", "ein Hilfsmittel", "um den Boden zu fegen"),
    ("ein Koffer", "einen Koffer", "ein Behälter", "um Kleidung auf Reisen mitzunehmen"),
    ("eine Decke", "eine Decke", "ein Stück Stoff", "um sich warm zu halten"),
    ("ein Spiegel", "einen Spiegel", "eine glatte Fläche", "um sich selbst zu sehen"),
    ("eine Leiter", "eine Leiter", "ein Gerät", "um nach oben zu steigen"),
    ("ein Rucksack", "einen Rucksack", "eine Tasche", "um Dinge auf dem Rücken zu tragen"),
    ("eine Waage", "eine Waage", "ein Messgerät", "um das Gewicht zu bestimmen"),
    ("ein Thermometer", "ein Thermometer", "ein Messgerät", "um die Temperatur zu messen"),
    ("ein Boot", "ein Boot", "ein Fahrzeug", "um auf dem Wasser zu fahren"),
    ("eine Nadel", "eine Nadel", "ein spitzes Werkzeug", "um zu nähen"),
    ("ein Kissen", "ein Kissen", "ein weicher Gegenstand", "um den Kopf darauf zu legen"),
    ("eine Batterie", "eine Batterie", "ein Energiespeicher", "um kleine Geräte zu betreiben"),
    ("ein Drucker", "einen Drucker", "ein Gerät", "um Texte auf Papier zu bringen"),
    ("eine Tastatur", "eine Tastatur", "ein Eingabegerät", "um am Computer zu schreiben"),
    ("ein Vertrag", "einen Vertrag", "eine Vereinbarung", "um Rechte und Pflichten festzulegen"),
    ("ein Gesetz", "ein Gesetz", "eine verbindliche Regel", "um das Zusammenleben zu ordnen"),
    (
        "eine Bibliothek",
        "eine Bibliothek",
        "eine Sammlung von Büchern",
        "um zu lesen und zu lernen",
    ),
    ("ein Bahnhof", "einen Bahnhof", "ein Ort für Züge", "um in einen Zug einzusteigen"),
    ("ein Passwort", "ein Passwort", "ein geheimes Wort", "um ein Konto zu schützen"),
)

# ways to ask, then the steps of the answer in order
TOPICS = (
    (
        ("Wie koche ich Nudeln?", "Können Sie mir sagen, wie man Nudeln kocht?"),
        (
            "Bringen Sie in einem großen Topf Wasser zum Kochen.",
            "Geben Sie etwas Salz in das Wasser.",
            "Legen Sie die Nudeln hinein und rühren Sie einmal um.",
            "Probieren Sie nach etwa acht Minuten.",
            "Gießen Sie das Wasser ab und servieren Sie die Nudeln heiß.",
        ),
    ),
    (
        ("Wie koche ich ein Ei?", "Ich möchte ein weiches Ei kochen. Wie geht das?"),
        (
            "Nehmen Sie das Ei rechtzeitig aus dem Kühlschrank.",
            "Legen Sie es in kochendes Wasser.",
            "Warten Sie etwa fünf Minuten.",
            "Schrecken Sie das Ei mit kaltem Wasser ab.",
        ),
    ),
    (
        (
            "Wie gieße ich meine Pflanzen richtig?",
            "Meine Zimmerpflanze lässt die Blätter hängen. Was tun?",
        ),
        (
            "Prüfen Sie mit dem Finger, ob die Erde trocken ist.",
            "Gießen Sie langsam, bis die Erde feucht ist.",
            "Lassen Sie kein Wasser im Untersetzer stehen.",
            "Stellen Sie die Pflanze an einen hellen Ort.",
        ),
    ),
    (
        (
            "Wie entferne ich einen Fleck aus einem Hemd?",
            "Auf meinem Hemd ist ein Fleck. Was hilft?",
        ),
        (
            "Tupfen Sie den Fleck sofort mit kaltem Wasser ab.",
            "Reiben Sie nicht zu stark am Stoff.",
            "Geben Sie ein wenig Seife auf die Stelle.",
            "Waschen Sie das Hemd danach wie gewohnt.",
        ),
    ),
    (
        (
            "Wie kann ich besser einschlafen?",
            "Ich kann nachts nicht schlafen. Haben Sie einen Rat?",
        ),
        (
            "Gehen Sie jeden Tag zur gleichen Zeit ins Bett.",
            "Legen Sie das Telefon eine Stunde vorher weg.",
            "Lüften Sie das Zimmer.",
            "Trinken Sie am Abend keinen Kaffee mehr.",
        ),
    ),
    (
        ("Wie lerne ich am besten Vokabeln?", "Haben Sie Tipps zum Lernen einer Sprache?"),
        (
            "Lernen Sie jeden Tag nur wenige Wörter.",
            "Schreiben Sie jedes Wort in einen Satz.",
            "Wiederholen Sie die Wörter am nächsten Tag.",
            "Sprechen Sie die Wörter laut aus.",
        ),
    ),
    (
        ("Wie packe ich einen Koffer?", "Was muss ich beim Packen beachten?"),
        (
            "Schreiben Sie zuerst eine Liste.",
            "Legen Sie schwere Dinge nach unten.",
            "Rollen Sie die Kleidung zusammen, das spart Platz.",
            "Packen Sie wichtige Papiere in die Handtasche.",
        ),
    ),
    (
        (
            "Wie putze ich die Fenster ohne Streifen?",
            "Meine Fenster haben Streifen. Was mache ich falsch?",
        ),
        (
            "Putzen Sie nicht in der direkten Sonne.",
            "Verwenden Sie warmes Wasser mit wenig Seife.",
            "Ziehen Sie das Wasser von oben nach unten ab.",
            "Trocknen Sie die Ränder mit einem Tuch.",
        ),
    ),
    (
        ("Wie schreibe ich einen höflichen Brief?", "Wie fängt man einen Brief an?"),
        (
            "Beginnen Sie mit einer Anrede.",
            "Sagen Sie im ersten Satz, worum es geht.",
            "Schreiben Sie kurze, klare Absätze.",
            "Schließen Sie mit freundlichen Grüßen.",
        ),
    ),
    (
        ("Wie backe ich ein einfaches Brot?", "Ich möchte Brot backen. Was brauche ich?"),
        (
            "Mischen Sie Mehl, Wasser, Salz und Hefe.",
            "Kneten Sie den Teig zehn Minuten lang.",
            "Lassen Sie den Teig eine Stunde ruhen.",
            "Backen Sie das Brot im heißen Ofen.",
            "Lassen Sie es vor dem Schneiden abkühlen.",
        ),
    ),
    (
        ("Wie mache ich eine gute Tasse Tee?", "Wie lange muss Tee ziehen?"),
        (
            "Kochen Sie frisches Wasser.",
            "Gießen Sie das Wasser über die Blätter.",
            "Lassen Sie den Tee drei bis fünf Minuten ziehen.",
            "Nehmen Sie die Blätter dann heraus.",
        ),
    ),
    (
        ("Meine Tür quietscht. Was kann ich tun?", "Wie repariere ich eine Tür, die quietscht?"),
        (
            "Suchen Sie zuerst die Stelle, die quietscht.",
            "Wischen Sie das Scharnier sauber.",
            "Geben Sie einen Tropfen Öl darauf.",
            "Bewegen Sie die Tür einige Male hin und her.",
        ),
    ),
    (
        (
            "Mein Computer ist sehr langsam.",
            "Was kann ich tun, wenn der Rechner nicht mehr reagiert?",
        ),
        (
            "Schließen Sie alle Programme, die Sie nicht brauchen.",
            "Speichern Sie Ihre Arbeit.",
            "Starten Sie das Gerät neu.",
            "Prüfen Sie, ob noch genug Speicher frei ist.",
        ),
    ),
    (
        ("Wie wähle ich ein sicheres Passwort?", "Was ist ein gutes Passwort?"),
        (
            "Nehmen Sie mindestens zwölf Zeichen.",
            "Mischen Sie Buchstaben, Zahlen und Zeichen.",
            "Verwenden Sie für jedes Konto ein anderes Wort.",
            "Geben Sie das Passwort niemals weiter.",
        ),
    ),
    (
        (
            "Wie bereite ich eine Wanderung vor?",
            "Ich will am Wochenende wandern. Woran muss ich denken?",
        ),
        (
            "Wählen Sie einen Weg, der zu Ihnen passt.",
            "Nehmen Sie genug Wasser und etwas Brot mit.",
            "Ziehen Sie feste Schuhe an.",
            "Sagen Sie jemandem, wohin Sie gehen.",
        ),
    ),
    (
        ("Wie spare ich Strom?", "Meine Stromkosten sind hoch. Was kann ich ändern?"),
        (
            "Schalten Sie das Licht aus, wenn Sie den Raum verlassen.",
            "Ziehen Sie nachts die Stecker.",
            "Waschen Sie mit niedriger Temperatur.",
            "Kochen Sie mit einem Deckel auf dem Topf.",
        ),
    ),
    (
        ("Wie plane ich meinen Tag besser?", "Ich schaffe meine Aufgaben nicht. Was hilft?"),
        (
            "Schreiben Sie alle Aufgaben auf.",
            "Beginnen Sie mit der wichtigsten Aufgabe.",
            "Planen Sie Pausen ein.",
            "Streichen Sie durch, was erledigt ist.",
        ),
    ),
    (
        ("Wie lagere ich Kartoffeln?", "Wo bewahre ich Gemüse am besten auf?"),
        (
            "Wählen Sie einen kühlen und dunklen Ort.",
            "Legen Sie die Kartoffeln in eine Kiste aus Holz.",
            "Achten Sie darauf, dass die Luft trocken ist.",
            "Sortieren Sie faule Stücke sofort aus.",
        ),
    ),
    (
        ("Wie wechsle ich eine Glühbirne?", "Die Lampe im Flur ist kaputt. Was muss ich tun?"),
        (
            "Schalten Sie zuerst den Strom ab.",
            "Warten Sie, bis die Birne kalt ist.",
            "Drehen Sie die alte Birne vorsichtig heraus.",
            "Setzen Sie die neue Birne ein und testen Sie das Licht.",
        ),
    ),
    (
        ("Wie kündige ich einen Vertrag?", "Was muss in einer Kündigung stehen?"),
        (
            "Lesen Sie zuerst nach, welche Frist gilt.",
            "Schreiben Sie, welchen Vertrag Sie beenden wollen.",
            "Nennen Sie das Datum.",
            "Bitten Sie um eine schriftliche Bestätigung.",
        ),
    ),
    (
        ("Welche Rechte habe ich bei meinen Daten?", "Was sind personenbezogene Daten?"),
        (
            "Personenbezogene Daten sind Angaben über einen Menschen.",
            "Sie dürfen Auskunft über Ihre Daten verlangen.",
            "Falsche Angaben müssen berichtigt werden.",
            "Unter bestimmten Bedingungen müssen Daten gelöscht werden.",
        ),
    ),
    (
        (
            "Wie schreibe ich eine Einladung?",
            "Ich möchte Freunde zum Essen einladen. Hilf mir bitte.",
        ),
        (
            "Nennen Sie den Anlass.",
            "Schreiben Sie Tag, Uhrzeit und Ort dazu.",
            "Bitten Sie um eine Antwort bis zu einem festen Tag.",
            "Fragen Sie, was Ihre Gäste gern essen.",
        ),
    ),
)

OPPOSITES = (
    ("groß", "klein"),
    ("warm", "kalt"),
    ("hell", "dunkel"),
    ("schnell", "langsam"),
    ("alt", "neu"),
    ("laut", "leise"),
    ("teuer", "billig"),
    ("schwer", "leicht"),
    ("voll", "leer"),
    ("nass", "trocken"),
    ("früh", "spät"),
    ("offen", "geschlossen"),
    ("richtig", "falsch"),
    ("stark", "schwach"),
    ("hoch", "niedrig"),
    ("weich", "hart"),
    ("sauber", "schmutzig"),
    ("lang", "kurz"),
    ("gut", "schlecht"),
    ("links", "rechts"),
    ("oben", "unten"),
    ("süß", "sauer"),
    ("fleißig", "faul"),
    ("müde", "wach"),
)
PLURALS = (
    ("das Haus", "die Häuser"),
    ("der Baum", "die Bäume"),
    ("das Buch", "die Bücher"),
    ("die Stadt", "die Städte"),
    ("das Kind", "die Kinder"),
    ("der Tisch", "die Tische"),
    ("die Blume", "die Blumen"),
    ("der Zug", "die Züge"),
    ("das Auto", "die Autos"),
    ("der Schlüssel", "die Schlüssel"),
    ("die Frage", "die Fragen"),
    ("der Tag", "die Tage"),
    ("das Fenster", "die Fenster"),
    ("die Hand", "die Hände"),
    ("der Brief", "die Briefe"),
    ("das Land", "die Länder"),
    ("die Rechnung", "die Rechnungen"),
    ("das Jahr", "die Jahre"),
    ("die Woche", "die Wochen"),
    ("der Monat", "die Monate"),
)
COUNTRIES = (
    ("Deutschland", "Berlin"),
    ("Frankreich", "Paris"),
    ("Italien", "Rom"),
    ("Spanien", "Madrid"),
    ("Polen", "Warschau"),
    ("Österreich", "Wien"),
    ("Schweden", "Stockholm"),
    ("Norwegen", "Oslo"),
    ("Portugal", "Lissabon"),
    ("Irland", "Dublin"),
    ("Griechenland", "Athen"),
    ("Dänemark", "Kopenhagen"),
    ("Finnland", "Helsinki"),
    ("Ungarn", "Budapest"),
    ("Belgien", "Brüssel"),
    ("Rumänien", "Bukarest"),
    ("Kroatien", "Zagreb"),
    ("Estland", "Tallinn"),
)
DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
SEASONS = {
    "Frühling": "blühen die Blumen",
    "Sommer": "ist es warm und die Tage sind lang",
    "Herbst": "fallen die Blätter",
    "Winter": "ist es kalt und oft liegt Schnee",
}
COLOURS = (
    ("Gras", "grün"),
    ("Schnee", "weiß"),
    ("der Himmel am Tag", "blau"),
    ("eine Zitrone", "gelb"),
    ("Kohle", "schwarz"),
    ("eine reife Tomate", "rot"),
    ("Schokolade", "braun"),
    ("eine Maus", "grau"),
)

# the questions of the small tasks, {} filled in by the generator
ASK = {
    "what": ("Was ist {}?", "Können Sie mir erklären, was {} ist?", "Erkläre kurz: Was ist {}?"),
    "use": ("Wofür braucht man {}?", "Wozu benutzt man {}?", "Warum kauft man {}?"),
    "opposite": (
        "Was ist das Gegenteil von „{}“?",
        "Nenne das Gegenteil von {}.",
        "Wie lautet das Gegenteil zu {}?",
    ),
    "plural": ("Wie heißt die Mehrzahl von „{}“?", "Wie lautet der Plural von {}?"),
    "capital": ("Was ist die Hauptstadt von {}?", "Wie heißt die Hauptstadt von {}?"),
    "next_day": ("Welcher Tag kommt nach {}?", "Heute ist {}. Welcher Tag ist morgen?"),
    "next_month": ("Welcher Monat folgt auf {}?", "Was kommt nach dem Monat {}?"),
    "season": ("Wie ist es im {}?", "Was geschieht im {}?"),
    "colour": ("Welche Farbe hat {}?", "Welche Farbe hat normalerweise {}?"),
    "add": ("Was ist {} plus {}?", "Wie viel ergibt {} + {}?", "Rechne bitte {} + {}."),
    "sub": ("Was ist {} minus {}?", "Wie viel ergibt {} - {}?"),
    "translate": (
        "Was heißt „{}“ auf Englisch?",
        "Übersetze ins Englische: {}",
        "Wie sagt man „{}“ auf Englisch?",
    ),
    "repeat": (
        "Bitte wiederholen Sie: {}",
        "Schreibe diesen Satz noch einmal: {}",
        "Wiederhole genau: {}",
    ),
    "continue": (
        "Wie geht dieser Text weiter? {}",
        "Setze den Text fort: {}",
        "Schreibe weiter: {}",
    ),
    "first": ("Was ist das erste Wort in diesem Satz? {}", "Nenne das erste Wort: {}"),
    "last": ("Was ist das letzte Wort in diesem Satz? {}", "Nenne das letzte Wort: {}"),
    "which": ("In welcher Sprache ist dieser Text geschrieben? {}", "Welche Sprache ist das? {}"),
    "list": ("Nenne drei Dinge, die {} sind.", "Gib mir drei Beispiele: {}."),
    "note": (
        "Merken Sie sich bitte: Mein Kennwort für dieses Spiel ist {}.",
        "Das Stichwort lautet {}.",
        "Bitte notieren: Die Nummer ist {}.",
        "Ich habe die Nummer {} gezogen.",
    ),
    "recall": (
        "Wie lautete es noch einmal?",
        "Was hatte ich Ihnen genannt?",
        "Können Sie es bitte wiederholen?",
    ),
}
TELL = {
    "what": ("{0} ist {1}. Man braucht {2}, {3}.", "Das ist {1}. Man nimmt {2}, {3}."),
    "use": ("Man braucht {2}, {3}.", "{2} benutzt man, {3}.", "{0} ist {1} und dient dazu: {3}."),
    "opposite": ("Das Gegenteil von „{0}“ ist „{1}“.", "{1}.", "Das Gegenteil ist {1}."),
    "plural": ("Die Mehrzahl von „{0}“ heißt „{1}“.", "Der Plural lautet {1}."),
    "capital": ("Die Hauptstadt von {0} ist {1}.", "Die Hauptstadt heißt {1}.", "{1}."),
    "next_day": ("Nach {0} kommt {1}.", "Das ist {1}.", "{1}."),
    "next_month": ("Auf {0} folgt {1}.", "Das ist der {1}."),
    "season": ("Im {0} {1}.",),
    "colour": ("{0} ist {1}.", "Die Farbe ist {1}."),
    "add": ("{0} plus {1} ist {2}.", "Das ergibt {2}.", "{0} + {1} = {2}"),
    "sub": ("{0} minus {1} ist {2}.", "Das ergibt {2}.", "{0} - {1} = {2}"),
    "translate": ("„{0}“ heißt auf Englisch „{1}“.", "Auf Englisch sagt man „{1}“."),
    "which": ("Der Text ist auf {0} geschrieben.", "Das ist {0}."),
    "list": ("Drei Beispiele sind {0}, {1} und {2}.", "Zum Beispiel {0}, {1} und {2}."),
    "note": (
        "Danke, ich habe {0} notiert.",
        "Notiert: {0}.",
        "In Ordnung, {0}. Was möchten Sie nun wissen?",
    ),
    "recall": ("Sie hatten mir {0} genannt.", "Es lautete {0}.", "{0}."),
}
LANGUAGE_NAMES = {"de": "Deutsch", "en": "Englisch"}
QUOTES = ("„", "“")
LISTS = {
    "Obst": ("Äpfel", "Birnen", "Kirschen", "Pflaumen", "Erdbeeren", "Trauben", "Bananen"),
    "Gemüse": ("Karotten", "Kartoffeln", "Zwiebeln", "Erbsen", "Gurken", "Bohnen", "Kohl"),
    "Tiere": ("Hunde", "Katzen", "Pferde", "Kühe", "Schafe", "Vögel", "Fische", "Bienen"),
    "Möbel": ("Tische", "Stühle", "Schränke", "Betten", "Regale", "Sessel"),
    "Werkzeuge": ("Hämmer", "Sägen", "Zangen", "Schraubenzieher", "Feilen"),
    "Getränke": ("Wasser", "Tee", "Kaffee", "Milch", "Saft"),
    "Kleidungsstücke": ("Hosen", "Hemden", "Jacken", "Mäntel", "Schuhe", "Mützen"),
    "Flüsse": ("der Rhein", "die Elbe", "die Donau", "die Oder", "der Main", "die Weser"),
}
