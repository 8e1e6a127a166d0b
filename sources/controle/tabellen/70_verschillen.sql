-- Verschilt een gemeente meer dan toeval van de rest van Nederland (METHODEN 4)? Enquête met marges, tweezijdig 95%.
create macro kans(z) as (
    -- Abramowitz en Stegun 7.1.26, tot op 1,5e-7
    with t as (select 1 / (1 + 0.3275911 * abs(z) / sqrt(2)) as t)
    select ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * exp(-z * z / 2) from t);

create table toets as
with deel as (
    select r.gemeente, c.leeftijd, c.jaar, c.indicator, w.aantal / h.heel as w, c.waarde, i.richting,
        fout(c.waarde, c.ondergrens, c.bovengrens, true) as se, n.waarde as nl, fout(n.waarde, n.ondergrens, n.bovengrens, true) as nl_se
    from buren r
    join cijfer c on c.gebied = r.gemeente and c.soort = 'enquete' and c.waarde is not null
    join genoemd n on n.wie = 'nl' and n.indicator = c.indicator and n.leeftijd = c.leeftijd and n.jaar = c.jaar
    join indicator i on i.code = c.indicator and i.eenheid = '%'
    join cel_gewicht cw on cw.indicator = c.indicator and cw.leeftijd = c.leeftijd and cw.jaar = c.jaar and cw.naar = (select jaar from doeljaar)
    join gewicht_op w on w.naar = cw.naar and w.gewicht = cw.gewicht and w.leeftijd = cw.weegleeftijd and w.jaar = cw.weegjaar and w.gemeente = r.gemeente
    join gewicht_gebied h on h.gebied = 'NL' and h.gewicht = cw.gewicht and h.leeftijd = cw.weegleeftijd and h.jaar = cw.weegjaar
),
rest as (
    select *, (nl - w * waarde) / (1 - w) as rest,
        sqrt(case when nl_se * nl_se > w * w * se * se then nl_se * nl_se - w * w * se * se else nl_se * nl_se end) / (1 - w) as rest_se
    from deel where se is not null and nl_se is not null and w < 1
),
score as (
    select *, (waarde - rest) / sqrt(se * se + rest_se * rest_se) as z,
        case when leeftijd = '18+' and indicator in (select code from rooster) then 'rooster ' || jaar else indicator || leeftijd || jaar end as rooster
    from rest
),
geordend as (
    select *, kans(z) as p, row_number() over (w order by abs(z) desc) as plek, count(*) over w as m from score window w as (partition by rooster)
)
-- Benjamini-Hochberg op 5% over alle cellen van het rooster.
select *, abs(z) >= 1.959963984540054 and plek <= coalesce(max(plek) filter (p <= 0.05 * plek / m) over (partition by rooster), 0) as blijft,
    case when richting = 'neutraal' then case when z > 0 then 'hoger' else 'lager' end
        when (z > 0) = (richting = 'lager_is_beter') then 'ongunstiger' else 'gunstiger' end as hoe
from geordend;

-- Hoeveel mensen twee kenmerken samen hebben als ze los van elkaar staan, en de grenzen van Fréchet.
create table samen_gebied as
with deel as (
    select d.code as doelgroep, s.nr, s.zin, w.wijk, w.gemeente, i.aantal, case when s.omgekeerd then 1 - c.waarde / 100 else c.waarde / 100 end as p
    from doelgroep d join samen s on s.doelgroep = d.code cross join wijk w
    left join wijk_inwoners i on i.wijk = w.wijk and i.leeftijd = d.geteld
    left join wijk_cijfer c on c.wijk = w.wijk and c.indicator = s.code and c.leeftijd = s.leeftijd where d.niveau = 'WK'
),
paar as (
    select doelgroep, wijk, gemeente, aantal, max(p) filter (nr = 1) as a, max(p) filter (nr = 2) as b, max(zin) filter (nr = 1) as eerste, max(zin) filter (nr = 2) as tweede
    from deel group by all
),
-- Wijken zonder cijfer tellen mee als de rest van het gebied.
schaal as (
    select doelgroep, l.gebied, sum(aantal) / sum(aantal) filter (a is not null and b is not null) as schaal from paar join lid l using (gemeente) group by all
)
select p.doelgroep, l.gebied, p.eerste, p.tweede,
    sum(aantal * a * b) * max(schaal) as verwacht,
    sum(aantal * greatest(0, a + b - 1)) filter (a is not null and b is not null) * max(schaal) as minstens,
    sum(aantal * least(a, b)) filter (a is not null and b is not null) * max(schaal) as hoogstens
from paar p join lid l using (gemeente) join schaal s on s.doelgroep = p.doelgroep and s.gebied = l.gebied join hier h on h.gebied = l.gebied where h.naam <> 'Nederland' group by all;

-- Een schatting van personen staat er in twee cijfers: 24.505 wordt 25.000.
create macro per(x) as case when round(x) < 10 then 1 else power(10, length(floor(round(x))::bigint::varchar) - 2)::bigint end;

-- De donkerste klasse van een wijkkaart: vanaf de grens van het hoogste vijfde deel, afgerond zoals het cijfer.
create table donker as
with grens as (
    select indicator, leeftijd, round(quantile_cont(waarde, 0.8) + 1e-9, 1) as grens from eigen_cijfer group by all having min(waarde) < round(quantile_cont(waarde, 0.8) + 1e-9, 1)
)
select indicator, leeftijd, gemeente_naam, count(*) as wijken, count(*) over (partition by indicator, leeftijd) as gemeenten,
    sum(count(*)) over (partition by indicator, leeftijd) as alle
from eigen_cijfer join grens using (indicator, leeftijd) where waarde >= grens group by indicator, leeftijd, gemeente_naam;

-- Zorgkosten per inwoner in groepen van tien jaar, gewogen met de inwoners van elk leeftijdsjaar, gelijk verdeeld over vijf jaar.
create table zorgkosten as
with jaren as (
    select indicator_code as wet, leeftijd, regexp_extract(leeftijd, '^\d+')::int as jaar, waarde from basis where indicator_code in ('uitgaven_zvw', 'uitgaven_wlz')
),
mensen as (
    select van, aantal, jaar from vijfjaars where gebied = 'NL' and jaar = (select max(jaar) from vijfjaars)
)
select j.wet, least(90, 10 * (j.jaar // 10)) as groep, sum(j.waarde * m.aantal) / sum(m.aantal) as bedrag
from jaren j join mensen m on m.van = least(95, 5 * (j.jaar // 5)) group by all;
