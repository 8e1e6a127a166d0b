-- Waaruit een cijfer te verwachten is (METHODEN 12): leeftijd, SES en adressen per km2 van elke gemeente, in het nieuwste jaar.
create table voorspeller as
with nieuw as (
    select c.indicator, c.leeftijd, max(c.jaar) as jaar from cijfer_gemeente c
    where c.waarde is not null and (c.indicator = 'adressendichtheid' or c.indicator = 'leeftijdsaandeel' and c.leeftijd in ('0-14', '65+')) group by all
)
select g.gemeente_code as gemeente,
    max(c.waarde) filter (n.leeftijd = '65+') as ouderen, max(c.waarde) filter (n.leeftijd = '0-14') as kinderen,
    max(s.index) as ses, max(ln(c.waarde)) filter (n.indicator = 'adressendichtheid' and c.waarde > 0) as dichtheid
from gebieden g cross join nieuw n
left join cijfer_gemeente c on c.gemeente = g.gemeente_code and c.indicator = n.indicator and c.leeftijd = n.leeftijd and c.jaar = n.jaar
left join ses_gemeente s on s.gemeente = g.gemeente_code group by all;

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
