"""What English looks like: its glue, its everyday words, and which words have a capital without being a name."""

from __future__ import annotations

import re
from functools import lru_cache

GLUE = frozenset(
    """
    the a an of to and in is for on that it with as was were are be by at from has have had he she they we his her
    their its this these those not but which who will would been after into about more than over says said after
    amid against under before during between out up off down there when what how why can could should may also
    """.split()  # noqa: SIM905 - a prose list is easier to read and extend
)
"""Words that tell English from its neighbours, in headlines too."""

_PLAIN = """
ability able about above abroad absence absolute abuse academic academy accept access accident accommodate accord
account accuse achieve acquire across act action active activist activity actor actress actual add address adjust
administration admit adopt adult advance advantage advice advise affair affect afford afraid after afternoon again
against age agency agenda agent aggressive ago agree agreement agriculture ahead aid aim air aircraft airline airport
alarm album alert alien alive all allege alliance allow ally almost alone along already also alternative although
always amateur amazing ambassador ambition ambulance amend amid among amount analysis analyst ancient and anger angry
animal anniversary announce annual another answer anti any anyone anything apart apartment apologise apology app
apparent appeal appear apple apply appoint approach approve april arbitrary archive area argue argument arm army
around arrange arrest arrive art article artist as ask assault assembly assess asset assistant associate association
assume asylum at athlete atmosphere atomic attach attack attempt attend attention attitude attorney attract auction
audience auditor august aunt author authority auto autonomous autumn available avenue average aviation avoid await
award aware away baby back background backup bad bag bail balance ball ballot ban band bank banker bankrupt bar bare
base baseball basic basin basketball battery battle bay beach bear beat beautiful because become bed before beg begin
behave behind belief believe belong below benefit beside best bet better between beyond bid big bill billion bird
birth birthday bishop bit bitter black blame blast blind block blockade blood bloody blow blue board boat body bomb
bond bone bonus book boom boost border boss both bother bottle bottom boundary box boy boycott brain branch brand
brave bread break breakfast breakthrough breath bridge brief bright brilliant bring broad broadcast broke broken
broker brother brown brutal budget build building bullet burden bureau burn burst bus business businessman busy but
buy by cabinet cable calculate call calm camera camp campaign can cancel cancer candidate cannot cap capable capacity
capital captain capture car carbon card care career careful cargo carrier carry case cash cast castle casualty catch
cathedral catholic cattle caught cause caution cautious cave cease ceasefire celebrate celebrity cell cement cemetery
cent centimetre central centre center century ceremony certain certificate chain chair chairman challenge chamber
champion championship chance chancellor change channel chaos chapter character charge charity chart cheap cheat check
chemical chess chief child childhood children choice choose christmas church cinema circle circumstance cite citizen
city civil civilian claim clash class classic clean clear clergy cleric client climate climb clinic clock close
clothes cloud club clue coach coal coalition coast coat code coffee coin cold collapse colleague collect college
colonel colony colour color column come comedy comfort coming command commander comment commerce commercial commission
commissioner commit commitment committee common communicate communist community company compare compete competition
complain complaint complete complex component comprehensive compromise computer concept concern concert conclude
concrete condemn condition conduct conference confess confidence confident confirm conflict confuse congress connect
conquer conscious consequence conservative consider consist constant constitution constitutional construct consul
consulate consult consume consumer contact contain contemporary content contest context continent continue contract
contrast contribute control controversial controversy convention conversation convict convince cook cool cooperate cop
cope copper copy core corner corona coronavirus corporate corporation correct correspondent corridor corrupt corruption
cost cotton could council councillor counsel count counter country county coup couple courage course court cousin
cover cow crack crash crazy create creative creature credit crew cricket crime criminal crisis criterion critic
critical criticise criticism crop cross crowd crown crucial crude cruel cruise cry crystal cultural culture cup
curfew currency current custom customer cut cyber cycle cyclist cyclone daily dairy dam damage dance danger dangerous
dare dark data database date daughter dawn day dead deadline deadly deaf deal dealer death debate debt debut decade
december decide decision declare decline decrease dedicate deep defeat defence defense defend defendant deficit define
degree delay delegate delegation deliver delta demand democracy democrat democratic demon demonstrate denounce deny
depart department depend deploy deport depression deprive depth deputy describe desert deserve design desire desk
despite destination destroy destruction detail detain detect determine develop device devote dialogue diamond dictator
die diet differ difference different difficult difficulty dig digital dignity dinner dinosaur diplomacy diplomat
diplomatic direct direction director dirty disable disagree disappear disaster discipline discover discovery discuss
disease dish dismiss display dispute distance distribute district diverse divide dividend division divorce do doctor
document does dog dollar domestic dominate don donate donor door double doubt down downtown dozen draft drag drama
dramatic draw dream dress drink drive driver drone drop drought drown drug dry due during dust duty dynamic each eager
early earn earth earthquake ease east eastern easy eat echo economic economist economy edge edition editor educate
education effect effective efficient effort egg eight either elder elderly elect election electoral electric
electricity electronic elegant element elephant eleven eliminate elite else elsewhere embassy embrace emerge emergency
emission emotion emperor empire employ employee employer empty enable encounter encourage end enemy energy engage
engine engineer enjoy enormous enough ensure enter enterprise entertain enthusiasm entire entrepreneur entry
environment epidemic equal equip era error escape especially essential establish estate estimate etc ethnic euro
evacuate even evening event eventually ever every everybody everyone everything evidence evil exact exam examine
example exceed excellent except exchange exclude exclusive excuse execute executive exercise exhibit exile exist exit
expand expect expel expense expensive experience experiment expert expire explain explode exploit explore explosion
explosive export expose express extend extra extraordinary extreme extremist eye fabric face facility fact factor
factory faculty fail failure fair faith fake fall false fame family famine famous fan far fare farm farmer fashion
fast fat fate father fault favour favor favorite fear feature february federal federation fee feed feel fellow female
ferry festival fever few field fierce fifteen fifth fifty fight fighter figure file fill film final finalist finance
financial find fine finger finish fire firefighter firm first fiscal fish fisherman fit five fix flag flash flat flee
fleet flexible flight float flood floor flow flower fly focus fog follow food foot football for forbid force forecast
foreign foreigner forest forever forget form formal former formula fortune forty forum forward foster found foundation
founder four fourth fraction frame framework fraud free freedom freeze freight frequent fresh friday friend from front
frontier frozen fruit fuel full fun function fund fundamental funeral funny furious further future gain galaxy gallery
game gang gap garden gas gasoline gate gather gay gear gender general generate generation generous genetic genocide
gentle get giant gift girl give glad glass global go goal goalkeeper god gold golden good goods gospel govern
government governor gown grab grade gradual graduate grain grammar grand grandfather grandmother grant graph grass
grave great green greet grid grief ground group grow growth guarantee guard guerrilla guess guest guide guilt guilty
gulf gun gunman guy gym habit hack hair half hall halt hamlet hand handle hang happen happy harbour harbor hard
harm harsh harvest hat hate have haven he head headline headquarters health healthy hear heart heat heaven heavy
height helicopter hell help her here heritage hero hesitate hide high highlight highway hijack hill him himself hint
hip hire his historian historic historical history hit hold holder hole holiday hollow holy home homeland honest
honour honor hope horizon horror horse hospital host hostage hostile hot hotel hour house household housing how
however huge human humanitarian humanity hundred hunger hunt hurricane hurry hurt husband i ice icon idea ideal
identify identity ideology if ignore ill illegal image imagine immediate immigrant immigration immune impact implement
imply import important impose impossible impress improve in incident include income increase incredible indeed
independence independent index indicate indictment individual industrial industry inequality infect infection
inflation influence inform information infrastructure initial initiative injure injury inmate inner innocent
innovation inquiry inside insist inspect inspire install instance instead institute institution instruct insult
insurance insurgent intellectual intelligence intend intense intention interest interim interior internal
international internet interpret interrupt interview introduce invade invasion invest investigate investigation
investigator investment investor invite involve iron islam islamic island isle issue it item its itself jail january
jet jew jewish job join joint joke journal journalist journey joy judge judicial judiciary july jump june jungle
junior jury just justice keep key kick kid kidnap kidney kill killer kilometre kilometer kind king kingdom kitchen
knee knife knock know knowledge lab label laboratory labour labor lack lady lake land landlord landmark landslide lane
language lap large laser last late latest later laugh launch law lawmaker lawsuit lawyer lay layer lead leader league
leak lean leap learn lease least leather leave lecture left leg legacy legal legend legislation legislative
legislature lend length less lesson let letter level liberal liberate liberty library licence license lie life
lifetime lift light like likely limit line link lion liquid list listen literary literature little live lobby local
locate location lock logic lonely long look loose lorry lose loss lot lottery loud love lovely low lower loyal luck
lucky lunch luxury machine mad magazine magic magnitude main mainly mainland maintain major majority make male
mall man manage management manager mandate manner manufacture many map marathon march marine maritime mark market
marriage married marry martial mask mass massacre massive master match material matter maximum may maybe mayor me meal
mean meaning measure meat mechanism medal media mediate mediator medical medicine medium meet member membership memo
memoir memorial memory men mental mention merchant merge merger mess message metal method metre meter metro
metropolitan middle midnight might migrant migration mild military milk mill million millionaire mind mine miner
mineral minimum minister ministry minor minority minute miracle mirror miss missile mission mistake mix mob mobile
model moderate modern modest moment monarch monday money monitor month monument mood moon moral more morning mortgage
mosque most mother motion motor mount mountain mourn mouth move movement movie mr mrs ms much mud multiple municipal
municipality murder muscle museum music musical muslim must mutual my mystery myth name narrative narrow nation
national nationalist native natural nature naval navy near nearby nearly necessary neck need negotiate neighbour
neighbor neither nerve net network neutral never new news newspaper next nice night nightclub nine no nobody noise
nominate none nor normal north northeast northern northwest nose not note nothing notice novel november now nowhere
nuclear number numerous nurse object objective obligation observe observer obtain obvious occasion occupation occupy
occur ocean october odd of off offence offensive offer office officer official offshore often oil old olympic olympics
on once one ongoing online only onto open opera operate operation opinion opponent opportunity oppose opposition
option or orange orbit order ordinary organ organisation organization organise organize origin original orphan
orthodox other ought our out outbreak outcome outline outrage outside over overcome overnight overseas oversight owe
own owner oxygen pace pack package pact page pain painful paint painter pair palace pandemic panel panic paper parade
paralyse paramilitary pardon parent parish park parliament parliamentary part participant participate particular
partner party pass passage passenger passion passport past pastor patch path patient patriarch patrol pattern pause
pay payment peace peaceful peak peasant peer penalty peninsula pension people per percent percentage perfect perform
perhaps period permanent permission permit person personal personnel perspective persuade petition petrol phase
phenomenon philosophy phone photo photograph photographer physical physician pick picture piece pig pile pilgrim pilot
pink pioneer pipe pipeline pirate pistol pitch place plan plane planet plant plastic plate platform play player plea
plead pleasant please pledge plenty plot plunge plus pocket poem poet poetry point poison pole police policeman policy
political politician politics poll pollute pollution pool poor pop pope popular population port portrait pose position
positive possess possible post postpone potato potential pound pour poverty power powerful practical practice
praise pray prayer predict prefer pregnant premier preparation prepare presence present preserve president
presidency presidential press pressure prestige pretend pretty prevent previous price pride priest primary prime
prince princess principal principle print prior priority prison prisoner privacy private privilege prize probably
probe problem procedure proceed process procurator produce producer product profession professional professor profile
profit program programme progress prohibit project prominent promise promote prompt proof propaganda proper property
prophet proportion proposal propose prosecute prosecutor prospect prosperity protect protection protest protester
proud prove provide province provincial provision provoke public publication publish pull pump punish pupil purchase
pure purpose pursue push put qualify quality quantity quarrel quarter quarterfinal queen quest question queue quick
quiet quit quite quota quote race racial racism radar radiation radical radio rage raid rail railway rain rainfall
raise rally range rank rape rapid rare rate rather ratio raw reach react reaction reactor read reader ready real
realise realize reality really rear reason rebel rebuild recall receive recent recession recognise recognize recommend
record recover recovery recruit recycle red reduce reduction refer referee reference referendum reform refuge
refugee refuse regard regime region regional register regret regular regulate regulation regulator reject relate
relation relationship relative relax release relevant relief relieve religion religious rely remain remark remember
remind remote remove rent repair repeat replace replica reply report reporter represent representative republic
republican reputation request require rescue research researcher reserve reside resident residential resign resignation
resist resistance resolution resolve resort resource respect respond response responsible rest restaurant restore
restrict restriction result resume retail retain retire retirement retreat return reunion reveal revenge revenue
reverse review revise revive revolution reward rice rich ride rider rifle right ring riot rise risk ritual rival
river road rob robot rock rocket role roll roof room root rose rough round route routine row royal rugby ruin rule
ruler ruling rumour run runner runoff runway rural rush sabotage sacred sacrifice sad safe safety sail sailor saint
sake salary sale salt salvage same sample sanction sand satellite satisfy saturday sauce save say scale scandal scare
scenario scene schedule scheme scholar school science scientific scientist scope score scream screen script sculpture
sea seal search season seat second secret secretariat secretary sector secular secure security see seek seem segment
seize select self sell semi semifinal senate senator send senior sense sensitive sentence separate separatist september
sequence series serious serve service session set settle settlement settler seven several severe sewage sex sexual
shadow shake shame shape share shareholder shark sharp she sheep sheet shelf shell shelter shift shine ship shirt
shock shoe shoot shooter shop shopping shore short shortage shot should shoulder shout show shrine shut sick side
siege sight sign signal significant silence silent silver similar simple since sing singer single sink sir sister sit
site situation six size ski skill skin sky slam slave sleep slide slight slogan slow small smart smell smile smoke
smooth smuggle snow so soccer social socialist society soft software soil solar soldier sole solid solidarity solution
solve some somebody someone something sometimes son song soon sorry sort soul sound source south southeast southern
southwest sovereign sovereignty soviet space spark speak speaker special specialist species specific spectacular
spectator speech speed spend sphere spin spirit spiritual split spokesman spokesperson spokeswoman sponsor sport spot
spread spring spy squad square squeeze stab stability stable stadium staff stage stake stamp stand standard standoff
star start state statement station statistic statue status stay steady steal steel stem step sterling still stock
stone stop store storm story straight strain strait strange stranger strategic strategy stream street strength stress
stretch strict strike string strip strong structure struggle student studio study stuff style subject submarine submit
subsidy substance succeed success successful successor such sudden suddenly sue suffer sugar suggest suicide suit
sultan sum summer summit sun sunday super superior supermarket supervisor supply support supporter suppose supreme
sure surface surge surgeon surgery surplus surprise surrender surround surveillance survey survival survive survivor
suspect suspend suspicion sustain swear sweep sweet swift swim swimmer switch symbol sympathy symptom syndrome system
table tackle tactic tail take tale talent talk tall tank tanker tap tape target tariff task taste tax taxi taxpayer tea
teach teacher team tear technical technique technology teenager telephone telescope television tell temperature temple
temporary ten tend tennis tension tent term terminal terrible territory terror terrorism terrorist test text than
thank thanks that theatre theater theft their them theme themselves then theory therapy there therefore these they
thick thief thin thing think third thirteen thirty this those though thought thousand threat threaten three threshold
through throughout throw thursday thus ticket tide tie tiger tight time tiny tip tire tired title to tobacco today
together toll tomorrow tonight tonne tons too tool top topic torch tornado torrent torture total touch tough tour
tourism tourist tournament toward tower town toxic track trade trader tradition traditional traffic tragedy tragic
trail train trainer traitor transaction transfer transform transit transition translate transmit transparent transport
trap trauma travel traveller treasure treasury treat treatment treaty tree tremor trend trial tribe tribunal tribute
trick trigger trillion trip triumph troop trophy tropical trouble truce truck true truly trust truth try tsunami
tuesday tunnel turn turnout twelve twenty twice twin twist two type typhoon typical ugly ultimate umbrella unanimous
uncle under undergo understand undertake unemployment unexpected unfair unification uniform union unique unit unite
united unity universal universe university unknown unless unlike unlikely unprecedented unrest until unusual up update
uphold upon upper uprising upset urban urge urgent us use user usual utility vaccinate vaccine valley valuable value
van variety various vast vehicle venture venue verdict version versus very vessel veteran veto via vice victim victory
video view viewer village violate violence violent virtual virus visa visible vision visit visitor vital voice volcano
volume voluntary volunteer vote voter vow voyage vulnerable wage wait wake walk wall want war ward warehouse warm
warn warrant warrior wash waste watch watchdog water wave way we weak wealth weapon wear weather web website wedding
wednesday week weekend weekly weigh weight welcome welfare well west western wet whale what whatever wheat wheel when
where whether which while whisper white who whole whom whose why wide widow wife wild wildfire will win wind window
wine wing winner winter wire wise wish with withdraw withdrawal within without witness woman women wonder wood word
work worker world worldwide worry worse worst worth would wound wounded wreck write writer wrong yacht yard year yen
yellow yes yesterday yet yield you young youth your zero zone
am are been began being bought brought built burned came chose did died drew drove fell felt flew fought gave gone
got grew grown had has held hung is kept knew known laid led left lost made meant met paid pm ran rang risen rose said
sang sat saw seen sent shown shot slept sold spent spoke spoken stood struck stolen sought taken taught them told took
thrown threw torn was went were woke won wore written wrote an the at if's let's don't doesn't didn't isn't aren't won't
can't couldn't wouldn't hasn't haven't wasn't weren't i'm it's he's she's we're they're you're that's there's
ltd inc co corp plc st dr lord lady sen rep gov jr sr nd th rd monsoon rupee rouble ruble peso lira yuan dinar franc
blackout lockdown quake toddler teen teenage airstrike warship gunfire crackdown shutdown setback layoff startup
meanwhile nowadays moreover furthermore overall given european pacific atlantic sixth seventh ninth seventeen sixteen
eighteen nineteen sixty seventy eighty ninety tendency performance comeback milestone strengthen abandon combine spoil
fantastic overall loan torrential wrestling gymnastics prefecture childcare negative precise decent complicated
bankruptcy clothing negative veggie jockey constructor delicate output lone beam copa altar hall seventh stack
magnificent african hispanic latin asian arab arabic psychologist psychology obesity stylist
pan aside inadequate arena
takeover turmoil probe tech tv ai nato un eu ok
"""

PLAIN = frozenset(_PLAIN.split())
"""Everyday words of English news, as a dictionary would head them."""

_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("iness", "y"), ("ily", "y"), ("ier", "y"), ("iest", "y"), ("'s", ""), ("’s", ""),
    ("s’", ""), ("s'", ""), ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ("ly", ""), ("ly", "le"), ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("or", ""), ("or", "e"), ("est", ""),
    ("ion", ""), ("ion", "e"), ("ions", ""), ("ions", "e"), ("ation", ""), ("ation", "e"), ("ations", "e"),
    ("ment", ""), ("ments", ""), ("ness", ""), ("al", ""), ("al", "e"), ("ally", ""), ("ful", ""), ("less", ""),
    ("able", ""), ("able", "e"), ("ity", ""), ("ity", "e"), ("ist", ""), ("ists", ""), ("ism", ""), ("ive", ""),
    ("ive", "e"), ("y", ""), ("y", "e"), ("ic", ""), ("ic", "y"), ("ship", ""), ("hood", ""), ("men", ""), ("man", ""),
)  # fmt: skip
_BEGINNINGS = ("un", "re", "in", "im", "dis", "non", "over", "under", "out", "mid", "pre", "anti", "inter", "mis", "co")
_SUFFIX = re.compile(
    r"\w{3,}(?:tion|sion|ment|ness|ship|hood|ability|ibility|ology|ful|less|ously|ously|ingly|edly|wards?)s?"
)


@lru_cache(maxsize=20_000)
def plain(word: str) -> bool:
    """Whether a lower-case word is an everyday one of English, in any of its forms (`policies`, `unlawful`)."""
    return (
        _headed(word)
        or _SUFFIX.fullmatch(word) is not None
        or any(
            word.startswith(each) and len(word) > len(each) + 3 and _headed(word[len(each) :].lstrip("-"))
            for each in _BEGINNINGS
        )
    )


def _headed(word: str) -> bool:
    if word in PLAIN or word in GLUE:
        return True
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            if stem + instead in PLAIN or (stem[-1:] == stem[-2:-1] and not instead and stem[:-1] in PLAIN):
                return True
    return False
