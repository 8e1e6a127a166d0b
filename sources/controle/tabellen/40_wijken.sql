-- Wijken: het nieuwste jaar waarin alle onderdelen van de SES-index per wijk bekend zijn.
create table wijkjaar as
select max(gebied_jaar) as indeling from (
    select gebied_jaar from bron where gebied like 'WK%' and indicator in (select code from ses_deel) and waarde is not null
    group by 1 having count(distinct indicator) = (select count(*) from ses_deel)
);

-- `gemeente` is die van nu, `toen` die van het jaar van de wijken.
create table wijk as
select w.code as wijk, w.naam, coalesce(o.nieuw, w.gemeente_code) as gemeente, w.gemeente_code as toen
from read_csv(getvariable('indeling') || '/wijken.csv', all_varchar = true) w join wijkjaar j on w.gebied_jaar::int = j.indeling
left join overgang o on o.van = j.indeling and o.naar = (select jaar from doeljaar) and o.oud = w.gemeente_code
qualify row_number() over (partition by w.code order by o.aandeel desc) = 1;

-- Volgt een gemeente haar wijken van jaar tot jaar? Niet als codes of de som verschillen, het CBS een wijziging meldt, of een
-- wijk onaannemelijk veel inwoners verliest of wint.
create table wijk_mens as
select gebied as wijk, 'GM' || substr(gebied, 3, 4) as toen, jaar, leeftijd, aantal from inwoners
where gebied like 'WK%' and jaar = gebied_jaar and leeftijd in ('totaal', '65+');

create table wijk_stap as
with jaren as (select distinct jaar from wijk_mens, wijkjaar where jaar >= indeling),
paar as (select jaar, lag(jaar) over (order by jaar) as vorig from jaren qualify vorig is not null)
select p.jaar, p.vorig, m.toen, m.wijk, m.leeftijd,
    max(m.aantal) filter (m.jaar = p.vorig) as eerst, max(m.aantal) filter (m.jaar = p.jaar) as later
from paar p join wijk_mens m on m.jaar in (p.vorig, p.jaar) group by all;

create table wijk_breuk as
select distinct s.jaar, s.toen from wijk_stap s, inwoners_grens g
where (s.leeftijd = 'totaal' and (s.eerst is null or s.later is null))
    or (s.eerst - s.later > g.daling * s.eerst and s.eerst - s.later > g.vanaf_daling)
    or (s.later - s.eerst > g.groei * s.eerst and s.later - s.eerst > g.vanaf_groei)
union
select b.gebied_jaar, 'GM' || substr(b.gebied, 3, 4) from bron b join inwoners_grens g on g.wijziging = b.indicator
where b.gebied like 'WK%' and b.waarde <> g.ongewijzigd
union
select s.jaar, s.toen from wijk_stap s left join inwoners i on i.gebied = s.toen and i.jaar = s.jaar and i.gebied_jaar = s.jaar and i.leeftijd = 'totaal', inwoners_grens g
where s.leeftijd = 'totaal' group by s.jaar, s.toen, i.aantal, g.verschil having i.aantal is null or abs(sum(s.later) - i.aantal) > g.verschil * i.aantal
union
select p.jaar, o.oud from (select distinct jaar, vorig from wijk_stap) p join overgang o on o.van = p.vorig and o.naar = p.jaar
where o.oud <> o.nieuw or o.aandeel < 1
union
select p.jaar, o.nieuw from (select distinct jaar, vorig from wijk_stap) p join overgang o on o.van = p.vorig and o.naar = p.jaar
where o.oud <> o.nieuw;

-- Inwoners per wijk: op de kaart, en in het nieuwste jaar waarin de wijken van de gemeente nog dezelfde zijn.
create table kaart_inwoners as
with jaren as (
    select i.jaar, count(distinct leeftijd) as n from inwoners i join wijk w on w.wijk = i.gebied, wijkjaar j
    where i.gebied_jaar = j.indeling group by 1
)
select i.gebied as wijk, i.leeftijd, i.aantal, i.jaar from inwoners i join wijk w on w.wijk = i.gebied, wijkjaar j
where i.gebied_jaar = j.indeling and i.jaar = (select max(jaar) from jaren where n = (select max(n) from jaren));

-- Afgeleide aantallen staan er in tientallen, getelde precies.
create macro getoond(aantal, leeftijd) as case when leeftijd in ('totaal', '65+') then aantal else floor(aantal / 10 + 0.5) * 10 end;

create table wijk_jaar as
select w.toen, max(s.jaar) as jaar from (select distinct toen from wijk) w
left join (select toen, min(jaar) as eerste from wijk_breuk group by 1) b using (toen)
left join (select distinct jaar from wijk_stap) s on s.jaar < coalesce(b.eerste, 9999) group by 1;

create table wijk_inwoners as
select i.gebied as wijk, i.leeftijd, i.aantal, i.jaar from wijk w join wijk_jaar y using (toen)
join inwoners i on i.gebied = w.wijk and i.jaar = y.jaar and i.gebied_jaar = y.jaar
union all
select k.* from kaart_inwoners k join wijk w using (wijk) join wijk_jaar y using (toen) where y.jaar is null;

-- Welke code een wijk had in een andere indeling: dezelfde, of in een gemeente die met de hand is hersteld alleen wat is verklaard.
create table wijk_oud as
select w.wijk, w.toen, coalesce(h.oud, w.wijk) as oud from wijk w left join koppel_hand h on h.nieuw = w.wijk
where h.oud is not null or w.toen not in (select gemeente from koppel_hand);

-- Een wijkcode is geen bewijs: de wijkcijfers moeten samen het cijfer van de gemeente teruggeven (METHODEN 10b).
create table koppeling as
with cijfer as (
    select b.* from bron b, wijkjaar j where b.gebied_jaar <> j.indeling and b.waarde is not null and b.soort = 'modelschatting'
),
los as (
    select w.toen, b.gebied_jaar, b.jaar, b.indicator, b.leeftijd, sum(b.waarde * i.aantal) / sum(i.aantal) as som
    from cijfer b join wijk_oud w on w.oud = b.gebied join kaart_inwoners i on i.wijk = w.wijk and i.leeftijd = b.leeftijd
    where i.aantal > 0 group by all
),
afstand as (
    select l.toen, sqrt(avg(power(l.som - g.waarde, 2))) as rms
    from los l join bron g on g.gebied = l.toen and g.gebied_jaar = l.gebied_jaar and g.jaar = l.jaar and g.indicator = l.indicator and g.leeftijd = l.leeftijd
    where l.jaar = (select max(jaar) from los) group by 1
),
dekking as (
    select w.toen, sum(i.aantal) filter (o.oud in (select gebied from cijfer where jaar = (select max(jaar) from los))) / sum(i.aantal) as deel
    from wijk w left join wijk_oud o using (wijk) join kaart_inwoners i on i.wijk = w.wijk and i.leeftijd = 'totaal' group by 1
),
gegroeid as (
    select distinct o.nieuw as code from overgang o, wijkjaar j
    where o.naar = j.indeling and o.van = (select max(gebied_jaar) from cijfer where gebied like 'WK%') and o.oud <> o.nieuw
)
select w.toen, a.rms, coalesce(a.rms <= g.rms and (d.deel >= g.dekking or w.toen in (select code from gegroeid)), false) as deugt
from (select distinct toen from wijk) w left join afstand a using (toen) left join dekking d using (toen), koppel_grens g;

-- Het nieuwste wijkcijfer van elk onderwerp; van een andere indeling alleen waar de koppeling deugt.
create table wijk_cijfer as
with nieuwste as (
    select indicator, max(jaar) as jaar from (
        select indicator, jaar, count(distinct gebied) as n, max(count(distinct gebied)) over (partition by indicator) as meest
        from bron where gebied like 'WK%' and waarde is not null group by 1, 2
    ) where n >= meest / 2 group by 1
),
bruikbaar as (
    select w.wijk, b.indicator, b.leeftijd, b.waarde, b.jaar, b.gebied_jaar from bron b join wijk w on w.wijk = b.gebied join wijkjaar j on j.indeling = b.gebied_jaar
    union all
    select w.wijk, b.indicator, b.leeftijd, b.waarde, b.jaar, b.gebied_jaar from bron b join wijk_oud w on w.oud = b.gebied join koppeling k on k.toen = w.toen and k.deugt
    join wijkjaar j on j.indeling <> b.gebied_jaar
),
rij as (
    select b.indicator, b.wijk, b.leeftijd, b.waarde, b.jaar, b.gebied_jaar from bruikbaar b join nieuwste n on n.indicator = b.indicator and n.jaar = b.jaar where b.waarde is not null
    qualify row_number() over (partition by b.indicator, b.wijk, b.leeftijd order by b.gebied_jaar desc) = 1
),
-- 18 tot 65 jaar volgt uit 18+ en 65+ waar het niet is gepubliceerd en 65-plussers hoogstens 60% van de volwassenen zijn.
werkend as (
    select a.indicator, a.wijk, '18-64' as leeftijd, greatest(0, least(100, (n.aantal * a.waarde - o.aantal * b.waarde) / (n.aantal - o.aantal))) as waarde, a.jaar, a.gebied_jaar
    from rij a join rij b on b.indicator = a.indicator and b.wijk = a.wijk and b.leeftijd = '65+'
    join kaart_inwoners n on n.wijk = a.wijk and n.leeftijd = '18+' join kaart_inwoners o on o.wijk = a.wijk and o.leeftijd = '65+'
    where a.leeftijd = '18+' and o.aantal <= 0.6 * n.aantal and n.aantal > o.aantal
        and a.indicator not in (select indicator from rij where leeftijd = '18-64')
)
select * from rij union all select * from werkend;

-- De SES-index: gemiddelde z-score, gewogen met inwoners en afgekapt op 3.
create table ses as
with deel as (
    select d.code, d.teken, w.wijk, c.waarde, i.aantal
    from ses_deel d cross join wijk w
    left join wijk_inwoners i on i.wijk = w.wijk and i.leeftijd = 'totaal'
    left join wijk_cijfer c on c.wijk = w.wijk and c.indicator = d.code and c.leeftijd = 'totaal' and i.aantal > 0
),
midden as (
    select code, sum(waarde * aantal) / sum(aantal) filter (waarde is not null) as m,
        sqrt(sum(waarde * waarde * aantal) / sum(aantal) filter (waarde is not null) - power(sum(waarde * aantal) / sum(aantal) filter (waarde is not null), 2)) as s
    from deel group by 1
)
select wijk, case when count(*) = count(waarde) then avg(greatest(-3, least(3, teken * (waarde - m) / s))) end as index
from deel join midden using (code) group by 1;

-- De plaats van een wijk in Nederland, van 0 (gunstigst) tot 1 (ongunstigst): het midden van zijn blok inwoners van die leeftijd.
create table plaats as
with waarden as (
    select s.wijk, 'ses_index' as indicator, 'totaal' as leeftijd, '' as richting, -s.index as slecht, i.aantal
    from ses s join wijk_inwoners i on i.wijk = s.wijk and i.leeftijd = 'totaal' where s.index is not null and i.aantal > 0
    union all
    select c.wijk, c.indicator, c.leeftijd, r.richting, case when r.richting = 'lager_is_beter' then c.waarde else -c.waarde end, i.aantal
    from wijk_cijfer c
    join (select code, richting from indicator union select code, richting from kenmerk where richting <> '') r on r.code = c.indicator and r.richting in ('lager_is_beter', 'hoger_is_beter')
    join wijk_inwoners i on i.wijk = c.wijk and i.leeftijd = c.leeftijd where i.aantal > 0
)
select wijk, indicator, leeftijd, richting,
    (sum(aantal) over (w range between unbounded preceding and current row) - sum(aantal) over (w range between current row and current row) / 2)
        / sum(aantal) over (partition by indicator, leeftijd, richting) as plek
from waarden window w as (partition by indicator, leeftijd, richting order by slecht);

create table kwintiel as
select wijk, 5 - least(floor((1 - 1e-12) * plek * 5 + 1e-11), 4)::int as kwintiel from plaats where indicator = 'ses_index';

-- De kruising zelf: lage SES en ongunstige leefstijl, per leeftijd.
insert into doelgroep select 'kruising_' || l.leeftijd, '', l.wie, 'WK', l.leeftijd, l.leeftijd, g.deel
from (values ('65+', '65-plussers'), ('18-64', 'volwassenen tot 65 jaar'), ('18+', 'volwassenen')) as l (leeftijd, wie), leefstijl_grens g;
insert into kenmerk select code, 1, '', '', 'ses_index', 'totaal', 1, '' from doelgroep where code like 'kruising_%';
insert into kenmerk select d.code, 2, '', '', l.code, d.leeftijd, g.minimum, '' from doelgroep d, leefstijl l, leefstijl_grens g where d.code like 'kruising_%';

-- Per doelgroep en wijk: komt het samen? Ontbreekt er iets dat de uitkomst nog kan keren, dan is het niet te zeggen.
create table oordeel as
with telling as (
    select g.code as doelgroep, k.nr, w.wijk, w.gemeente, any_value(k.minimum) as minimum, count(*) as mogelijk,
        count(p.plek) as gemeten, count(*) filter (p.plek > 1 - g.deel + 1e-9) as slecht
    from doelgroep g join kenmerk k on k.doelgroep = g.code cross join wijk w
    left join indicator i on i.code = k.code
    left join plaats p on p.wijk = w.wijk and p.indicator = k.code and p.leeftijd = k.leeftijd
        and p.richting = case when k.code = 'ses_index' then '' when k.richting <> '' then k.richting else i.richting end
    where g.niveau = 'WK' group by g.code, g.deel, k.nr, w.wijk, w.gemeente
),
per_deel as (
    select doelgroep, wijk, gemeente, nr, case when slecht >= minimum then true when slecht + mogelijk - gemeten >= minimum then null else false end as is_zo
    from telling
)
select d.doelgroep, d.wijk, d.gemeente, i.aantal, g.geteld,
    case
        when bool_and(coalesce(is_zo, true)) = false then false
        when i.aantal = 0 then false
        when i.aantal is null then null
        when count(is_zo) < count(*) then null
        else true end as samen
from per_deel d join doelgroep g on g.code = d.doelgroep left join wijk_inwoners i on i.wijk = d.wijk and i.leeftijd = g.geteld
group by d.doelgroep, d.wijk, d.gemeente, i.aantal, g.geteld;

create table oordeel_gebied as
select o.doelgroep, l.gebied,
    count(*) filter (o.samen) as wijken, sum(round(o.aantal)) filter (o.samen) as inwoners,
    count(*) filter (o.samen is null) as onbekend, sum(round(o.aantal)) filter (o.samen is null) as onbekend_inwoners,
    sum(round(o.aantal)) filter (o.samen is not null) as beoordeeld, sum(round(o.aantal)) as alle,
    count(*) filter (o.aantal is null or o.aantal > 0) as alle_wijken
from oordeel o join lid l on l.gemeente = o.gemeente group by all;

-- Stapeling: hoeveel achterstanden een wijk heeft.
create table stapel as
select w.wijk, w.gemeente, i.aantal as inwoners, count(*) as mogelijk, count(p.plek) as gemeten, count(*) filter (p.plek > 1 - g.deel + 1e-9) as aantal, any_value(g.veel) as veel
from wijk w cross join achterstand a cross join stapeling_grens g
left join wijk_inwoners i on i.wijk = w.wijk and i.leeftijd = 'totaal'
left join indicator n on n.code = a.code
left join plaats p on p.wijk = w.wijk and p.indicator = a.code and p.leeftijd = a.leeftijd and p.richting = coalesce(n.richting, '')
group by w.wijk, w.gemeente, i.aantal;

-- Gemeenten en de regio naar de SES-index van hun wijken, in procenten van de inwoners van wijken met een index.
create table kwintiel_gebied as
select l.gebied, k.kwintiel, 100 * sum(i.aantal) / sum(sum(i.aantal)) over (partition by l.gebied) as deel
from kwintiel k join wijk w using (wijk) join lid l using (gemeente) join wijk_inwoners i on i.wijk = w.wijk and i.leeftijd = 'totaal'
group by l.gebied, k.kwintiel;

-- De SES-index van gemeenten: dezelfde formule over gemeenten.
create table ses_gemeente as
with jaren as (
    select max(jaar) as jaar from (
        select c.jaar from cijfer_gemeente c join ses_deel d on d.code = c.indicator where c.leeftijd = 'totaal' and c.waarde is not null
        group by 1, c.indicator having count(*) > (select count(*) from gebieden) / 2
    ) where jaar in (
        select jaar from cijfer_gemeente c join ses_deel d on d.code = c.indicator where waarde is not null
        group by 1 having count(distinct indicator) = (select count(*) from ses_deel) and count(*) > (select count(*) from gebieden))
),
-- Het nieuwste jaar waarin van elke gemeente alle leeftijden bekend zijn.
weegjaar as (
    select max(jaar) as jaar from (
        select jaar from bevolkt where gebied in (select gemeente_code from gebieden) and leeftijd in ('18+', '18-64', '65+')
        group by 1 having count(*) = 3 * (select count(*) from gebieden)
    )
),
deel as (
    select d.code, d.teken, g.gemeente_code as gemeente, c.waarde, b.aantal
    from ses_deel d cross join gebieden g cross join jaren j cross join weegjaar y
    left join cijfer_gemeente c on c.gemeente = g.gemeente_code and c.indicator = d.code and c.leeftijd = 'totaal' and c.jaar = j.jaar
    left join bevolkt b on b.gebied = g.gemeente_code and b.leeftijd = 'totaal' and b.jaar = y.jaar
),
midden as (
    select code, sum(waarde * aantal) / sum(aantal) filter (waarde is not null) as m,
        sqrt(sum(waarde * waarde * aantal) / sum(aantal) filter (waarde is not null) - power(sum(waarde * aantal) / sum(aantal) filter (waarde is not null), 2)) as s
    from deel group by 1
)
select gemeente, case when count(*) = count(waarde) then avg(greatest(-3, least(3, teken * (waarde - m) / s))) end as index
from deel join midden using (code) group by 1;
