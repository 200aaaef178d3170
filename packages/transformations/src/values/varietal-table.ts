/**
 * A line is the name of a grape variety as this library writes it, then its synonyms. The names are those TTB approves for
 * American wines (27 CFR 4.91 and 4.92); for varieties only foreign wines name, the prime name of the VIVC, or the one on
 * labels where that differs. A synonym that stands for several varieties (Malvasia, Moscato) is a line of its own.
 */
export const VARIETAL_LINES = `
Abouriou|Early Burgundy
Agiorgitiko|Saint George,St. George,Aghiorghitiko
Aglianico
Airén
Alarije|Subirat Parent
Albana
Albariño|Alvarinho
Albillo
Aleatico
Alfrocheiro
Alicante Bouschet|Alicante Henri Bouschet,Garnacha Tintorera
Aligoté
Altesse|Roussette
Alvarelhão
Ancellotta
Antão Vaz
Aragonez|Aragonês
Areni|Areni Noir
Arinto|Pedernã
Arneis
Assyrtiko
Athiri
Aurore|Aurora
Auxerrois
Avesso
Azal
Băbească Neagră
Bacchus
Baco Noir
Baga
Barbera
Bellone
Beta
Biancolella
Bical
Black Muscat|Muscat Hamburg
Black Spanish|Lenoir,Jacquez
Blanc du Bois
Blaufränkisch|Lemberger,Limberger,Kékfrankos,Franconia
Boal|Bual
Bobal
Boğazkere
Bombino Bianco
Bombino Nero
Bonarda
Bourboulenc
Bovale
Brachetto
Brianna
Burger
Cabernet Dorsa
Cabernet Franc|Cab Franc,Bouchet,Breton
Cabernet Pfeffer
Cabernet Sauvignon|Cab Sauv,Cab Sauvignon,Cabernet Sauv
Caladoc
Callet
Canaiolo|Canaiolo Nero
Carignan|Carignane,Cariñena,Mazuelo,Samsó,Carignano
Carlos
Carménère
Carmine
Carnelian
Carricante
Casavecchia
Castelão|Periquita
Catarratto
Catawba
Cayuga White|Cayuga
Centurion
Cesanese|Cesanese d'Affile
Chambourcin
Chancellor
Charbono|Douce Noir,Corbeau
Chardonel
Chardonnay|Pinot Chardonnay,Morillon
Chasselas|Chasselas Doré,Gutedel,Fendant
Chenin Blanc|Chenin,Steen,Pineau de la Loire
Chinuri
Ciliegiolo
Cinsaut|Black Malvoisie,Cinsault
Clairette Blanche|Clairette
Cococciola
Coda di Volpe
Colombard|French Colombard
Colorino
Concord
Corot Noir
Cortese
Corvina|Corvina Veronese
Corvinone
Couderc Noir
Counoise
Crimson Cabernet
Croatina
De Chaunac
Delaware
Diamond|Moore's Diamond
Dolcetto|Ormeasco
Dornfelder
Durella
Dutchess
Edelweiss
Ehrenfelser
Elbling
Elvira
Emerald Riesling
Emir
Encruzado
Erbaluce
Falanghina
Fer|Fer Servadou,Braucol
Fernão Pires|Maria Gomes
Feteasca Alba
Feteasca Neagra
Fetească Regală
Fiano
Flame Tokay
Flora
Foch|Maréchal Foch,Marechal Foch
Folle Blanche
Forastera
Frappato
Fredonia
Freisa
Friulano|Tocai Friulano,Sauvignonasse
Frontenac
Frontenac Blanc
Frontenac Gris
Fumin
Furmint
Gaglioppo
Gamay Noir|Gamay,Gamay Noir a Jus Blanc
Garganega
Geneva Red 7
Gewürztraminer|Gewurz,Traminer Aromatico
Glera|Prosecco
Godello|Gouveio,Verdelho do Dão
Golden Muscat
Goruli Mtsvane|Mtsvane
Graciano|Tinta Miúda
Grechetto
Greco
Greco Bianco
Green Hungarian
Grenache|Garnacha,Garnacha Tinta,Garnacha Negra,Garnatxa,Grenache Noir,Red Grenache,Cannonau,Garnatxa Negra
Grenache Blanc|Garnacha Blanca,Garnatxa Blanca,White Grenache
Grenache Gris|Garnacha Gris,Garnacha Roja
Grignolino
Grillo
Grolleau|Groslot
Gros Manseng
Grüner Veltliner|Gruner,Gruener Veltliner
Hárslevelű
Hondarrabi Beltza
Hondarrabi Zuri
Huxelrebe
Inzolia|Ansonica,Insolia
Irsai Olivér
Isabella
Itasca
Ives|Ives Noir
Jacquère
Juan García
Juhfark
Kadarka|Gamza
Kalecik Karası
Kerner
Khikhvi
Kisi
Koshu
Kotsifali
Krakhuna
La Crescent
La Crosse
Lacrima|Lacrima di Morro d'Alba
Lagrein
Lambrusco
Lambrusco di Sorbara
Lambrusco Grasparossa
Lambrusco Maestri
Lambrusco Salamino
Landot Noir
Léon Millot|Leon Millot
Liatiko
Limnio
Listán Negro
Louise Swenson
Loureiro|Loureira
Macabeo|Viura,Maccabeu,Macabeu
Madeleine Angevine
Magliocco
Magnolia
Malagousia|Malagouzia
Malbec|Cot,Côt,Auxerrois Noir
Malvar
Malvasia
Malvasia Bianca
Malvasia Fina
Malvasia Istriana|Malvazija Istarska
Malvasia Nera
Mandilaria
Manto Negro
Manzoni Bianco|Incrocio Manzoni
Marquette
Marsanne
Marselan
Marzemino
Mauzac|Mauzac Blanc
Mavrodaphne
Mavrud
Melnik
Melody
Melon de Bourgogne|Melon,Muscadet
Mencía|Jaen
Merlot|Merlot Noir
Meunier|Pinot Meunier
Misket
Mission|País,Criolla Chica,Listán Prieto
Missouri Riesling
Molinara
Mondeuse|Mondeuse Noire
Monica
Montepulciano
Moscatel
Moscato
Moscato Giallo|Goldmuskateller
Moschofilero
Mourvèdre|Monastrell,Mataro
Müller-Thurgau|Rivaner
Muscadelle
Muscadine
Muscardin
Muscat
Muscat Bailey A
Muscat Blanc|Muscat Canelli,Muscat Blanc à Petits Grains,Moscato Bianco,Moscatel de Grano Menudo,Muskateller
Muscat of Alexandria|Muscat d'Alexandrie,Zibibbo,Moscatel de Alejandría,Hanepoot
Muscat Ottonel
Narince
Nascetta
Nebbiolo|Spanna,Chiavennasca
Negrette|Pinot St. George
Negroamaro|Negro Amaro
Nerello Cappuccio
Nerello Mascalese
Nero d'Avola|Calabrese
Neuburger
Niagara
Nielluccio
Noble
Noiret
Norton|Cynthiana
Nosiola
Nuragus
Obaideh
Öküzgözü
Orange Muscat|Muscat Fleur d'Oranger
Ortega
Ortrugo
Pallagrello Bianco
Pallagrello Nero
Palomino|Palomino Fino,Listán Blanco
Parellada
Parraleta
Passerina
Pecorino
Pedro Ximénez|Pedro Ximenes,PX
Pelaverga
Perricone
Petit Manseng
Petit Rouge
Petit Verdot
Petite Arvine
Petite Pearl
Petite Sirah|Petit Sirah,Durif,Petite Syrah
Peverella
Picardan
Picolit
Picpoul|Piquepoul,Piquepoul Blanc,Picpoul Blanc
Piedirosso
Pignoletto
Pineau d'Aunis
Pinot Blanc|Pinot Bianco,Weissburgunder
Pinot Gris|Pinot Grigio,Grauburgunder,Ruländer
Pinot Noir|Pinot Nero,Spätburgunder,Blauburgunder
Pinotage
Plavac Mali
Portugieser|Blauer Portugieser
Pošip
Poulsard
Prairie Star
Prié
Prieto Picudo
Primitivo
Rabigato
Raboso
Ramisco
Rayon d'Or
Refosco|Refosco dal Peduncolo Rosso
Regent
Ribolla Gialla|Rebula
Rieslaner
Riesling|White Riesling,Johannisberg Riesling,Rhine Riesling
Rkatsiteli|Rkatziteli
Robola
Roditis
Romorantin
Rondinella
Rondo
Rossese
Rotgipfler
Rougeon
Roussanne
Royalty
Rubired
Ruby Cabernet
Ruché
Rufete
Sabrevois
Sagrantino
Saint Croix|St. Croix
Saint Laurent|St. Laurent
Saint Pepin|St. Pepin
Sangiovese|Sangioveto,Brunello,Prugnolo Gentile,Morellino,Sangiovese Grosso
Saperavi
Sauvignon Blanc|Fumé Blanc,Sauvignon,Sauv Blanc
Sauvignon Gris
Savagnin|Traminer,Heida
Savatiano
Scheurebe
Schiava|Trollinger,Vernatsch
Sciacarello|Sciaccarellu
Scuppernong
Sémillon|Semillon
Sercial
Seyval Blanc|Seyval
Siegerrebe
Silvaner|Sylvaner,Grüner Silvaner
Síria|Roupeiro
Souzão|Sousão,Vinhão,Sousón
St. Vincent|Saint Vincent
Steuben
Sultana|Thompson Seedless
Sumoll
Susumaniello
Swenson Red
Symphony
Syrah|Shiraz
Tamyanka
Tannat
Tavkveri
Tempranillo|Tinto Fino,Tinta del País,Ull de Llebre,Tinta Roriz,Tinta de Toro,Valdepeñas,Cencibel
Tempranillo Blanco
Teroldego
Terrantez
Terret Noir
Tibouren
Timorasso
Tinta Amarela|Trincadeira
Tinta Barroca
Tinta Cão
Tinta Madeira
Tinta Negra|Tinta Negra Mole
Torbato
Torrontés|Torrontés Riojano
Touriga Franca|Touriga Francesa
Touriga Nacional|Touriga
Traminette
Trebbiano Abruzzese
Trebbiano di Soave
Treixadura|Trajadura
Trepat
Trousseau|Bastardo,Trousseau Noir
Trousseau Gris|Gray Riesling,Grey Riesling
Tsitska
Tsolikouri
Ugni Blanc|Trebbiano,Trebbiano Toscano
Uva di Troia|Nero di Troia
Vaccarèse
Valdiguié|Napa Gamay
Valvin Muscat
Verdeca
Verdejo
Verdelho
Verdicchio
Verduzzo
Vermentino|Rolle,Favorita,Pigato
Vernaccia
Vespolina
Vidal Blanc|Vidal
Vidiano
Vignoles|Ravat 51
Villard Blanc
Villard Noir
Viognier
Viosinho
Voskehat
Vranac|Vranec
Welschriesling|Graševina,Olaszrizling,Riesling Italico
Xarel-lo|Xarello,Cartoixà
Xinomavro|Xynomavro
Zalema
Zierfandler
Zinfandel|Zin
Zweigelt|Blauer Zweigelt`
