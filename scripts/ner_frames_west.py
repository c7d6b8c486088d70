"""Forms, letters and hard negatives in French, Spanish, Dutch, Swedish, Romanian and Portuguese.

See `ner_frames.py`; they stand beside the frames of `ner_frames_more.py`.
"""

FORM = {
    "fr": """Nom : {last}¶Prénom : {first}¶Date de naissance : {d}¶Ville : {city}
Nom et prénom : {caps}¶Adresse : {n} {street}, {city}
Patiente : {caps}, née le {d}¶Motif : douleurs
M. {full}¶{n} {street}¶{n} {city}¶¶Cher Monsieur,
Présents : {full}, {full}, {short}¶Excusés : {last}
Dr {full}¶Médecin généraliste¶{city}
L'arrêt concerne {full}, représenté par Me {short}.
Le témoin {full} a déclaré que {last} était absent.
Ticket {n} : {full} signale une panne de {prod}
{full} ; {full} ; {full}
je dois rappeler {first} demain, {first} est au courant
le Dr {last} m'a prescrit {drug}
Cordialement,¶¶{full}¶{org}""",
    "es": """Nombre: {first}.¶Apellidos: {last} {last}.¶Domicilio: {street} {n}.¶Localidad: {city}.
Nombre y apellidos: {full} {last}¶Fecha de nacimiento: {d}
Paciente: {caps}¶Médico: Dra. {full} {last}
D. {full} {last}¶{street} {n}¶{city}
Dña. {full}, con domicilio en {city}
Remitido por: Dr. {full} {last}. Servicio de Urología. Email: {mail}
Responsable clínico: Dr. {full}. {street} {n}. {city}.
Asistentes: {full}, {full}, {short}
El testigo {full} declaró que {last} no estaba.
El demandante, {full} {last}, reclama a {org}.
Incidencia {n}: {full} no puede entrar en {prod}
mañana llamo a {first}, {first} ya lo sabe
Atentamente,¶¶{full} {last}¶{org}""",
    "nl": """Achternaam: {last}¶Voornaam: {first}¶Geboortedatum: {d}¶Woonplaats: {city}
Naam: {caps}¶Adres: {street} {n}, {city}
Patiënte: {listed}¶Geb.: {d}¶Arts: dr. {last}
De heer {full}¶{street} {n}¶{n} {city}¶¶Geachte heer {last},
Aanwezig: {full}, {full}, {short}¶Afwezig: {last}
Mevr. {short} heeft {drug} voorgeschreven gekregen.
Getuige {full} verklaarde dat {last} er niet was.
Melding {n}: {full} kan niet inloggen op {prod}
ik bel {first} morgen, {first} weet ervan
Hoogachtend,¶¶{full}¶{org}""",
    "sv": """Efternamn: {last}¶Förnamn: {first}¶Födelsedatum: {d}¶Ort: {city}
Namn: {caps}¶Adress: {street} {n}, {city}
Patient: {listed}¶Läkare: Dr {last}
Närvarande: {full}, {full}, {short}
Vittnet {full} sade att {last} var borta.
Ärende {n}: {full} kan inte logga in på {prod}
jag ringer {first} imorgon, {first} vet
Vänliga hälsningar¶¶{full}¶{org}""",
    "ro": """Nume: {last}¶Prenume: {first}¶Data nașterii: {d}¶Localitate: {city}
Nume și prenume: {caps}¶Adresa: {street} {n}, {city}
Pacient: {listed}¶Medic: dr. {last}
Prezenți: {full}, {full}, {short}
Martorul {full} a declarat că {last} lipsea.
Reclamantul {full} cheamă în judecată {org}.
Tichet {n}: {full} nu poate intra în {prod}
o sun mâine pe {first}, {first} știe
Cu respect,¶¶{full}¶{org}""",
    "pt": """Apelido: {last}¶Nome: {first}¶Data de nascimento: {d}¶Cidade: {city}
Nome completo: {caps}¶Morada: {street} {n}, {city}
Paciente: {listed}¶Médico: Dr. {last}
Presentes: {full}, {full}, {short}
A testemunha {full} declarou que {last} não estava.
O autor {full} processou {org}.
Ticket {n}: {full} não consegue entrar no {prod}
amanhã ligo para a {first}, a {first} sabe
Com os melhores cumprimentos,¶¶{full}¶{org}""",
}

NEGATIVE = {
    "fr": """Diagnostic : hypertension artérielle, diabète de type 2.
Antécédents, Traitement, Conclusion
Le tribunal a rejeté la demande.
La Cour de cassation a cassé l'arrêt.
Conditions générales, Mentions légales, Contact
Nom, prénom, date de naissance et signature
Selon l'article {n} du Code civil
Madame, Monsieur, veuillez trouver la facture ci-jointe.
{drug} {n} mg deux fois par jour
{prod} ne démarre plus""",
    "es": """Diagnóstico: hipertensión arterial, diabetes mellitus tipo 2.
Datos del paciente.¶Datos asistenciales.
Antecedentes, Exploración física, Tratamiento
El Tribunal Supremo desestimó el recurso.
Condiciones Generales, Aviso Legal, Contacto
Nombre, apellidos, fecha de nacimiento y firma
Según el artículo {n} del Código Civil
Paciente de {n} años sin alergias conocidas.
Hemograma y bioquímica normales; PSA de {n} ng/ml.
Exploración: abdomen blando, Murphy negativo.
Se realiza TAC y resonancia magnética.
{drug} {n} mg cada 12 horas
No funciona {prod}""",
    "nl": """Diagnose: hypertensie, diabetes mellitus type 2.
Voorgeschiedenis, Behandeling, Conclusie
De rechtbank wijst de vordering af.
Algemene Voorwaarden, Privacybeleid, Contact
Naam, voornaam, geboortedatum en handtekening
Op grond van artikel {n} van het Burgerlijk Wetboek
Geachte klant, de factuur vindt u in de bijlage.
{drug} {n} mg tweemaal daags
De kapitein van het schip meldt mist in het Kanaal.""",
    "sv": """Diagnos: högt blodtryck, diabetes typ 2.
Tingsrätten ogillade talan.
Allmänna villkor, Integritetspolicy, Kontakt
Namn, födelsedatum och underskrift
{drug} {n} mg två gånger dagligen""",
    "ro": """Diagnostic: hipertensiune arterială, diabet zaharat tip 2.
Tribunalul a respins cererea.
Termeni și condiții, Politica de confidențialitate, Contact
Nume, prenume, data nașterii și semnătura
{drug} {n} mg de două ori pe zi""",
    "pt": """Diagnóstico: hipertensão arterial, diabetes tipo 2.
O Tribunal julgou improcedente o pedido.
Termos e Condições, Política de Privacidade, Contato
Nome, data de nascimento e assinatura
{drug} {n} mg duas vezes ao dia""",
}
