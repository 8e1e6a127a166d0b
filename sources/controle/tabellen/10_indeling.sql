-- Gemeenten van elk jaar, wat er van elke gemeente is geworden, en welke gebieden er zijn.
create table gemeente as
select gebied_jaar::int as gebied_jaar, code, naam from read_csv(getvariable('indeling') || '/gemeenten.csv', all_varchar = true);

create table doeljaar as select max(gebied_jaar) as jaar from gemeente;

-- Een wijziging op 1 januari telt vanaf dat jaar, een latere vanaf het jaar erna.
create table wissel as
select
    oud, nieuw, aandeel::double as aandeel, dense_rank() over (order by datum) as stap,
    year(datum::date) + (strftime(datum::date, '%m-%d') <> '01-01')::int as vanaf
from read_csv(getvariable('indeling') || '/herindelingen.csv', all_varchar = true);

create table keten as
with recursive k as (
    select gebied_jaar as van, code as oud, code as nieuw, 1.0::double as aandeel, 0 as stap from gemeente
    union all
    select k.van, k.oud, coalesce(w.nieuw, k.nieuw), k.aandeel * coalesce(w.aandeel, 1), (k.stap + 1)::int
    from k left join wissel w on w.stap = k.stap + 1 and w.oud = k.nieuw and w.vanaf > k.van
    where k.stap < (select max(stap) from wissel)
)
select * from k;

-- Welk deel van gemeente `oud` (indeling `van`) ligt in gemeente `nieuw` (indeling `naar`).
create table overgang as
select k.van, j.naar, k.oud, k.nieuw, sum(k.aandeel) as aandeel
from keten k
join (
    select g.jaar as naar, coalesce(max(w.stap), 0) as stap
    from (select distinct gebied_jaar as jaar from gemeente) g left join wissel w on w.vanaf <= g.jaar
    group by 1
) j on j.stap = k.stap and j.naar >= k.van
group by all;

-- De gemeenten van nu waarvan de grens is veranderd sinds indeling `van`.
create table veranderd as
select distinct van, nieuw as code from overgang, doeljaar
where naar = doeljaar.jaar and (oud <> nieuw or aandeel < 1);

create table gebieden as select * from read_csv(getvariable('indeling') || '/gebieden.csv', all_varchar = true);

create table lid as
select 'NL' as gebied, gemeente_code as gemeente from gebieden
union all select pv_code, gemeente_code from gebieden
union all select ggd_code, gemeente_code from gebieden
union all select vr_code, gemeente_code from gebieden
union all select corop_code, gemeente_code from gebieden
union all select zk_code, gemeente_code from gebieden
union all select 'REGIO', gemeente from regio
union all select gemeente_code, gemeente_code from gebieden;

-- Gebieden waarvoor een bron zelf cijfers geeft en die nu dezelfde gemeenten hebben als in 2020.
create table lid_2020 as
with leden as (
    select gemeente_code, ggd_code as gebied from read_csv(getvariable('indeling') || '/gebieden_2020.csv', all_varchar = true)
    union all select gemeente_code, pv_code from read_csv(getvariable('indeling') || '/gebieden_2020.csv', all_varchar = true)
)
select distinct l.gebied, o.nieuw as gemeente
from leden l join overgang o on o.van = 2020 and o.oud = l.gemeente_code join doeljaar d on o.naar = d.jaar;

create table zelfde_gebied as
with nu as (select gebied, list(distinct gemeente order by gemeente) as leden from lid where substr(gebied, 1, 2) in ('PV', 'GG') group by 1),
toen as (select gebied, list(distinct gemeente order by gemeente) as leden from lid_2020 group by 1),
eigen as (select list(distinct gemeente order by gemeente) as leden from regio)
select nu.gebied, nu.leden = eigen.leden as is_regio from nu join toen using (gebied), eigen where nu.leden = toen.leden;

-- Geen gemeente van toen ligt deels binnen en deels buiten het gebied.
create table gave_grens as
select z.gebied, j.van
from zelfde_gebied z, (select distinct van from overgang) j
where not exists (
    select 1 from overgang o, doeljaar d
    where o.van = j.van and o.naar = d.jaar and o.oud in (
        select i.oud from overgang i join lid l on l.gebied = z.gebied and l.gemeente = i.nieuw where i.van = j.van and i.naar = d.jaar
    ) and o.nieuw not in (select gemeente from lid where gebied = z.gebied)
);

create table naam as
select 'NL' as gebied, 'Nederland' as naam
union all select 'REGIO', getvariable('regio_naam') where (select count(*) from regio) > 1 or getvariable('regio_naam') not in (select gemeente_naam from gebieden)
union all select gemeente_code, gemeente_naam from gebieden;
