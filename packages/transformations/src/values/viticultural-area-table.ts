/**
 * American viticultural areas under the states they lie in: a line is a name of the regulation, then another in use.
 * Source: 27 CFR part 9, subpart C, as of the end of 2024; a newer area can be real and not be in it. Left out are three
 * whose names imported wines bear too: Niagara Escarpment (Ontario), San Antonio Valley (Chile), South Coast (Australia).
 */
export const VITICULTURAL_AREA_LINES: Readonly<Record<string, string>> = {
  AZ: `
Sonoita
Verde Valley
Willcox`,
  AR: `
Altus
Arkansas Mountain`,
  CA: `
Adelaida District
Alexander Valley
Alisos Canyon
Alta Mesa
Anderson Valley
Antelope Valley of the California High Desert
Arroyo Grande Valley
Arroyo Seco
Atlas Peak
Ballard Canyon
Ben Lomond Mountain
Benmore Valley
Bennett Valley
Big Valley District-Lake County
Borden Ranch
California Shenandoah Valley
Calistoga
Capay Valley
Carmel Valley
Central Coast
Chalk Hill
Chalone
Chiles Valley
Cienega Valley
Clarksburg
Clear Lake
Clements Hills
Cole Ranch
Comptche
Contra Costa
Coombsville
Cosumnes River
Covelo
Creston District
Crystal Springs of Napa Valley
Cucamonga Valley
Diablo Grande
Diamond Mountain District
Dos Rios
Dry Creek Valley
Dunnigan Hills
Eagle Peak Mendocino County
Edna Valley
El Dorado
El Pomar District
Fair Play
Fiddletown
Fort Ross-Seaview
Fountaingrove District
Gabilan Mountains
Green Valley of Russian River Valley|Green Valley of Russian River
Guenoc Valley
Hames Valley
Happy Canyon of Santa Barbara
High Valley
Howell Mountain
Inwood Valley
Jahant
Kelsey Bench-Lake County
Knights Valley
Lamorinda
Leona Valley
Lime Kiln Valley
Livermore Valley
Lodi
Long Valley-Lake County
Los Carneros|Carneros
Los Olivos District
Madera
Malibu Coast
Malibu-Newton Canyon
Manton Valley
McDowell Valley
Mendocino
Mendocino Ridge
Merritt Island
Mokelumne River
Monterey
Moon Mountain District Sonoma County
Mt. Harlan
Mt. Veeder
Napa Valley
North Coast
North Yuba
Northern Sonoma
Oak Knoll District of Napa Valley|Oak Knoll District
Oakville
Pacheco Pass
Paicines
Palos Verdes Peninsula
Paso Robles
Paso Robles Estrella District
Paso Robles Geneseo District
Paso Robles Highlands District
Paso Robles Willow Creek District
Paulsell Valley
Petaluma Gap
Pine Mountain-Cloverdale Peak
Potter Valley
Ramona Valley
Red Hills Lake County
Redwood Valley
River Junction
Rockpile
Russian River Valley
Rutherford
Saddle Rock-Malibu
Salado Creek
San Benito
San Bernabe
San Francisco Bay
San Juan Creek
San Lucas
San Luis Obispo Coast|SLO Coast
San Miguel District
San Pasqual Valley
San Ysidro District
Santa Clara Valley
Santa Cruz Mountains
Santa Lucia Highlands
Santa Margarita Ranch
Santa Maria Valley
Santa Ynez Valley
Seiad Valley
Sierra Foothills
Sierra Pelona Valley
Sloughhouse
Solano County Green Valley
Sonoma Coast
Sonoma Mountain
Sonoma Valley
Spring Mountain District
Squaw Valley-Miramonte
St. Helena
Sta. Rita Hills
Stags Leap District|Stag's Leap District
Suisun Valley
Tehachapi Mountains
Temecula Valley
Templeton Gap District
Tracy Hills
Trinity Lakes
Upper Lake Valley
West Sonoma Coast
Wild Horse Valley
Willow Creek
Winters Highlands
York Mountain
Yorkville Highlands
Yountville
Yucaipa Valley`,
  CO: `
Grand Valley
West Elks`,
  CT: `
Eastern Connecticut Highlands
Western Connecticut Highlands`,
  GA: `
Dahlonega Plateau`,
  HI: `
Ulupalakua`,
  ID: `
Eagle Foothills`,
  IL: `
Shawnee Hills`,
  IN: `
Indiana Uplands`,
  MD: `
Catoctin
Linganore`,
  MA: `
Martha's Vineyard`,
  MI: `
Fennville
Lake Michigan Shore
Leelanau Peninsula
Old Mission Peninsula
Tip of the Mitt`,
  MN: `
Alexandria Lakes`,
  MO: `
Augusta
Hermann
Ozark Highlands`,
  NJ: `
Cape May Peninsula
Outer Coastal Plain
Warren Hills`,
  NM: `
Middle Rio Grande Valley
Mimbres Valley`,
  NY: `
Cayuga Lake
Champlain Valley of New York
Finger Lakes
Hudson River Region
Long Island
North Fork of Long Island
Seneca Lake
The Hamptons, Long Island
Upper Hudson`,
  NC: `
Crest of the Blue Ridge Henderson County
Haw River Valley
Swan Creek
Yadkin Valley`,
  OH: `
Grand River Valley
Isle St. George
Loramie Creek`,
  OR: `
Applegate Valley
Chehalem Mountains
Dundee Hills
Elkton Oregon
Eola-Amity Hills
Laurelwood District
Lower Long Tom
McMinnville
Mount Pisgah, Polk County, Oregon
Red Hill Douglas County, Oregon
Ribbon Ridge
Rogue Valley
Southern Oregon
The Rocks District of Milton-Freewater
Tualatin Hills
Umpqua Valley
Van Duzer Corridor
Willamette Valley
Yamhill-Carlton|Yamhill-Carlton District`,
  PA: `
Lancaster Valley
Lehigh Valley`,
  TN: `
Upper Cumberland`,
  TX: `
Bell Mountain
Escondido Valley
Fredericksburg in the Texas Hill Country
Texas Davis Mountains
Texas High Plains
Texas Hill Country
Texoma`,
  VA: `
Middleburg Virginia
Monticello
North Fork of Roanoke
Northern Neck George Washington Birthplace
Rocky Knob
Virginia Peninsula
Virginia's Eastern Shore`,
  WA: `
Ancient Lakes of Columbia Valley
Beverly, Washington
Candy Mountain
Goose Gap
Horse Heaven Hills
Lake Chelan
Naches Heights
Puget Sound
Rattlesnake Hills
Red Mountain
Rocky Reach
Royal Slope
Snipes Mountain
The Burn of Columbia Valley
Wahluke Slope
Wanapum Village
White Bluffs
Yakima Valley`,
  WV: `
Kanawha River Valley`,
  WI: `
Lake Wisconsin
Wisconsin Ledge`,
  'AR MO OK': `
Ozark Mountain`,
  'CT MA RI': `
Southeastern New England`,
  'GA NC': `
Upper Hiwassee Highlands`,
  'IA MO': `
Loess Hills District`,
  'ID OR': `
Snake River Valley`,
  'ID WA': `
Lewis-Clark Valley`,
  'IL IA MN WI': `
Upper Mississippi River Valley`,
  'IN KY OH WV': `
Ohio River Valley`,
  'LA MS TN': `
Mississippi Delta`,
  'MD PA': `
Cumberland Valley`,
  'NC TN VA': `
Appalachian High Country`,
  'NJ PA': `
Central Delaware Valley`,
  'NM TX': `
Mesilla Valley`,
  'NY OH PA': `
Lake Erie`,
  'OR WA': `
Columbia Gorge
Columbia Valley
Walla Walla Valley`,
  'VA WV': `
Shenandoah Valley`,
}
