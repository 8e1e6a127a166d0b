-- De cijfers zoals de bronnen ze geven, mannen en vrouwen samen. Een jaar is het jaar waarin de periode eindigt.
create table bron as
select
    indicator_code as indicator, gebied_code as gebied, gebied_jaar, tabel_code as tabel, leeftijd,
    year(periode_eind) as jaar,
    year(periode_start + ((periode_eind - periode_start) // 2 + 1)::int) as peil,
    waarde, ondergrens, bovengrens, soort, status
from basis
where geslacht = 'totaal' and uitsplitsing = 'totaal';

create table groep as
select * from (values ('totaal', 0, 999), ('0-14', 0, 15), ('15-24', 15, 25), ('25-44', 25, 45), ('45-64', 45, 65),
    ('65+', 65, 999), ('18+', 18, 999), ('18-64', 18, 65), ('19+', 19, 999), ('19-64', 19, 65), ('16-25', 16, 26),
    ('65-79', 65, 80), ('80+', 80, 999), ('75+', 75, 999)) as t (leeftijd, van, tot);

-- Leeftijdsgroepen van elke tabel, de fijnste: 65+ valt weg naast 65-69, 70-74 ...
create table band as
with alle as (
    select distinct
        indicator, tabel, leeftijd, substr(gebied, 1, 2) as niveau, regexp_extract(leeftijd, '^(\d+)', 1)::int as van,
        case when leeftijd like '%+' then 999 else regexp_extract(leeftijd, '(\d+)$', 1)::int + 1 end as tot
    from bron where indicator in ('bevolking', 'leeftijdsaandeel') and leeftijd <> 'totaal'
)
select * from alle a where not exists (
    select 1 from alle b
    where b.indicator = a.indicator and b.tabel = a.tabel and b.niveau = a.niveau and b.leeftijd <> a.leeftijd
        and b.van >= a.van and b.tot <= a.tot
);

create table totaal as
select gebied, gebied_jaar, peil as jaar, arg_max(waarde, jaar) as aantal
from bron where indicator = 'bevolking' and leeftijd = 'totaal' and waarde is not null
group by all;

-- Aantallen per groep van de tabel. Hele procenten tellen niet op tot 100: het zijn delen van hun som.
create table geteld as
with rij as (
    select b.indicator, b.tabel, b.gebied, b.gebied_jaar, b.peil as jaar, k.van, k.tot, b.waarde
    from bron b join band k on k.indicator = b.indicator and k.tabel = b.tabel and k.leeftijd = b.leeftijd and k.niveau = substr(b.gebied, 1, 2)
),
heel as (
    select indicator, tabel, gebied, gebied_jaar, jaar, sum(waarde) as som, min(van) as eerste, max(tot) as laatste
    from rij group by all having count(*) = count(waarde) and sum(tot - van) = max(tot) - min(van)
)
select
    r.indicator, r.tabel, r.gebied, r.gebied_jaar, r.jaar, r.van, r.tot, h.eerste, h.laatste,
    case when r.indicator = 'bevolking' then r.waarde else r.waarde / nullif(h.som, 0) * t.aantal end as aantal
from rij r join heel h using (indicator, tabel, gebied, gebied_jaar, jaar)
left join totaal t using (gebied, gebied_jaar, jaar);

-- In de groep met de 18e verjaardag zijn de minderjarigen met evenveel per jaar als de kinderen eronder.
create table gesplitst as
with paar as (
    select g.*, lag(aantal / nullif(tot - van, 0)) over w as per_jaar, lag(tot) over w as vorige
    from geteld g window w as (partition by indicator, tabel, gebied, gebied_jaar, jaar order by van)
),
kind as (
    select *, van < 18 and tot > 18 and tot < 999 and vorige = van as deelt, least(per_jaar * (18 - van), aantal) as jong from paar
)
select indicator, tabel, gebied, gebied_jaar, jaar, eerste, laatste, van, tot, aantal from kind where not coalesce(deelt, false)
union all select indicator, tabel, gebied, gebied_jaar, jaar, eerste, laatste, van, 18, jong from kind where deelt
union all select indicator, tabel, gebied, gebied_jaar, jaar, eerste, laatste, 18, tot, aantal - jong from kind where deelt;

create table inwoners as
with som as (
    select s.indicator, s.tabel, s.gebied, s.gebied_jaar, s.jaar, g.leeftijd,
        sum(case
            when least(s.tot, g.tot) <= greatest(s.van, g.van) then 0
            when s.tot = 999 then s.aantal
            else s.aantal * (least(s.tot, g.tot) - greatest(s.van, g.van)) / (s.tot - s.van) end) as aantal,
        count(*) filter (s.tot = 999 and g.tot > s.van and (g.van > s.van or g.tot < 999)) as onbekend,
        min(s.eerste) as eerste, max(s.laatste) as laatste, any_value(g.van) as van, any_value(g.tot) as tot
    from gesplitst s cross join groep g where g.leeftijd <> 'totaal' group by all
),
grof as (
    select k.indicator, k.tabel, k.niveau, g.leeftijd,
        sum(case when least(k.tot, g.tot) > greatest(k.van, g.van) and (g.van > k.van or g.tot < k.tot) then k.tot - k.van else 0 end) as snede
    from band k cross join groep g group by all
),
keuze as (
    select s.gebied, s.gebied_jaar, s.jaar, s.leeftijd, s.aantal, gr.snede, s.indicator, s.tabel
    from som s join grof gr on gr.indicator = s.indicator and gr.tabel = s.tabel and gr.leeftijd = s.leeftijd and gr.niveau = substr(s.gebied, 1, 2)
    where s.onbekend = 0 and s.eerste <= s.van and s.laatste >= s.tot and s.aantal is not null
    union all
    select b.gebied, b.gebied_jaar, b.peil, b.leeftijd, b.waarde, 0, '', b.tabel
    from bron b join groep g using (leeftijd)
    where b.indicator = 'bevolking' and b.leeftijd <> 'totaal' and b.waarde is not null
    union all select gebied, gebied_jaar, jaar, 'totaal', aantal, 0, '', '' from totaal
)
select gebied, gebied_jaar, jaar, leeftijd, aantal from keuze
qualify row_number() over (partition by gebied, gebied_jaar, jaar, leeftijd order by snede, indicator, tabel) = 1;
