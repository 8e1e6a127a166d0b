-- Waarmee een percentage weegt: inwoners van dezelfde leeftijd, of het aantal dat de declaratie noemt.
create table gewicht as
select 'bevolking' as gewicht, leeftijd, gebied, gebied_jaar, jaar, aantal from inwoners where gebied like 'GM%'
union all
select b.indicator, b.leeftijd, b.gebied, b.gebied_jaar, b.peil, b.waarde
from bron b where b.gebied like 'GM%' and b.waarde is not null
    and b.indicator in (select distinct gewicht from indicator where gewicht not in ('', 'bevolking', 'bevolking_totaal'));

-- Gewichten op elke latere indeling; hetzelfde jaar op twee indelingen: de nieuwste.
create table gewicht_op as
with over as (
    select o.naar, w.gewicht, w.leeftijd, o.nieuw as gemeente, w.jaar, w.gebied_jaar, sum(w.aantal * o.aandeel) as aantal, count(*) as n
    from gewicht w join overgang o on o.van = w.gebied_jaar and o.oud = w.gebied
    group by all
),
delen as (select van, naar, nieuw, count(*) as n from overgang group by all)
select v.naar, v.gewicht, v.leeftijd, v.gemeente, v.jaar, v.aantal
from over v join delen d on d.van = v.gebied_jaar and d.naar = v.naar and d.nieuw = v.gemeente and d.n = v.n
qualify row_number() over (partition by v.naar, v.gewicht, v.leeftijd, v.gemeente, v.jaar order by v.gebied_jaar desc) = 1;

create table gewicht_jaar as
with n as (select naar, gewicht, leeftijd, jaar, count(*) as n from gewicht_op group by all),
alle as (select gebied_jaar as naar, count(*) as alle from gemeente group by all)
select naar, gewicht, leeftijd, jaar, n = alle as heel from n join alle using (naar);

-- Elk cijfer van een gemeente met het jaar waarmee het weegt: het dichtste jaar dat alle gemeenten kent.
create table cel as
select distinct b.indicator, b.leeftijd, b.jaar, b.peil, b.tabel, b.gebied_jaar, i.aggregatie, i.eenheid,
    case when i.gewicht in ('', 'bevolking_totaal') or not exists (select 1 from gewicht w where w.gewicht = i.gewicht) then 'bevolking' else i.gewicht end as gewicht,
    case
        when i.gewicht = 'bevolking' and exists (select 1 from gewicht w where w.gewicht = 'bevolking' and w.leeftijd = b.leeftijd) then b.leeftijd
        when i.gewicht not in ('', 'bevolking', 'bevolking_totaal') and exists (select 1 from gewicht w where w.gewicht = i.gewicht and w.leeftijd = b.leeftijd) then b.leeftijd
        else 'totaal' end as weegleeftijd
from bron b join indicator i on i.code = b.indicator where b.gebied like 'GM%';

create table cel_gewicht as
select c.indicator, c.leeftijd, c.jaar, c.tabel, c.gebied_jaar, n.naar, c.gewicht, c.weegleeftijd,
    arg_min(w.jaar, (case when w.heel then 0 else 100000 end) + 10 * abs(w.jaar - c.peil) + (w.jaar > c.peil)::int) as weegjaar
from cel c
join (select distinct naar from overgang) n on n.naar = c.gebied_jaar or n.naar = (select jaar from doeljaar)
join gewicht_jaar w on w.naar = n.naar and w.gewicht = c.gewicht and w.leeftijd = c.weegleeftijd
group by all;

-- De standaardfout achter gepubliceerde marges; percentages op de logitschaal.
create macro logit(p) as ln((p / 100) / (1 - p / 100));
create macro fout(waarde, laag, hoog, procent) as case
    when waarde is null or laag is null or hoog is null then null
    when not procent then (hoog - laag) / (2 * 1.959963984540054)
    when waarde <= 0 or waarde >= 100 then null
    when laag > 0 and hoog < 100 then (logit(hoog) - logit(laag)) / (2 * 1.959963984540054) * waarde * (100 - waarde) / 100
    when laag > 0 then (logit(waarde) - logit(laag)) / 1.959963984540054 * waarde * (100 - waarde) / 100
    when hoog < 100 then (logit(hoog) - logit(waarde)) / 1.959963984540054 * waarde * (100 - waarde) / 100
end;
create macro grens(waarde, se, procent, kant) as case
    when se is null then null
    when not procent then waarde + kant * 1.959963984540054 * se
    when waarde <= 0 or waarde >= 100 then null
    else 100 / (1 + exp(-(logit(waarde) + kant * 1.959963984540054 * se * 100 / (waarde * (100 - waarde))))) end;

create table cijfer_gemeente as
with los as (
    select b.indicator, b.leeftijd, b.jaar, b.tabel, b.gebied_jaar, o.nieuw as gemeente, b.gebied, b.waarde, b.ondergrens, b.bovengrens, b.soort,
        o.aandeel, c.aggregatie, c.eenheid = '%' as procent, w.aantal as gewicht,
        v.code is null as onveranderd
    from bron b
    join cel c using (indicator, leeftijd, jaar, tabel, gebied_jaar)
    join overgang o on o.van = b.gebied_jaar and o.oud = b.gebied and o.naar = (select jaar from doeljaar)
    left join veranderd v on v.van = b.gebied_jaar and v.code = o.nieuw
    left join cel_gewicht cw on cw.indicator = b.indicator and cw.leeftijd = b.leeftijd and cw.jaar = b.jaar and cw.tabel = b.tabel and cw.gebied_jaar = b.gebied_jaar and cw.naar = b.gebied_jaar
    left join gewicht_op w on w.naar = b.gebied_jaar and w.gewicht = cw.gewicht and w.leeftijd = cw.weegleeftijd and w.jaar = cw.weegjaar and w.gemeente = b.gebied
    where b.gebied like 'GM%'
),
gemengd as (
    select indicator, leeftijd, jaar, tabel, gebied_jaar, gemeente, any_value(soort) as soort, bool_and(onveranderd) as gaaf, any_value(procent) as is_procent,
        case
            when bool_and(onveranderd) then any_value(waarde)
            when any_value(aggregatie) = 'som' then case when count(*) = count(waarde) then sum(aandeel * waarde) end
            when any_value(aggregatie) = 'gewogen' and sum(aandeel * gewicht) filter (waarde is not null) / sum(aandeel * gewicht) >= 0.8
                then sum(aandeel * gewicht * waarde) / sum(aandeel * gewicht) filter (waarde is not null) end as waarde,
        any_value(ondergrens) as laag, any_value(bovengrens) as hoog,
        sqrt(sum(power(aandeel * gewicht * fout(waarde, ondergrens, bovengrens, procent), 2)) filter (waarde is not null))
            / sum(aandeel * gewicht) filter (waarde is not null) as se,
        count(*) filter (waarde is not null and fout(waarde, ondergrens, bovengrens, procent) is null) as zonder
    from los group by all
)
select indicator, leeftijd, jaar, tabel, gemeente, soort, is_procent as procent, waarde,
    case when gaaf then laag when zonder = 0 then grens(waarde, se, is_procent, -1) end as ondergrens,
    case when gaaf then hoog when zonder = 0 then grens(waarde, se, is_procent, 1) end as bovengrens
from gemengd
qualify row_number() over (partition by indicator, leeftijd, jaar, gemeente order by gaaf desc, waarde is null, tabel) = 1;

-- Het hele gewicht van de regio en van Nederland: daarvan moet een berekend cijfer minstens 80% dekken.
create table gewicht_gebied as
select l.gebied, w.gewicht, w.leeftijd, w.jaar, sum(w.aantal) as heel
from gewicht_op w join lid l using (gemeente) where w.naar = (select jaar from doeljaar) and l.gebied in ('NL', 'REGIO') group by all;

-- Het cijfer van grotere gebieden, berekend uit de gemeenten van nu.
create table berekend as
with delen as (
    select l.gebied, c.*, w.aantal as gewicht, h.heel, k.aggregatie
    from cijfer_gemeente c
    join lid l on l.gemeente = c.gemeente and l.gebied in ('NL', 'REGIO')
    join cel k using (indicator, leeftijd, jaar, tabel)
    join cel_gewicht cw on cw.indicator = c.indicator and cw.leeftijd = c.leeftijd and cw.jaar = c.jaar and cw.tabel = c.tabel and cw.gebied_jaar = k.gebied_jaar and cw.naar = (select jaar from doeljaar)
    left join gewicht_op w on w.naar = cw.naar and w.gewicht = cw.gewicht and w.leeftijd = cw.weegleeftijd and w.jaar = cw.weegjaar and w.gemeente = c.gemeente
    left join gewicht_gebied h on h.gebied = l.gebied and h.gewicht = cw.gewicht and h.leeftijd = cw.weegleeftijd and h.jaar = cw.weegjaar
),
alles as (
    select gebied, indicator, leeftijd, jaar, any_value(soort) as soort, any_value(procent) as is_procent, any_value(aggregatie) as hoe,
        count(waarde) as met, sum(waarde) as som, max(heel) as alles,
        sum(gewicht) filter (waarde is not null) as gedekt, sum(gewicht * waarde) as gewogen,
        sqrt(sum(power(gewicht * fout(waarde, ondergrens, bovengrens, procent), 2)) filter (waarde is not null)) as se,
        count(*) filter (waarde is not null and fout(waarde, ondergrens, bovengrens, procent) is null) as zonder
    from delen group by gebied, indicator, leeftijd, jaar
),
waarden as (
    select a.*, case
        when hoe = 'som' and met = leden then som
        when hoe = 'gewogen' and gedekt / alles >= 0.8 - 1e-9 then gewogen / gedekt end as waarde
    from alles a join (select gebied, count(*) as leden from lid group by all) using (gebied)
)
select gebied, indicator, leeftijd, jaar, soort, waarde,
    case when zonder = 0 then grens(waarde, se / gedekt, is_procent, -1) end as ondergrens,
    case when zonder = 0 then grens(waarde, se / gedekt, is_procent, 1) end as bovengrens
from waarden where waarde is not null;

-- Wat een bron zelf voor precies dit gebied geeft, gaat voor.
create table cijfer as
with keuze as (
    select 'NL' as gebied, indicator, leeftijd, jaar, soort, waarde, ondergrens, bovengrens, 0 as voorkeur, tabel from bron where gebied = 'NL' and waarde is not null
    union all
    select 'REGIO', b.indicator, b.leeftijd, b.jaar, b.soort, b.waarde, b.ondergrens, b.bovengrens, case when b.gebied like 'GG%' then 0 else 1 end, b.tabel
    from bron b join zelfde_gebied z on z.gebied = b.gebied and z.is_regio join gave_grens g on g.gebied = b.gebied and g.van = b.gebied_jaar
    where b.waarde is not null
    union all select gebied, indicator, leeftijd, jaar, soort, waarde, ondergrens, bovengrens, 2, '' from berekend
    union all select gemeente, indicator, leeftijd, jaar, soort, waarde, ondergrens, bovengrens, 0, tabel from cijfer_gemeente
)
select gebied, indicator, leeftijd, jaar, soort, waarde, ondergrens, bovengrens, voorkeur = 2 as zelf_berekend from keuze
qualify row_number() over (partition by gebied, indicator, leeftijd, jaar order by voorkeur, waarde is null, tabel) = 1;

-- Inwoners van een gebied naar leeftijd op 1 januari, op de grenzen van nu.
create table bevolkt as
with som as (
    select l.gebied, w.leeftijd, w.jaar, sum(w.aantal) as aantal, count(*) as n
    from gewicht_op w join lid l using (gemeente) where w.naar = (select jaar from doeljaar) and w.gewicht = 'bevolking' group by all
),
leden as (select gebied, count(*) as leden from lid group by all)
select gebied, leeftijd, jaar, aantal from som join leden using (gebied) where n = leden;
