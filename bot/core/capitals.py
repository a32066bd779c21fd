"""The capitals of the countries, and other names that they go by."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_CAPITALS = """
AD Andorra la Vella|Andorra
AE Abu Dhabi
AF Kabul
AG St John's
AI The Valley
AL Tirana|Tiranë
AM Yerevan|Erevan
AO Luanda
AR Buenos Aires
AS Pago Pago
AT Vienna|Wien
AU Canberra
AW Oranjestad
AX Mariehamn
AZ Baku|Bakı
BA Sarajevo
BB Bridgetown
BD Dhaka|Dacca
BE Brussels|Bruxelles|Brussel
BF Ouagadougou
BG Sofia
BH Manama
BI Gitega|Bujumbura
BJ Porto-Novo|Cotonou
BL Gustavia
BM Hamilton
BN Bandar Seri Begawan
BO La Paz|Sucre
BQ Kralendijk
BR Brasília
BS Nassau
BT Thimphu
BW Gaborone
BY Minsk
BZ Belmopan
CA Ottawa
CD Kinshasa
CF Bangui
CG Brazzaville
CH Bern|Berne
CI Yamoussoukro|Abidjan
CK Avarua
CL Santiago|Santiago de Chile
CM Yaoundé
CN Beijing|Peking|北京
CO Bogotá
CR San José
CU Havana|La Habana
CV Praia
CW Willemstad
CY Nicosia|Lefkosia|Lefkoşa
CZ Prague|Praha
DE Berlin
DJ Djibouti
DK Copenhagen|København
DM Roseau
DO Santo Domingo
DZ Algiers|Alger
EC Quito
EE Tallinn
EG Cairo
EH Laayoune|El Aaiún
ER Asmara
ES Madrid
ET Addis Ababa
FI Helsinki|Helsingfors
FJ Suva
FK Stanley|Port Stanley
FM Palikir
FO Tórshavn
FR Paris
GA Libreville
GB London
GD St George's
GE Tbilisi
GF Cayenne
GG St Peter Port
GH Accra
GI Gibraltar
GL Nuuk|Godthåb
GM Banjul
GN Conakry
GP Basse-Terre
GQ Malabo
GR Athens
GT Guatemala City|Guatemala
GU Hagåtña
GW Bissau
GY Georgetown
HK Hong Kong
HN Tegucigalpa
HR Zagreb
HT Port-au-Prince
HU Budapest
ID Jakarta
IE Dublin
IL Jerusalem
IM Douglas
IN New Delhi|Delhi|दिल्ली|नई दिल्ली
IQ Baghdad
IR Tehran|Teheran
IS Reykjavik
IT Rome|Roma
JE St Helier
JM Kingston
JO Amman
JP Tokyo|東京
KE Nairobi
KG Bishkek
KH Phnom Penh
KI South Tarawa|Tarawa
KM Moroni
KN Basseterre
KP Pyongyang
KR Seoul|서울
KW Kuwait City
KY George Town
KZ Astana|Nur-Sultan
LA Vientiane
LB Beirut
LC Castries
LI Vaduz
LK Colombo|Kotte
LR Monrovia
LS Maseru
LT Vilnius
LU Luxembourg
LV Riga
LY Tripoli
MA Rabat
MC Monaco
MD Chisinau|Chişinău|Kishinev
ME Podgorica
MF Marigot
MG Antananarivo
MH Majuro
MK Skopje
ML Bamako
MM Naypyidaw|Nay Pyi Taw|Yangon
MN Ulaanbaatar|Ulan Bator
MO Macao|Macau
MP Saipan
MQ Fort-de-France
MR Nouakchott
MS Plymouth
MT Valletta
MU Port Louis
MV Malé
MW Lilongwe
MX Mexico City|Ciudad de México|CDMX
MY Kuala Lumpur|Putrajaya
MZ Maputo
NA Windhoek
NC Nouméa
NE Niamey
NF Kingston
NG Abuja
NI Managua
NL Amsterdam|The Hague|Den Haag
NO Oslo
NP Kathmandu
NR Yaren
NU Alofi
NZ Wellington
OM Muscat
PA Panama City|Ciudad de Panamá
PE Lima
PF Papeete
PG Port Moresby
PH Manila
PK Islamabad
PL Warsaw|Warszawa
PM St Pierre
PR San Juan
PS Ramallah
PT Lisbon|Lisboa
PW Ngerulmud|Koror
PY Asunción
QA Doha
RE St Denis
RO Bucharest|București
RS Belgrade|Beograd
RU Moscow|Москва
RW Kigali
SA Riyadh
SB Honiara
SC Victoria
SD Khartoum
SE Stockholm
SG Singapore
SH Jamestown
SI Ljubljana
SK Bratislava
SL Freetown
SM San Marino
SN Dakar
SO Mogadishu
SR Paramaribo
SS Juba
ST São Tomé
SV San Salvador
SX Philipsburg
SY Damascus
SZ Mbabane|Lobamba
TC Cockburn Town|Grand Turk
TD N'Djamena
TG Lomé
TH Bangkok
TJ Dushanbe
TL Dili
TM Ashgabat
TN Tunis
TO Nuku'alofa
TR Ankara
TT Port of Spain
TV Funafuti
TW Taipei
TZ Dodoma|Dar es Salaam
UA Kyiv|Kiev
UG Kampala
US Washington|Washington DC
UY Montevideo
UZ Tashkent
VA Vatican City
VC Kingstown
VE Caracas
VG Road Town
VI Charlotte Amalie
VN Hanoi|Hà Nội
VU Port Vila
WF Mata-Utu
WS Apia
XK Pristina|Prishtina|Priština
YE Sanaa|Sana'a
YT Mamoudzou
ZA Pretoria|Cape Town
ZM Lusaka
ZW Harare
"""

CAPITALS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {line[:2]: tuple(line[3:].split("|")) for line in _CAPITALS.strip().splitlines()}
)
"""By ISO code: the capital, then other names of it and other seats; places that nobody lives in have none."""
