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
Albariño|Alvarinho
Albillo
Aleatico
Alfrocheiro
Alicante Bouschet|Alicante Henri Bouschet,Garnacha Tintorera
Aligoté
Altesse|Roussette
Ancellotta
Antão Vaz
Aragonez|Aragonês
Arinto|Pedernã
Arneis
Assyrtiko
Aurore|Aurora
Auxerrois
Baco Noir
Baga
Barbera
Black Muscat|Muscat Hamburg
Black Spanish|Lenoir,Jacquez
Blanc du Bois
Blaufränkisch|Lemberger,Limberger,Kékfrankos,Franconia
Bobal
Bombino Bianco
Bonarda
Charbono|Douce Noir,Corbeau
Bourboulenc
Brachetto
Brianna
Cabernet Dorsa
Cabernet Franc|Bouchet,Breton
Cabernet Pfeffer
Cabernet Sauvignon|Cab Sauv,Cab Sauvignon,Cabernet Sauv
Canaiolo|Canaiolo Nero
Carignan|Carignane,Cariñena,Mazuelo,Samsó,Carignano
Carménère
Carricante
Castelão|Periquita
Catarratto
Catawba
Cayuga White|Cayuga
Chambourcin
Chancellor
Chardonel
Chardonnay|Pinot Chardonnay,Morillon
Chasselas|Chasselas Doré,Gutedel,Fendant
Chenin Blanc|Steen,Pineau de la Loire
Cinsaut|Black Malvoisie,Cinsault
Clairette Blanche|Clairette
Cococciola
Colombard|French Colombard
Colorino
Concord
Cortese
Corvina|Corvina Veronese
Corvinone
Couderc Noir
Counoise
Crimson Cabernet
De Chaunac
Delaware
Diamond|Moore's Diamond
Dolcetto|Ormeasco
Dornfelder
Durella
Edelweiss
Elvira
Encruzado
Erbaluce
Falanghina
Feteasca Alba
Feteasca Neagra
Fiano
Flora
Foch|Maréchal Foch,Marechal Foch
Folle Blanche
Frappato
Freisa
Friulano|Tocai Friulano,Sauvignonasse
Frontenac
Frontenac Blanc
Frontenac Gris
Furmint
Gaglioppo
Gamay Noir|Gamay,Gamay Noir a Jus Blanc,Napa Gamay
Garganega
Gewürztraminer|Traminer Aromatico
Glera|Prosecco
Godello|Gouveio,Verdelho do Dão
Goruli Mtsvane|Mtsvane
Graciano|Tinta Miúda
Grechetto
Grenache|Garnacha,Garnacha Tinta,Garnacha Negra,Garnatxa,Grenache Noir,Red Grenache,Cannonau
Grenache Blanc|Garnacha Blanca,Garnatxa Blanca,White Grenache
Grenache Gris|Garnacha Gris,Garnacha Roja
Grignolino
Grillo
Gros Manseng
Grüner Veltliner|Gruner
Hondarrabi Zuri
Inzolia|Ansonica,Insolia
Isabella
Itasca
Jacquère
Kerner
Khikhvi
Kisi
Koshu
La Crescent
La Crosse
Lacrima
Lagrein
Lambrusco
Landot Noir
Léon Millot|Leon Millot
Loureiro|Loureira
Macabeo|Viura,Maccabeu,Macabeu
Madeleine Angevine
Malagousia|Malagouzia
Malbec|Cot,Côt,Auxerrois Noir
Malvar
Malvasia
Malvasia Bianca
Malvasia Nera
Marquette
Marsanne
Marselan
Marzemino
Mavrodaphne
Mavrud
Melnik
Melon de Bourgogne|Melon,Muscadet
Mencía|Jaen
Merlot|Merlot Noir
Meunier|Pinot Meunier
Molinara
Mondeuse|Mondeuse Noire
Montepulciano
Moscato
Moschofilero
Moscatel
Mourvèdre|Monastrell,Mataro
Müller-Thurgau|Rivaner
Muscadelle
Muscadine
Muscat
Muscat Bailey A
Muscat Blanc|Muscat Canelli,Muscat Blanc à Petits Grains,Moscato Bianco,Moscatel de Grano Menudo,Muskateller
Muscat of Alexandria|Zibibbo,Moscatel de Alejandría,Hanepoot
Muscat Ottonel
Nebbiolo|Spanna,Chiavennasca
Negrette|Pinot St. George
Negroamaro|Negro Amaro
Nerello Cappuccio
Nerello Mascalese
Nero d'Avola|Calabrese
Niagara
Nielluccio
Noble
Noiret
Norton|Cynthiana
Orange Muscat|Muscat Fleur d'Oranger
Palomino|Palomino Fino,Listán Blanco
Parellada
Parraleta
Passerina
Pecorino
Pedro Ximénez|Pedro Ximenes,PX
Perricone
Petit Manseng
Petit Verdot
Petite Sirah|Durif,Petite Syrah
Picardan
Picolit
Picpoul|Piquepoul,Piquepoul Blanc,Picpoul Blanc
Pignoletto
Pineau d'Aunis
Pinot Blanc|Pinot Bianco,Weissburgunder
Pinot Gris|Pinot Grigio,Grauburgunder,Ruländer
Pinot Noir|Pinot Nero,Spätburgunder,Blauburgunder
Pinotage
Plavac Mali
Poulsard
Prieto Picudo
Primitivo
Prié
Rabigato
Refosco|Refosco dal Peduncolo Rosso
Ribolla Gialla|Rebula
Riesling|White Riesling,Johannisberg Riesling,Rhine Riesling
Rkatsiteli|Rkatziteli
Roditis
Rondinella
Rondo
Roussanne
Rotgipfler
Royalty
Rubired
Ruby Cabernet
Ruché
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
Seyval Blanc|Seyval
Siegerrebe
Silvaner|Sylvaner,Grüner Silvaner
Souzão|Sousão,Vinhão
St. Vincent|Saint Vincent
Steuben
Sultana|Thompson Seedless
Sumoll
Symphony
Syrah|Shiraz
Tannat
Tempranillo|Tinto Fino,Tinta del País,Ull de Llebre,Tinta Roriz,Tinta de Toro,Valdepeñas,Cencibel
Tempranillo Blanco
Terret Noir
Teroldego
Timorasso
Tinta Amarela|Trincadeira
Tinta Barroca
Tinta Cão
Tinta Madeira
Torrontés|Torrontés Riojano
Touriga Franca|Touriga Francesa
Touriga Nacional|Touriga
Traminette
Treixadura|Trajadura
Trepat
Trousseau|Bastardo,Trousseau Noir
Trousseau Gris|Gray Riesling,Grey Riesling
Tsolikouri
Ugni Blanc|Trebbiano,Trebbiano Toscano
Uva di Troia|Nero di Troia
Vaccarèse
Valdiguié
Valvin Muscat
Verdejo
Verdelho
Verdicchio
Verduzzo
Vermentino|Rolle,Favorita,Pigato
Vernaccia
Vespolina
Vidal Blanc|Vidal
Vignoles|Ravat 51
Villard Blanc
Villard Noir
Viognier
Viosinho
Vranac|Vranec
Welschriesling|Graševina,Olaszrizling,Riesling Italico
Xarel-lo|Xarello,Cartoixà
Xinomavro|Xynomavro
Zierfandler
Zinfandel|Zin
Zweigelt|Blauer Zweigelt`
