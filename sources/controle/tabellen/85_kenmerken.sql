-- Waarin gemeenten op elkaar lijken (METHODEN 11): geen enkel gezondheidscijfer.
create table kenmerk_gemeente as
with mensen as (
    select gebied as gemeente, leeftijd, arg_max(aantal, jaar) as aantal, max(jaar) as jaar from bevolkt
    where gebied in (select gemeente_code from gebieden) group by all
),
-- De groei van het aantal 65-plussers in ongeveer tien jaar.
jaren as (select distinct jaar from bevolkt where gebied = 'NL' and leeftijd = '65+'),
span as (
    select max(jaar) as laatste, (select arg_min(jaar, abs((select max(jaar) from jaren) - 10 - jaar) * 10000 + jaar) from jaren where jaar < (select max(jaar) from jaren)) as eerste from jaren
),
groei as (
    select b.gebied as gemeente, 100 * (max(aantal) filter (jaar = laatste) / nullif(max(aantal) filter (jaar = eerste), 0) - 1) as groei
    from bevolkt b, span where leeftijd = '65+' group by 1
),
kaal as (
    select gemeente, arg_max(waarde, jaar) filter (indicator = 'adressendichtheid') as dichtheid,
        arg_max(waarde, jaar) filter (indicator = 'eenpersoonshuishoudens') as alleen, arg_max(waarde, jaar) filter (indicator = 'woz_waarde') as woz
    from cijfer_gemeente where waarde is not null and leeftijd = 'totaal' group by 1
)
select g.gemeente_code as gemeente, max(m.aantal) filter (m.leeftijd = 'totaal') as inwoners,
    100 * max(m.aantal) filter (m.leeftijd = '65+') / max(m.aantal) filter (m.leeftijd = 'totaal') as ouderen,
    100 * max(m.aantal) filter (m.leeftijd = '0-14') / max(m.aantal) filter (m.leeftijd = 'totaal') as kinderen,
    any_value(k.dichtheid) as dichtheid, any_value(s.index) as ses, any_value(k.alleen) as alleen, any_value(k.woz) as woz, any_value(r.groei) as groei
from gebieden g left join mensen m on m.gemeente = g.gemeente_code left join kaal k on k.gemeente = g.gemeente_code
left join groei r on r.gemeente = g.gemeente_code left join ses_gemeente s on s.gemeente = g.gemeente_code group by 1;
