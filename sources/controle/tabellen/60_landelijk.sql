-- Landelijke cijfers naar inkomen, opleiding en leeftijd.
create table landelijk as
select indicator_code as indicator, leeftijd, uitsplitsing, year(periode_start) as vanaf, year(periode_eind) as jaar, avg(waarde) as waarde
from basis where gebied_code = 'NL' and geslacht = 'totaal' and indicator_code like '%_landelijk' and waarde is not null group by all;

-- Reeksen: het eerste en het laatste jaar met een cijfer van de regio.
create table reeks as
select indicator, leeftijd, count(*) as metingen, min(jaar) as eerste_jaar, max(jaar) as laatste_jaar, arg_min(waarde, jaar) as eerste, arg_max(waarde, jaar) as laatste
from genoemd where wie = 'regio' group by all;
