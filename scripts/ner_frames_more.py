"""Sentence frames for the shipped name model in six further languages, see `ner_frames.py`."""

GREET = {
    "fr": """Bonjour {first},|Bonjour Madame {last},|Bonjour Monsieur {last},|Salut {first},
Chère {first},|Cher {first},|Bonjour,|Madame, Monsieur,|Bonsoir,|Salut,""",
    "es": """Hola {first},|Buenos días {first},|Estimada Sra. {last},|Estimado Sr. {last},|Hola,
Querida {first},|Buenas tardes,|Estimados señores,|Hola a todos,""",
    "nl": """Hallo {first},|Hoi {first},|Beste {first},|Geachte heer {last},|Geachte mevrouw {last},
Beste {full},|Goedemorgen,|Hallo,|Geachte heer, mevrouw,|Beste allemaal,|Hoi,""",
    "sv": """Hej {first},|Hejsan {first}!|Bästa {first},|Hej {full},|Hej,|God morgon,
Hej allihopa,""",
    "ro": """Bună {first},|Salut {first},|Stimate domnule {last},|Stimată doamnă {last},|Bună ziua,
Bună seara,|Dragă {first},|Stimați domni,""",
    "pt": """Olá {first},|Oi {first},|Bom dia {first},|Prezado Sr. {last},|Prezada Sra. {last},|Olá,
Bom dia,|Boa tarde,|Prezados senhores,|Cara {first},""",
}

CLOSE = {
    "fr": """Cordialement,¶{full}|Bien à vous,¶{full}|Merci, {first}|Bises, {first}|Cordialement
Merci !""",
    "es": """Saludos,¶{full}|Un saludo, {first}|Atentamente,¶{full}|Gracias, {first}
Saludos|Gracias""",
    "nl": """Met vriendelijke groet,¶{full}|Groetjes {first}|Groet, {full}|Alvast bedankt
Mvg {first}""",
    "sv": """Med vänliga hälsningar¶{full}|Mvh {first}|Hälsningar, {full}|Tack på förhand
Kram {first}""",
    "ro": """Cu stimă,¶{full}|Mulțumesc, {first}|O zi bună,¶{full}|Cu stimă|Mulțumesc anticipat""",
    "pt": """Atenciosamente,¶{full}|Abraço, {first}|Obrigada, {first}|Obrigado,¶{full}
Cumprimentos""",
}

BODY = {
    "fr": """Je m'appelle {full} et j'habite à {city}.
Mon nom est {full}, commande {n}.
Mme {last} m'a appelé le {d}.
M. {last} est absent jusqu'en {m}.
merci {first}, c'est parfait
tu as vu {first} hier ?
Je suis {first} de {org}.
Le colis a été livré à {full}, {n} {street}, {city}.
Ma fille {first} est malade depuis {m}.
Le Dr {last} exerce à {city}.
{full} travaille chez {org} depuis {m}.
J'ai acheté {prod} chez {org}.
Nous partons en {country} avec {first} et {first}.
Le requérant, {full}, est représenté par Me {last}, avocat à {city}.
Le contrat est au nom de {full}.
De : {full} <{mail}>
Patient : {full}, né le {d} à {city}
demande à {first}, elle sait""",
    "es": """Me llamo {full} y vivo en {city}.
Mi nombre es {full}, pedido {n}.
La Sra. {last} me llamó el {d}.
El Sr. {last} está de vacaciones hasta {m}.
gracias {first}, perfecto
¿has visto a {first}?
Soy {first} de {org}.
El paquete se entregó a {full}, {street} {n}, {city}.
Mi hija {first} está enferma desde {m}.
La Dra. {last} trabaja en {city}.
{full} trabaja en {org} desde {m}.
Compré {prod} en {org}.
Nos vamos a {country} con {first} y {first}.
El contrato está a nombre de {full}.
De: {full} <{mail}>
Paciente: {full}, nacido el {d} en {city}
pregunta a {first}, ella lo sabe""",
    "nl": """Mijn naam is {full} en ik woon in {city}.
Ik ben {first} van {org}.
Mevrouw {last} heeft mij op {d} gebeld.
De heer {last} is tot {m} op vakantie.
bedankt {first}, helemaal goed
heb je {first} nog gezien?
Het pakket is bezorgd bij {full}, {street} {n}, {city}.
Mijn dochter {first} is sinds {m} ziek.
Dokter {last} werkt in {city}.
{full} werkt sinds {m} bij {org}.
Ik heb {prod} bij {org} gekocht.
Wij gaan met {first} en {first} naar {country}.
Het contract staat op naam van {full}.
Van: {full} <{mail}>
Patiënt: {full}, geboren op {d} te {city}
Kunt u {full} terugbellen over bestelling {n}?
vraag het aan {first}, zij weet het
De zaak van {last} tegen {org} dient in {city}.""",
    "sv": """Jag heter {full} och bor i {city}.
Mitt namn är {full}, order {n}.
{full} ringde mig den {d}.
Jag är {first} från {org}.
tack {first}, det blir bra
har du sett {first}?
Paketet lämnades till {full}, {street} {n}, {city}.
Min dotter {first} är sjuk sedan {m}.
Doktor {last} arbetar i {city}.
{full} jobbar på {org} sedan {m}.
Jag köpte {prod} hos {org}.
Vi åker till {country} med {first} och {first}.
Från: {full} <{mail}>
Patient: {full}, född {d} i {city}
fråga {first}, hon vet""",
    "ro": """Mă numesc {full} și locuiesc în {city}.
Numele meu este {full}, comanda {n}.
Doamna {last} m-a sunat pe {d}.
Domnul {last} este în concediu până în {m}.
mulțumesc {first}, e perfect
ai văzut-o pe {first}?
Sunt {first} de la {org}.
Coletul a fost livrat la {full}, {street} {n}, {city}.
Fiica mea {first} este bolnavă din {m}.
Doctorul {last} lucrează în {city}.
{full} lucrează la {org} din {m}.
Am cumpărat {prod} de la {org}.
Plecăm în {country} cu {first} și {first}.
De la: {full} <{mail}>
Pacient: {full}, născut la {d} în {city}""",
    "pt": """Meu nome é {full} e moro em {city}.
Chamo-me {full}, pedido {n}.
A Sra. {last} me ligou em {d}.
O Sr. {last} está de férias até {m}.
obrigado {first}, perfeito
você viu a {first}?
Sou {first} da {org}.
O pacote foi entregue a {full}, {street} {n}, {city}.
Minha filha {first} está doente desde {m}.
O Dr. {last} trabalha em {city}.
{full} trabalha na {org} desde {m}.
Comprei {prod} na {org}.
Vamos para {country} com {first} e {first}.
De: {full} <{mail}>
Paciente: {full}, nascido em {d} em {city}
pergunta à {first}, ela sabe""",
}

NEGATIVE = {
    "fr": """Le numéro de commande est {n}.
Merci pour votre message.
Comment puis-je vous aider ?
Mon mot de passe ne marche plus.
Le colis n'est pas arrivé.
La livraison coûte {eur} euros.
Je voudrais annuler ma commande du {d}.
Écris un poème sur l'automne.""",
    "es": """El número de pedido es {n}.
Gracias por su mensaje.
¿En qué puedo ayudarle?
He olvidado mi contraseña.
El paquete no ha llegado.
El envío cuesta {eur} euros.
Quiero cancelar el pedido del {d}.
Escribe un poema sobre el otoño.""",
    "nl": """Het bestelnummer is {n}.
Bedankt voor uw bericht.
Waarmee kan ik u helpen?
Ik ben mijn wachtwoord vergeten.
Het pakket is niet aangekomen.
De verzending kost {eur} euro.
Ik wil de bestelling van {d} annuleren.
Schrijf een gedicht over de herfst.""",
    "sv": """Ordernumret är {n}.
Tack för ditt meddelande.
Hur kan jag hjälpa dig?
Jag har glömt mitt lösenord.
Paketet har inte kommit.
Frakten kostar {eur} kronor.
Skriv en dikt om hösten.""",
    "ro": """Numărul comenzii este {n}.
Vă mulțumim pentru mesaj.
Cu ce vă pot ajuta?
Mi-am uitat parola.
Coletul nu a ajuns.
Livrarea costă {eur} lei.
Scrie o poezie despre toamnă.""",
    "pt": """O número do pedido é {n}.
Obrigado pela mensagem.
Como posso ajudar?
Esqueci minha senha.
O pacote não chegou.
O frete custa {eur} reais.
Escreva um poema sobre o outono.""",
}
