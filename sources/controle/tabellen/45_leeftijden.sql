-- Aandelen van een leeftijd: uit aantallen waar die er zijn, anders de gepubliceerde hele procenten, gewogen met alle inwoners.
create table leeftijdsdeel as
select gebied, leeftijd, jaar, waarde, false as tabel_decimalen from cijfer where indicator = 'leeftijdsaandeel' and waarde is not null;

create table aandeel as
with geteld as (
    select c.gebied, c.leeftijd, c.jaar, 100 * c.waarde / t.waarde as deel
    from cijfer c join cijfer t on t.gebied = c.gebied and t.jaar = c.jaar and t.indicator = 'bevolking' and t.leeftijd = 'totaal'
    where c.indicator = 'bevolking' and c.leeftijd in ('0-14', '65+') and c.waarde is not null
)
select * from geteld
union all
select gebied, leeftijd, jaar, waarde from leeftijdsdeel l
where leeftijd in ('0-14', '65+') and not exists (select 1 from geteld g where g.gebied = l.gebied and g.leeftijd = l.leeftijd and g.jaar = l.jaar);

-- Groepen van vijf jaar naar geslacht, op de grenzen van nu.
create table vijfjaars_geslacht as
select l.gebied, b.geslacht, b.leeftijd, year(b.periode_eind) as jaar, regexp_extract(b.leeftijd, '^\d+')::int as van, sum(b.waarde * o.aandeel) as aantal
from basis b join overgang o on o.van = b.gebied_jaar and o.oud = b.gebied_code and o.naar = (select jaar from doeljaar)
join lid l on l.gemeente = o.nieuw
where b.indicator_code = 'bevolking' and b.geslacht in ('man', 'vrouw') and b.gebied_code like 'GM%'
    and (regexp_extract(b.leeftijd, '(\d+)-(\d+)', 2) <> '' and regexp_extract(b.leeftijd, '(\d+)-(\d+)', 2)::int - regexp_extract(b.leeftijd, '^\d+')::int = 4 or b.leeftijd = '95+')
group by all;

create table vijfjaars as
select gebied, leeftijd, jaar, van, sum(aantal) as aantal from vijfjaars_geslacht group by all;
