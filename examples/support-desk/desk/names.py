"""Given names and surnames of many origins; people are combined from them by chance."""

DE_FEMALE = """
Anna Lena Katharina Sabine Monika Birgit Heike Petra Ursula Ingrid Renate Claudia Franziska Johanna
Mia Emilia Clara Frieda Greta Antje Silke Maren Wiebke Ayşe Elif Zeynep Fatma Emine Agnieszka
Małgorzata Katarzyna Olena Nataliya Giulia Chiara Francesca Layla Amira Yasmin Ngozi Adaeze Priya
Thi Jelena Milica Despina Anne-Kathrin
""".split()
DE_MALE = """
Thomas Michael Stefan Andreas Jürgen Uwe Klaus Wolfgang Dieter Günter Jonas Leon Lukas Felix Paul
Emil Anton Moritz Matthias Björn Sören Torben Mehmet Mustafa Emre Kerem Murat Piotr Tomasz Krzysztof
Oleksandr Dmytro Giuseppe Luca Matteo Ahmed Karim Yusuf Omar Chinedu Emeka Rajesh Minh Goran Nikola
Kostas Karl-Heinz
""".split()
DE_LAST = """
Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Hoffmann Schäfer Koch Bauer Richter Klein
Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause
Lehmann Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung
Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke
Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto
Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Dietrich Ziegler Kuhn Kühn Pohl Engel Horn
Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Wiegand Oltmanns Petersen Thiessen
Yılmaz Kaya Demir Öztürk Şahin Çelik Aydın Kowalski Nowak Wiśniewska Wójcik Lewandowski Kovalenko
Shevchenko Rossi Esposito Romano Bianchi Haddad Mansour El-Amin Okafor Eze Nwosu Sharma Patel Nguyen
Tran Petrović Jovanović Papadopoulos von-Rehden
""".split()
EN_FEMALE = """
Emily Charlotte Sophie Hannah Lucy Rebecca Alison Margaret Susan Joan Helen Fiona Siobhan Catriona
Megan Bronwen Georgia Isla Poppy Harriet Jessica Ashley Brittany Madison Kayla Denise Tamika
Latoya Maria Guadalupe Rosa Aisha Fatima Zainab Priya Ananya Deepa Sunita Chioma Folake Ifeoma Abena
Wei Mei Soo-jin Agnieszka Katarzyna Francesca Elena
""".split()
EN_MALE = """
Oliver Harry George Jack Thomas William James Edward Geoffrey Nigel Keith Trevor Graham Callum Ewan
Hamish Rhys Gareth Owen Declan Liam Connor Tyler Brandon Justin Kyle Darnell Marcus Terrence Carlos
Miguel Javier Mohammed Imran Yusuf Tariq Arjun Vikram Rohan Sanjay Chukwuemeka Tunde Kwame Kofi Jun
Hyun-woo Piotr Marek Giovanni Stefan
""".split()
EN_LAST = """
Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White
Roberts Green Hall Wood Jackson Clarke Hughes Edwards Hill Moore Clark Harrison Scott Young Morris
Cooper King Ward Turner Parker Bennett Carter Phillips Mitchell Marshall Bailey Whitfield Ashworth
Pemberton Hargreaves Butterworth Cartwright Fairclough Greenhalgh Holloway Inglethorpe Kershaw
Ludlow Massey Norcross Ogilvie Penhaligon Quigley Rowbotham Satterthwaite Thistlewood Underhill
Venables Wainwright Yardley MacDonald MacKenzie Campbell Sutherland Abernathy O'Connor O'Sullivan
Gallagher Byrne Kavanagh Llewellyn Pritchard Kaur Singh Patel Sharma Gupta Iyer Chatterjee Khan
Ahmed Hussain Rahman Chowdhury Malik Okonkwo Adeyemi Afolabi Mensah Boateng Owusu Nkemelu Chen Wong
Zhang Kim Park Nguyen Garcia Rodriguez Hernandez Martinez Castillo Delgado Kowalczyk Zielinski Rossi
Moretti Washington Jefferson Freeman Booker Lindqvist Van-Dyke Smith-Barnes
""".split()
