-- Waaruit een cijfer te verwachten is (METHODEN 12): leeftijd, SES en adressen per km2 van elke gemeente, in het nieuwste jaar.
create table voorspeller as
with mensen as (
    select gebied, leeftijd, arg_max(aantal, jaar) as aantal from bevolkt where gebied in (select gemeente_code from gebieden) group by all
),
delen as (
    select gebied, 100 * max(aantal) filter (leeftijd = '65+') / max(aantal) filter (leeftijd = 'totaal') as ouderen,
        100 * max(aantal) filter (leeftijd = '0-14') / max(aantal) filter (leeftijd = 'totaal') as kinderen from mensen group by 1
),
dicht as (
    select gemeente, arg_max(waarde, jaar) as waarde from cijfer_gemeente where indicator = 'adressendichtheid' and waarde is not null group by 1
)
select g.gemeente_code as gemeente, d.ouderen, d.kinderen, s.index as ses, case when a.waarde > 0 then ln(a.waarde) end as dichtheid
from gebieden g left join delen d on d.gebied = g.gemeente_code left join dicht a on a.gemeente = g.gemeente_code
left join ses_gemeente s on s.gemeente = g.gemeente_code;

-- Enquetecijfers van alle gemeenten, in het jaar waarvan de regio haar nieuwste cijfer heeft, met het nieuwste aantal mensen.
create table enquete_gemeente as
with mensen as (
    select gemeente, leeftijd, arg_max(aantal, jaar) as mensen from gewicht_op
    where naar = (select jaar from doeljaar) and gewicht = 'bevolking'
        and (leeftijd, jaar) in (select (leeftijd, jaar) from gewicht_jaar where naar = (select jaar from doeljaar) and gewicht = 'bevolking' and heel) group by all
)
select c.indicator, c.leeftijd, c.jaar, c.gemeente, c.waarde, fout(c.waarde, c.ondergrens, c.bovengrens, c.procent) as se, m.mensen,
    v.ouderen, v.kinderen, v.ses, v.dichtheid, r.gemeente is not null as eigen
from cijfer_gemeente c
join nieuwste n using (indicator, leeftijd, jaar)
join mensen m on m.gemeente = c.gemeente and m.leeftijd = c.leeftijd
join voorspeller v on v.gemeente = c.gemeente
left join regio r on r.gemeente = c.gemeente
where c.soort = 'enquete' order by all;

-- Gemeenten van Nederland in vijf groepen met evenveel inwoners, van de laagste SES (1) naar de hoogste (5), en hun enquêtecijfers.
create table naar_ses as
with mensen as (
    select gebied as gemeente, arg_max(aantal, jaar) as aantal from bevolkt where leeftijd = 'totaal' group by 1
),
plek as (
    select gemeente, (sum(aantal) over (w range between unbounded preceding and current row) - sum(aantal) over (w range between current row and current row) / 2)
        / sum(aantal) over () as plek
    from voorspeller join mensen using (gemeente) where ses is not null and aantal > 0 window w as (order by ses)
)
select e.indicator, e.leeftijd, e.jaar, 'enquete' as soort, least(floor(plek * 5 + 1e-9), 4)::int + 1 as groep, sum(e.waarde * e.mensen) / sum(e.mensen) as waarde
from enquete_gemeente e join plek using (gemeente) where e.waarde is not null and e.se is not null and e.mensen > 0 group by all;
