"""Which country a word of English news speaks of: its names, its people, its capital and who stands for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_PLACES = """
afghanistan afghan / kabul taliban
albania albanian / tirana
algeria algerian / algiers
andorra andorran
angola angolan / luanda
argentina argentine argentinian argentines
armenia armenian / yerevan
australia australian aussie / canberra sydney melbourne
austria austrian / vienna
azerbaijan azerbaijani azeri / baku
bahamas bahamian / nassau
bahrain bahraini / manama
bangladesh bangladeshi / dhaka
barbados barbadian / bridgetown
belarus belarusian belarusan / minsk
belgium belgian
belize belizean
benin beninese / cotonou
bhutan bhutanese / thimphu
bolivia bolivian
bosnia bosnian / sarajevo
botswana / gaborone
brazil brazilian / brasilia
brunei bruneian
bulgaria bulgarian / sofia
burkina burkinabe / ouagadougou
burundi burundian / gitega
cambodia cambodian / phnom_penh
cameroon cameroonian / yaounde
canada canadian / ottawa toronto
cape_verde cabo_verde verdean / praia
chad chadian / ndjamena
chile chilean / santiago
china chinese / beijing shanghai
colombia colombian / bogota
comoros comorian / moroni
congo congolese drc / kinshasa
costa_rica costa_rican
croatia croatian zagreb
cuba cuban / havana
cyprus cypriot / nicosia
czechia czech czech_republic / prague
denmark danish dane / copenhagen
djibouti djiboutian
dominican_republic / santo_domingo
ecuador ecuadorian ecuadorean / quito
egypt egyptian / cairo
el_salvador salvadoran salvadorean salvadorian
eritrea eritrean / asmara
estonia estonian / tallinn
eswatini swazi swaziland / mbabane
ethiopia ethiopian / addis_ababa
fiji fijian / suva
finland finnish finn / helsinki
france french / paris elysee
gabon gabonese / libreville
gambia gambian / banjul
georgia georgian / tbilisi
germany german / berlin bundestag
ghana ghanaian / accra
greece greek / athens
guatemala guatemalan
guinea guinean / conakry
guyana guyanese
haiti haitian / port_au
honduras honduran / tegucigalpa
hong_kong hongkong
hungary hungarian / budapest
iceland icelandic / reykjavik
india indian / new_delhi delhi mumbai
indonesia indonesian / jakarta
iran iranian / tehran
iraq iraqi / baghdad
ireland irish / dublin
israel israeli / jerusalem tel_aviv knesset idf
italy italian / rome
ivory_coast ivorian / abidjan
jamaica jamaican
japan japanese / tokyo
jordan jordanian / amman
kazakhstan kazakh / astana
kenya kenyan / nairobi
kosovo kosovar kosovan / pristina
kuwait kuwaiti
kyrgyzstan kyrgyz / bishkek
laos laotian lao / vientiane
latvia latvian / riga
lebanon lebanese / beirut
lesotho basotho / maseru
liberia liberian / monrovia
libya libyan / tripoli
liechtenstein / vaduz
lithuania lithuanian / vilnius
luxembourg
madagascar malagasy / antananarivo
malawi malawian / lilongwe
malaysia malaysian / kuala_lumpur
maldives maldivian
mali malian / bamako
malta maltese / valletta
mauritania mauritanian / nouakchott
mauritius mauritian
mexico mexican / mexico_city
moldova moldovan / chisinau
monaco monegasque
mongolia mongolian / ulaanbaatar
montenegro montenegrin / podgorica
morocco moroccan / rabat
mozambique mozambican / maputo
myanmar burmese burma / naypyidaw
namibia namibian / windhoek
nepal nepali nepalese / kathmandu
netherlands dutch holland / amsterdam hague
new_zealand zealander / wellington auckland
nicaragua nicaraguan / managua
niger nigerien / niamey
nigeria nigerian / abuja lagos niger_state niger_delta
north_korea north_korean dprk / pyongyang
north_macedonia macedonian macedonia / skopje
norway norwegian / oslo
oman omani / muscat
pakistan pakistani / islamabad karachi lahore
palestine palestinian / gaza gazan ramallah west_bank hamas
panama panamanian
papua papuan / port_moresby
paraguay paraguayan / asuncion
peru peruvian / lima
philippines philippine filipino / manila
poland polish / warsaw
portugal portuguese / lisbon
qatar qatari / doha
romania romanian / bucharest
russia russian / moscow kremlin
rwanda rwandan / kigali
saudi_arabia saudi saudi_arabian / riyadh
senegal senegalese / dakar
serbia serbian serb / belgrade
seychelles seychellois
sierra_leone / freetown
singapore singaporean
slovakia slovak / bratislava
slovenia slovenian slovene / ljubljana
somalia somali / mogadishu
south_africa south_african / pretoria johannesburg
south_korea south_korean korea korean / seoul
south_sudan south_sudanese / juba
spain spanish spaniard / madrid
sri_lanka sri_lankan / colombo
sudan sudanese / khartoum
suriname surinamese / paramaribo
sweden swedish swede / stockholm
switzerland swiss / bern zurich
syria syrian / damascus
taiwan taiwanese / taipei
tajikistan tajik / dushanbe
tanzania tanzanian / dodoma
thailand thai / bangkok
timor timorese / dili
togo togolese / lome
trinidad trinidadian
tunisia tunisian / tunis
turkey turkish turk turkiye / ankara istanbul
turkmenistan turkmen / ashgabat
uganda ugandan / kampala
ukraine ukrainian / kyiv kiev
uae united_arab emirati / dubai abu_dhabi
united_kingdom uk u.k. britain british briton great_britain / london westminster
united_states us u.s. usa u.s.a. american america / washington white_house pentagon new_mexico
uruguay uruguayan montevideo
uzbekistan uzbek / tashkent
vatican / holy_see
venezuela venezuelan / caracas
vietnam vietnamese / hanoi
yemen yemeni / sanaa houthi
zambia zambian / lusaka
zimbabwe zimbabwean / harare
european_union eu e.u. / brussels
united_nations un u.n.
latin_america latin_american
south_america south_american
central_america central_american
"""

_ROWS = tuple(tuple(part.split() for part in f"{line}/".split("/")[:2]) for line in _PLACES.strip().splitlines())

COUNTRIES: Mapping[str, str] = MappingProxyType({name: names[0] for names, _ in _ROWS for name in names})
"""Folded name of a country or its people → the country. Two words are joined by `_`.

Of two Georgias, Guineas and Congos the word alone cannot tell which; other words of a text must. Unions and the
Americas stand beside the countries, so that `Latin America` speaks of no `America`.
"""

SEATS: Mapping[str, str] = MappingProxyType({seat: names[0] for names, seats in _ROWS for seat in seats})
"""Folded name of a city or a power that stands for a country → the country: `kremlin` → `russia`."""
