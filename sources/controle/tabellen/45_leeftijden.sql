-- Aandelen van een leeftijd: uit aantallen waar die er zijn, anders de gepubliceerde hele procenten, gewogen met alle inwoners.
create table leeftijdsdeel as
select gebied, leeftijd, jaar, waarde, false as tabel_decimalen from cijfer where indicator = 'leeftijdsaandeel' and waarde is not null;

create table aandeel as
with stuk (leeftijd, deel, delen) as (
    values ('0-14', '0-14', 1), ('15-24', '15-24', 1), ('25-44', '25-44', 1), ('45-64', '45-64', 1), ('65+', '65+', 1),
        ('0-14', '0-4', 3), ('0-14', '5-9', 3), ('0-14', '10-14', 3), ('15-24', '15-19', 2), ('15-24', '20-24', 2), ('65+', '65-79', 2), ('65+', '80+', 2),
        ('65+', '65-69', 7), ('65+', '70-74', 7), ('65+', '75-79', 7), ('65+', '80-84', 7), ('65+', '85-89', 7), ('65+', '90-94', 7), ('65+', '95+', 7)
),
som as (
    select c.gebied, s.leeftijd, c.jaar, s.delen, sum(c.waarde) as aantal
    from cijfer c join stuk s on s.deel = c.leeftijd where c.indicator = 'bevolking' and c.waarde is not null
    group by all having count(*) = s.delen
),
geteld as (
    select s.gebied, s.leeftijd, s.jaar, 100 * s.aantal / t.waarde as deel
    from som s join cijfer t on t.gebied = s.gebied and t.jaar = s.jaar and t.indicator = 'bevolking' and t.leeftijd = 'totaal'
    qualify row_number() over (partition by s.gebied, s.leeftijd, s.jaar order by s.delen) = 1
)
select * from geteld
union all
select gebied, leeftijd, jaar, waarde from leeftijdsdeel l
where leeftijd in (select leeftijd from stuk) and not exists (select 1 from geteld g where g.gebied = l.gebied and g.leeftijd = l.leeftijd and g.jaar = l.jaar);

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
