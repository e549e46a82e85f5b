"""Adverts, boxes, notices and tables; everything in them is invented. Keys: language, whether historic."""

from __future__ import annotations

Blocks = tuple[tuple[str, ...], ...]

ADVERTS: dict[tuple[str, bool], Blocks] = {
    ("en", False): (
        ("Kessler’s Hardware", "SNOW SHOVELS HALF PRICE", "44 Canal Street  •  555-0142", "Open Sundays"),
        ("PRUITT COACH LINES", "Fall foliage tours from $89", "Call 555-0171 or visit pruitt.example"),
        ("Tired of high heating bills?", "Tarn Valley Oil & Gas", "FREE ESTIMATES  555-0160"),
        ("HEARING AIDS", "Try before you buy – 30 days risk free!", "Dr. A. Lomas, 9 Mill Lane, Suite 2"),
        ("GRAND OPENING", "Luigi’s Brick Oven", "Two large pies $19.99 with this coupon", "Expires 4/30"),
        ("0% APR for 60 months*", "Harlow Motors, Route 9", "*With approved credit. See dealer for details."),
        ("PAXTON’S FURNITURE", "See our ad on page 7", "and from page 1 of this week’s insert"),
        ("Subscribe today!", "Home delivery from $4.25 a week", "Call 555-0100"),
    ),
    ("en", True): (
        ("DR. HOLLOWAY’S LIVER PILLS.", "They Regulate the System.", "25 cents a box.  All Druggists."),
        ("LADIES’ SPRING CLOAKS", "at BANNISTER & SONS, Canal Street.", "$4.98, worth $7.50.", "Sale begins Monday."),
        (
            "CALDER & HARLOW STEAMSHIP CO.",
            "Boats leave foot of Ferry Street daily",
            "at 8 A.M. and 5 P.M.",
            "Fare, 35 Cents.",
        ),
        ("BANNISTER & SONS.", "See our announcement on page 4."),
        ("USE KINGSTON’S SOAP.", "It floats. It cleans. It costs a nickel."),
        ("COAL.  WOOD.  COKE.", "E. MARSH & BRO., Yard at Quarry Siding.", "Telephone 41."),
        ("FOR THAT TIRED FEELING", "Take Paxton’s Celery Tonic.", "One bottle convinces."),
        ("NEW SPRING HATS $1.95", "Sibley’s Main Floor", "Air-Cooled for Your Comfort"),
    ),
    ("de", False): (
        ("Möbel Kranz", "RÄUMUNGSVERKAUF BIS SAMSTAG", "Marktplatz 3 • Telefon 555 01 12"),
        ("Autohaus Brandl", "Jetzt Winterreifen wechseln: 29,90 Euro", "Industriestraße 8, Lindenau"),
        ("Reisebüro Sonnenweg", "7 Tage Insel mit Halbpension ab 499,–", "Wir beraten Sie gern!"),
        ("Hörgeräte Matthes", "Kostenloser Hörtest ohne Anmeldung", "Obere Gasse 11"),
        ("Sie hören ihn nicht. Sie spüren ihn nicht.", "Der neue Treppenlift von Auf & Ab.", "Rufen Sie an: 555 01 77"),
        ("Abonnieren Sie jetzt!", "Vier Wochen frei Haus für 19,90 Euro", "Leserservice: 555 01 00"),
        ("Möbel Kranz", "Beachten Sie unsere Anzeige auf Seite 7!"),
        ("Metzgerei Haberl", "Angebot der Woche: Schweinebraten, 1 kg 6,99", "solange Vorrat reicht"),
    ),
    ("de", True): (
        ("Persiana-Seifenpulver", "wäscht schneeweiß ohne Reiben!", "Überall erhältlich. Paket 28 Pfennig."),
        (
            "Hamburger Kaffee-Rösterei J. Böhle",
            "Feinste Mischungen, stets frisch gebrannt",
            "Marktplatz 7. Fernruf 114.",
        ),
        ("Gebr. Matthes", "Siehe unser Inserat auf Seite 4."),
        ("Hühneraugen?", "Nehmen Sie Lebolin-Pflaster.", "In allen Apotheken und Drogerien."),
        ("Lichtspiele am Ring", "Ab Freitag: Der Postillion von Lindenau", "Jugendliche haben keinen Zutritt."),
        ("Pferde-Auktion", "Montag, vormittags 10 Uhr, auf dem Viehmarkt.", "Ökonomierat Kranz."),
        ("Nähmaschinen", "erstklassige Fabrikate, auch auf Teilzahlung", "bei Gebr. Matthes, Obere Gasse."),
    ),
}

CLASSIFIEDS: dict[tuple[str, bool], tuple[str, ...]] = {
    ("en", False): (
        "CLASSIFIEDS",
        "FOR SALE: upright piano, well kept, $200. Call 555-0117 after six.",
        "FOR RENT, 2 BR, heat & h/w incl., no pets. $640/mo. 555-0128",
        "HELP WANTED. Line cook, nights. Apply in person, Ferry Street Diner.",
        "FREE to good home, two tabby kittens. 555-0155",
        "YARD SALE Sat. 8-2, 17 Alder St. No early birds.",
        "LOST: gray parrot, answers to Admiral. Reward. 555-0149",
    ),
    ("en", True): (
        "WANTED.",
        "GIRL for general housework. No washing. Apply 14 Quarry Hill.",
        "SITUATION by sober man as coachman; ten years in last place. Box 7, this office.",
        "TO LET—Front parlor, furnished; gas; gentlemen only. 22 Ferry St.",
        "FOUND—A lady’s brown glove, on the Harlow car. Owner may call.",
        "BOARDERS. Home cooking. Mrs. Ansel, 8 Mill Lane.",
        "FOR SALE—Bay mare, six years, sound. E. Novak, livery.",
    ),
    ("de", False): (
        "KLEINANZEIGEN",
        "Verkaufe Kinderfahrrad, wenig gebraucht, 40 Euro. Tel. 555 01 44",
        "3-Zi.-Whg., Kü., Bad, Balkon, 72 qm, ab sofort zu verm. Tel. 555 01 38",
        "Suche Putzhilfe, 2 x wö. vorm., Nähe Bahnhof. Zuschr. u. Chiffre 4471",
        "Kater entlaufen, grau getigert, hört auf Moritz. Belohnung!",
        "Kaufe alte Ansichtskarten und Orden. Tel. 555 01 91",
    ),
    ("de", True): (
        "Kleine Anzeigen",
        "Ordentl. Mädchen f. Küche und Haus sofort gesucht. Frau Apotheker Lohse.",
        "Möbl. Zimmer mit Frühst. an soliden Herrn zu vermieten. Mühlgasse 4, II.",
        "Zu verkaufen: guterh. Kinderwagen, 1 Fahrrad, 2 Hühner. Zu erfr. i. d. Geschst.",
        "Verloren goldene Damenuhr v. Bahnhof z. Markt. Geg. Bel. abzugeben.",
        "Schreibmaschinenkraft (perfekt) halbtags frei. Ang. u. Nr. 212 a. d. Geschst.",
    ),
}

BOXES: dict[tuple[str, bool], Blocks] = {
    ("en", False): (
        ("WEATHER", "Today: snow showers, high 34.", "Tonight: clear, low 19.", "Details, A2"),
        ("LOTTERY", "Pick 3: 4-0-7", "Pick 4: 9-9-1-2", "Mega Tarn: 3-11-18-27-40"),
        ("TODAY’S CROSSWORD", "ACROSS 1. River bird 5. Not odd 9. Ship’s jail", "Answers tomorrow"),
        ("TV TONIGHT", "8:00 (4) Harbor Patrol", "9:00 (7) Movie: The Long Crossing"),
        ("Corrections", "The Courier welcomes reports of errors. Call the city desk at 555-0103."),
        ("Tides at Port Calder", "High 6:12 a.m., 6:40 p.m.", "Low 12:20 p.m."),
        ("HOW TO REACH US", "Newsroom 555-0103", "Circulation 555-0100", "letters@paper.example"),
    ),
    ("en", True): (
        ("THE WEATHER.", "Fair to-day; to-morrow rain, followed by clearing.", "Fresh northerly winds."),
        ("Sun rises 6.14 | Moon sets 11.02", "High water, Ferry St. 8.20"),
        ("ALMANAC FOR THE DAY.",),
        ("TRAINS LEAVE MILLBROOK", "For Harlow—6.10, 8.45 A.M., 1.30 P.M.", "For Port Calder—7.05 A.M., 4.15 P.M."),
        ("AMUSEMENTS THIS EVENING.", "Opera House—The Two Orphans, 8.15.", "Grange Hall—Dissolving Views."),
        ("RADIO TODAY", "7:30 WTRN—Organ Recital", "8:00 WTRN—Amos Bell, baritone"),
    ),
    ("de", False): (
        ("WETTER", "Heute wolkig, bis 8 Grad.", "Nachts Frost."),
        ("Lottozahlen: 3, 11, 18, 27, 40, 46", "Zusatzzahl: 9", "(ohne Gewähr)"),
        ("NOTDIENSTE", "Arzt: 555 01 92", "Apotheke: Löwen-Apotheke, Markt 1"),
        ("TV-TIPP", "20.15 Das Erste Programm: Tatort Lindenau", "22.00 Drittes: Alpenpanorama"),
        ("KREUZWORTRÄTSEL", "Waagerecht: 1 Fluss zum Rhein 5 Laubbaum", "Auflösung morgen"),
        ("So erreichen Sie uns", "Redaktion 555 01 10", "Anzeigen 555 01 20", "redaktion@zeitung.example"),
    ),
    ("de", True): (
        ("Das Wetter", "Wechselnd bewölkt, zeitweise Schauer, kühl.", "Schwache westliche Winde."),
        ("Kalender. Sonnenaufgang 6.14, Sonnenuntergang 18.02.",),
        ("Stadttheater", "Heute abend 7½ Uhr: Der Waffenschmied"),
        ("Wasserstand der Lin", "gestern 2,14 m, heute 2,09 m"),
        ("Rundfunk heute", "19.30 Blasmusik", "20.10 Hörspiel: Der Bergsturz"),
        ("Bestellungen auf den Anzeiger", "nehmen alle Postämter und unsere Boten entgegen."),
    ),
}

AGATE: dict[str, Blocks] = {
    "en": (
        ("TARN VALLEY LEAGUE", "W L Pct.", "Otters 21 3 .875", "Chiefs 18 6 .750", "Mariners 9 15 .375"),
        ("PRODUCE PRICES", "Butter, lb. .31", "Eggs, doz. .27", "Potatoes, bu. 1.10", "Hay, ton 14.00"),
        ("STOCKS", "Bannister Wool 14 1/4 -1/8", "Calder Shipping 33 +1/2", "Tarn Power 8 7/8 unch."),
        ("SCOREBOARD", "Millbrook 4, Harlow 3 (2 OT)", "Port Calder 2, Hollis 2", "Alder 6, St. Brendan 1"),
        ("Millbrook 010 200 001—4 9 1", "Harlow 000 003 000—3 7 2"),
        ("REAL ESTATE TRANSFERS", "17 Alder St., Novak to Tully, $88,000", "2 Mill Lane, Bell to Ansel, $61,500"),
    ),
    "de": (
        (
            "Kreisliga A",
            "TSV Steinfurth – FC Lindenau 2:1",
            "SV Obersee – SG Mühlbach 0:0",
            "1. TSV Steinfurth 34:12 29",
        ),
        ("Marktpreise", "Weizen 19,50–20,10", "Roggen 16,80", "Kartoffeln 4,20–4,80", "Eier, Stück 0,09"),
        ("Devisen", "100 Franken 81,22", "1 Dollar 4,20", "1 Pfund 20,41"),
        ("Tabelle", "1. HSG Lindenau 18 520:431 31:5", "2. TV Steinfurth 18 498:455 27:9"),
        ("Standesamt", "Geburten: 4", "Eheschließungen: 2", "Sterbefälle: 3"),
    ),
}

IMPRINTS: dict[tuple[str, bool], Blocks] = {
    ("en", False): (
        ("© {name}. All rights reserved.",),
        ("{name} (USPS 000-140) is published daily except Sunday at 12 Canal Street.", "Periodicals postage paid."),
        ("News tips: 555-0103", "Circulation: 555-0100"),
        ("Color and contrast check: C M Y K",),
    ),
    ("en", True): (
        ("Entered at the Post Office as second-class matter.",),
        ("TERMS OF SUBSCRIPTION: One year, $3.00; six months, $1.60.", "Invariably in advance."),
        ("{name}, 12 Canal Street. Telephone 20.",),
        ("JOB PRINTING of every description neatly done at this office.",),
    ),
    ("de", False): (
        ("Impressum: Verlag und Redaktion {name}, Marktplatz 1", "Chefredakteur: K. Wendt (verantwortlich)"),
        ("Leserservice: 555 01 00", "Anzeigenannahme: 555 01 20"),
        ("Nachdruck nur mit Genehmigung des Verlages",),
        ("Für unverlangt eingesandte Manuskripte keine Gewähr.",),
    ),
    ("de", True): (
        ("Verantwortlich für den Gesamtinhalt: K. Wendt. Druck und Verlag: {name}.",),
        ("Schriftleitung und Geschäftsstelle: Marktplatz 1. Fernruf 20.", "Postscheckkonto Lindenau 4711."),
        ("Erscheint täglich außer an Sonn- und Feiertagen.", "Bezugspreis monatlich 1,80 Mark frei Haus."),
    ),
}
