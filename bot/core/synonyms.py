"""Words that news uses for the same, a line for each; the first of a line stands for all of them.

Written for headlines: `slam` is to criticise there, and `probe` an inquiry. A word stands in one line only.
"""

from __future__ import annotations

SAME = """
earthquake quake tremor temblor seism
die dead death died deadly fatal fatality dies dying
kill killed killing
injure injury wounded wound hurt
police cop officer
president presidential prez
election poll vote ballot voter electoral
win victory winner won wins triumph
loss lose defeat lost loses
fire blaze wildfire inferno
flood flooding inundation floodwater
storm hurricane typhoon cyclone
plane aircraft jet airliner
crash collide collision
arrest detain detention custody
troop soldier army military
attack assault raid
strike airstrike struck
talk negotiation negotiate
deal agreement accord pact
tariff duty levy
law legislation bill
court judge tribunal
protest demonstration protester demonstrator rally
resign quit resignation
cut reduce reduction slash
rise increase surge jump soar
fall drop decline plunge slump
child kid children
woman women
man men
person people
football soccer
covid coronavirus covid-19
pm prime_minister premier
foreign_minister fm
summit meeting meet met
central_bank
warn warning caution
expel expulsion
shoot shooting shot gunman gunmen gunfire
explosion blast explode
ceasefire truce
sanction
refugee migrant asylum
sink sank sunk sinks
flee fled flees
fight fought
seek sought
begin began begun begins start
ban prohibit outlaw
probe investigation investigate inquiry enquiry
accuse accusation allegation allege
olympic olympics
drug narcotic
sentence jail prison imprison
scheme plan
ship vessel
boat ferry
school pupil student
factory plant
billion bn
million mn m
fan spectator supporter
vaccine vaccination vaccinate jab inoculation vaccinated
lawmaker legislator parliamentarian mp congressman congresswoman
firm company corporation
chief boss chairman chairwoman
carmaker automaker
pope pontiff
prisoner inmate detainee
lawsuit sue suit litigation sued
drone uav
bomb bombing bombard bombardment shelling
aid relief
famine starvation starve hunger
landslide mudslide
erupt eruption
layoff redundancy
migrate migration immigration
deport deportation deportee
coup putsch
overthrow oust topple
rebel insurgent guerrilla
militant extremist jihadist
terrorist terrorism terror
seize seizure confiscate
theft thief steal stole stolen robbery robber rob heist burglary burglar
fraud scam swindle
corruption graft bribery bribe
pardon clemency
extradite extradition
evacuate evacuation evacuee
derail derailment
train railway rail
bus coach
outage blackout
hack hacker cyberattack cyber-attack
study research researcher scientist
baby infant newborn
wed wedding marry marriage married
film movie
singer musician
concert gig
award prize
nominate nomination nominee
score scorer scored
semifinal semi-final
sack dismiss dismissal
approve approval endorse endorsement
reject rejection refuse refusal
criticise criticize criticism slam condemn condemnation denounce rebuke
praise hail laud
vow pledge promise
admit admission acknowledge confess
deny denial
reveal disclose disclosure unveil
delay postpone postponement
cancel cancellation scrap
suspend suspension halt pause freeze
resume restart reopen
extend extension
expand expansion
recover recovery
apologise apologize apology
mourn mourning mourner
funeral burial bury buried
celebrate celebration
candidate contender
coalition alliance
nuclear atomic
car vehicle automobile
truck lorry
road highway motorway
tourist tourism traveller traveler holidaymaker
teen teenager teenage adolescent
teacher educator
university college
worker employee staff
farmer farm agriculture agricultural
emission carbon
oil crude petroleum
billionaire tycoon
crypto cryptocurrency bitcoin
withdraw withdrawal withdrew pullout
deploy deployment
invade invasion
occupy occupation
recognise recognize recognition
replace replacement
confirm confirmation
complain complaint
decide decision
discuss discussion
propose proposal
announce announcement
agree agreed
conclude conclusion
collapse collapsed
destroy destruction
damage damaged
defend defence defense
offence offense
produce production producer
invest investment investor
import importer
export exporter
compete competition competitor
infect infection
contaminate contamination
expose exposure
hospitalise hospitalize hospitalisation hospitalization hospital
murder homicide
rape sexual-assault
abduct abduction kidnap kidnapping
hostage captive
arrive arrival
depart departure
survive survivor survival
elect elected
kyiv kiev
gaza gazan
"""
