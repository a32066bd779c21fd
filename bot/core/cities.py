"""What readers call the places whose zones bear other names: cities, states, abbreviations of a clock."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CITIES: Mapping[str, str] = MappingProxyType(
    {
        "Africa/Cairo": "alexandria giza",
        "Africa/Casablanca": "rabat marrakesh fez tangier",
        "Africa/Johannesburg": "cape_town durban pretoria soweto",
        "Africa/Lagos": "abuja kano ibadan",
        "Africa/Nairobi": "mombasa",
        "America/Argentina/Buenos_Aires": "rosario la_plata mar_del_plata",
        "America/Bogota": "medellin cali barranquilla cartagena",
        "America/Chicago": (
            "houston dallas austin san_antonio minneapolis new_orleans milwaukee st_louis birmingham kansas_city "
            "nashville memphis"
        ),
        "America/Denver": "salt_lake_city albuquerque",
        "America/Guayaquil": "quito",
        "America/La_Paz": "santa_cruz_de_la_sierra cochabamba",
        "America/Los_Angeles": "san_francisco san_diego seattle las_vegas sacramento san_jose oakland portland la sf",
        "America/Mexico_City": "guadalajara puebla",
        "America/New_York": (
            "washington washington_dc boston philadelphia miami atlanta baltimore pittsburgh nyc ny dc portland "
            "birmingham new_england charlotte orlando tampa cleveland columbus"
        ),
        "America/Sao_Paulo": "rio rio_de_janeiro brasilia belo_horizonte porto_alegre curitiba",
        "America/Toronto": "ottawa montreal quebec hamilton",
        "Asia/Dhaka": "chittagong",
        "Asia/Ho_Chi_Minh": "hanoi saigon da_nang",
        "Asia/Jakarta": "bandung surabaya",
        "Asia/Jerusalem": "tel_aviv haifa",
        "Asia/Karachi": "lahore islamabad peshawar rawalpindi hyderabad faisalabad",
        "Asia/Kolkata": "mumbai bombay delhi new_delhi bangalore bengaluru chennai madras hyderabad pune ahmedabad",
        "Asia/Riyadh": "jeddah mecca medina dammam",
        "Asia/Seoul": "busan incheon",
        "Asia/Shanghai": "beijing peking guangzhou shenzhen chengdu wuhan nanjing tianjin 北京 广州 深圳 hangzhou",
        "Asia/Tehran": "mashhad isfahan shiraz",
        "Asia/Tokyo": "osaka kyoto nagoya yokohama sapporo fukuoka 大阪 京都 hiroshima",
        "Asia/Dubai": "abu_dhabi sharjah",
        "Australia/Sydney": "canberra newcastle",
        "Europe/Amsterdam": "rotterdam the_hague utrecht",
        "Europe/Belgrade": "pristina prishtina novi_sad",
        "Europe/Athens": "thessaloniki",
        "Europe/Berlin": (
            "munich muenchen hamburg frankfurt cologne koeln stuttgart dusseldorf leipzig munchen koln bremen "
            "dresden hannover hanover nuremberg nurnberg"
        ),
        "Europe/Istanbul": "ankara izmir",
        "Europe/Kyiv": "lviv odesa odessa kharkiv dnipro",
        "Europe/Lisbon": "porto",
        "Europe/London": (
            "manchester birmingham liverpool glasgow edinburgh leeds cardiff newcastle bristol sheffield belfast"
        ),
        "Europe/Madrid": "barcelona valencia seville sevilla bilbao",
        "Europe/Moscow": "saint_petersburg st_petersburg",
        "Europe/Paris": "lyon marseille toulouse nice bordeaux strasbourg lille nantes",
        "Europe/Rome": (
            "milan milano naples napoli turin torino florence venice bologna genoa genova firenze venezia palermo"
        ),
        "Europe/Stockholm": "gothenburg malmo",
        "Europe/Warsaw": "krakow wroclaw gdansk",
        "Europe/Zurich": "geneva basel bern lausanne geneve",
        "Pacific/Auckland": "wellington christchurch hamilton dunedin",
        "America/Puerto_Rico": "san_juan",
        "America/Costa_Rica": "san_jose",
        "Asia/Hebron": "ramallah nablus bethlehem",
        "America/Caracas": "valencia maracaibo",
        "America/Phoenix": "tucson",
        "Asia/Kuala_Lumpur": "penang johor_bahru",
        "Asia/Manila": "cebu davao",
        "Asia/Tbilisi": "batumi",
        "Asia/Almaty": "astana",
        "America/Vancouver": "victoria",
        "Europe/Dublin": "cork galway",
        "Europe/Brussels": "antwerp antwerpen ghent bruges",
        "Asia/Damascus": "aleppo",
    }
)
"""Big cities that name no zone of their own, by zone; a name that stands twice is offered twice."""

STATES: Mapping[str, str] = MappingProxyType(
    {
        "America/Anchorage": "alaska",
        "America/Chicago": (
            "alabama arkansas illinois iowa kansas louisiana minnesota mississippi missouri nebraska north_dakota "
            "oklahoma south_dakota tennessee texas wisconsin"
        ),
        "America/Denver": "colorado montana new_mexico utah wyoming idaho",
        "America/Edmonton": "alberta",
        "America/Halifax": "nova_scotia new_brunswick prince_edward_island",
        "America/Los_Angeles": "california nevada oregon washington washington_state",
        "America/New_York": (
            "connecticut delaware florida georgia indiana kentucky maine maryland massachusetts michigan "
            "new_hampshire new_jersey new_york_state north_carolina ohio pennsylvania rhode_island south_carolina "
            "vermont virginia west_virginia"
        ),
        "America/Phoenix": "arizona",
        "America/Regina": "saskatchewan",
        "America/St_Johns": "newfoundland",
        "America/Toronto": "ontario quebec",
        "America/Vancouver": "british_columbia",
        "America/Winnipeg": "manitoba",
        "Asia/Kolkata": "goa gujarat karnataka kerala maharashtra punjab tamil_nadu",
        "Asia/Makassar": "bali",
        "Atlantic/Azores": "azores acores",
        "Atlantic/Canary": "canary_islands canarias tenerife",
        "Atlantic/Madeira": "madeira",
        "Australia/Brisbane": "queensland",
        "Australia/Melbourne": "victoria",
        "Australia/Perth": "western_australia",
        "Australia/Sydney": "new_south_wales",
        "Pacific/Honolulu": "hawaii",
    }
)
"""States, provinces and islands, by the zone that most of their people have."""

ABBREVIATIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "acst": ("Australia/Darwin", "Australia/Adelaide"),
        "adt": ("America/Halifax",),
        "aedt": ("Australia/Sydney",),
        "aest": ("Australia/Sydney", "Australia/Brisbane"),
        "akst": ("America/Anchorage",),
        "art": ("America/Argentina/Buenos_Aires",),
        "ast": ("America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"),
        "awst": ("Australia/Perth",),
        "brt": ("America/Sao_Paulo",),
        "bst": ("Europe/London", "Asia/Dhaka"),
        "cat": ("Africa/Maputo",),
        "cdt": ("America/Chicago", "America/Havana"),
        "cest": ("Europe/Paris",),
        "cet": ("Europe/Paris", "Africa/Algiers"),
        "cst": ("America/Chicago", "America/Mexico_City", "America/Havana", "Asia/Shanghai"),
        "eat": ("Africa/Nairobi",),
        "ect": ("America/Guayaquil", "America/Puerto_Rico"),
        "edt": ("America/New_York", "Australia/Sydney"),
        "eest": ("Europe/Athens",),
        "eet": ("Europe/Athens", "Africa/Cairo", "Africa/Tripoli"),
        "est": ("America/New_York", "America/Panama", "Australia/Sydney"),
        "gst": ("Asia/Dubai",),
        "hkt": ("Asia/Hong_Kong",),
        "hst": ("Pacific/Honolulu",),
        "ict": ("Asia/Bangkok",),
        "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
        "jst": ("Asia/Tokyo",),
        "kst": ("Asia/Seoul",),
        "mdt": ("America/Denver",),
        "msk": ("Europe/Moscow",),
        "mst": ("America/Denver", "America/Phoenix", "Asia/Kuala_Lumpur"),
        "npt": ("Asia/Kathmandu",),
        "nst": ("America/St_Johns",),
        "nzdt": ("Pacific/Auckland",),
        "nzst": ("Pacific/Auckland",),
        "pdt": ("America/Los_Angeles",),
        "pkt": ("Asia/Karachi",),
        "pst": ("America/Los_Angeles", "Asia/Manila"),
        "sast": ("Africa/Johannesburg",),
        "sgt": ("Asia/Singapore",),
        "sst": ("Pacific/Pago_Pago", "Asia/Singapore"),
        "trt": ("Europe/Istanbul",),
        "wat": ("Africa/Lagos",),
        "west": ("Europe/Lisbon",),
        "wet": ("Europe/Lisbon",),
        "wib": ("Asia/Jakarta",),
        "wit": ("Asia/Jayapura",),
        "wita": ("Asia/Makassar",),
    }
)
"""What people call a clock: they are no names of a zone, and several are used in several parts of the world."""
