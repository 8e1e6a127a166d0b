-- Landelijke cijfers naar inkomen, opleiding en leeftijd.
create table landelijk as
select indicator_code as indicator, leeftijd, uitsplitsing, year(periode_start) as vanaf, year(periode_eind) as jaar, avg(waarde) as waarde
from basis where gebied_code = 'NL' and geslacht = 'totaal' and indicator_code like '%_landelijk' and waarde is not null group by all;

-- Reeksen: het eerste en het laatste jaar met een cijfer van de regio, sinds de laatste breuk.
create table reeks as
select indicator, leeftijd, count(*) as metingen, min(jaar) as eerste_jaar, max(jaar) as laatste_jaar, arg_min(waarde, jaar) as eerste, arg_max(waarde, jaar) as laatste
from genoemd g where wie = 'regio' and not exists (
    select 1 from breuk b where b.indicator = g.indicator and b.leeftijd in ('', g.leeftijd) and b.jaar > g.jaar
        and b.jaar <= (select max(jaar) from genoemd x where x.wie = 'regio' and x.indicator = g.indicator and x.leeftijd = g.leeftijd)
) group by all;
