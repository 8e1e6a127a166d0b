-- Wat de regels van sources/controle/zinnen gebruiken om woorden van het regiobeeld te lezen.
create macro getal(tekst) as cast(replace(replace(replace(replace(tekst, '.', ''), ',', '.'), '−', '-'), '+', '') as double);
create macro code(tekst) as replace(tekst, '-', '_');
create macro leeftijd(tekst) as case
    when tekst like '%18plus' or tekst like 'volwassenen' or tekst like '18 jaar en ouder' then '18+'
    when tekst like '%65plus' or tekst in ('65-plussers', '65 jaar en ouder', '65 jaar of ouder', '65-plus') then '65+'
    when tekst in ('18 tot 65 jaar', '18-64', 'volwassenen tot 65 jaar') then '18-64'
    when regexp_matches(tekst, '^\d+ jaar en ouder$') then regexp_extract(tekst, '^\d+') || '+'
    when tekst in ('19 tot 65 jaar') then '19-64'
    when tekst like 'jongvolwassenen%' or tekst in ('16 tot en met 25 jaar') then '16-25'
    when tekst = 'alle' then 'totaal'
    else tekst end;
create macro zonder_soort(code) as regexp_replace(code, '_(enquete|reeks|landelijk)$', '');

-- Hoe een titel of kolom een onderwerp noemt, naast de naam in de declaratie.
create table onderwerp as
select code, naam from indicator
union all select code, regexp_replace(naam, '^Jongvolwassenen: ', '') from indicator where naam like 'Jongvolwassenen: %'
union all select i.code, o.naam from indicator i join (values
    ('alcoholrichtlijn', 'weinig of geen alcohol'), ('angst_depressie_hoog', 'hoog risico op angst of depressie'),
    ('beperking_bewegen', 'moeite met bewegen'), ('beperking_horen', 'moeite met horen'), ('beperking_zien', 'moeite met zien'),
    ('beweegrichtlijn', 'voldoende bewegen'), ('eenzaam', 'eenzaamheid'), ('emotioneel_eenzaam', 'emotionele eenzaamheid'),
    ('ernstig_eenzaam', 'ernstige eenzaamheid'), ('ervaren_gezondheid', 'goede ervaren gezondheid'), ('jv_eenzaam', 'eenzaamheid'),
    ('jv_mentale_gezondheid', 'goede mentale gezondheid'), ('jv_roken_of_vapen', 'roken of vapen'), ('jv_stress', 'vaak gestrest'),
    ('langdurige_aandoening', 'langdurige aandoeningen'), ('lichamelijke_beperking', 'lichamelijke beperkingen'),
    ('leeftijdsaandeel', 'aandeel van een leeftijdsgroep'), ('mantelzorger', 'mantelzorg geven'), ('mantelzorgontvanger', 'mantelzorg krijgen'),
    ('overmatig_drinken', 'overmatig drinken'), ('roken', 'roken'), ('sociaal_eenzaam', 'sociale eenzaamheid'),
    ('laag_inkomen_personen', 'personen met een inkomen bij de laagste 40% van Nederland'),
    ('laag_inkomen_huishoudens', 'huishoudens onder de lage-inkomensgrens'),
    ('zwaar_belaste_mantelzorgers', 'zwaar belast onder mantelzorgers'),
    ('vrijwilligerswerk', 'vrijwilligerswerk'), ('wekelijks_sporten', 'wekelijks sporten'), ('zwaar_drinken', 'zwaar drinken')
) as o (code, naam) on o.code = zonder_soort(i.code);

create macro soort_van(tekst) as case
    when tekst is null then null when lower(tekst) like '%schatting%' or lower(tekst) like '%rekenmodel%' then 'modelschatting'
    when lower(tekst) like '%berekening%' then 'berekend' when lower(tekst) like '%enqu%' then 'enquete' when lower(tekst) like '%telling%' then 'telling' end;

-- De regio zelf en Nederland; een regio van een gemeente is die gemeente.
create table hier as
select 'NL' as gebied, 'Nederland' as naam
union all select case when count(*) > 1 then 'REGIO' else any_value(gemeente) end, getvariable('regio_naam') from regio;

-- De gemeenten die naast elkaar staan: die van de regio, of van de GGD-regio als de regio één gemeente is.
create table buren as
select gemeente_code as gemeente from gebieden
where gemeente_code in (select gemeente from regio)
    or (select count(*) from regio) = 1 and ggd_code in (select ggd_code from gebieden join regio on gemeente = gemeente_code);

-- Wat er over de regio, Nederland en de gemeenten van de regio bekend is.
create table genoemd as
select h.naam as gebied_naam, case when h.gebied = 'NL' then 'nl' else 'regio' end as wie, c.*
from cijfer c join hier h using (gebied) where c.waarde is not null
union all
select g.gemeente_naam, 'gemeente', c.*
from cijfer c join buren r on r.gemeente = c.gebied join gebieden g on g.gemeente_code = c.gebied where c.waarde is not null;

-- Het nieuwste jaar waarvan de regio een cijfer heeft.
create table nieuwste as
select indicator, leeftijd, max(jaar) as jaar, arg_max(soort, jaar) as soort from genoemd where wie = 'regio' group by all;

-- Regio en Nederland naast elkaar.
create table naast as
select r.indicator, r.leeftijd, r.jaar, r.soort, r.waarde as eigen, r.ondergrens as laag, r.bovengrens as hoog, n.waarde as nl, n.ondergrens as nl_laag, n.bovengrens as nl_hoog
from genoemd r left join genoemd n on n.wie = 'nl' and n.indicator = r.indicator and n.leeftijd = r.leeftijd and n.jaar = r.jaar
where r.wie = 'regio';

-- Hoe een zin een onderwerp zegt: werkwoord en de rest van het gezegde.
create table gezegd as
select code, unnest(string_split(gezegde, '|')) as zin from indicator where gezegde <> '';

create macro wijknaam(naam) as regexp_replace(naam, '^Wijk \d{1,3}[ :-]+', '');

-- Wijken van de regio met hun gemeente.
create table eigen_wijk as
select w.wijk, w.naam, wijknaam(w.naam) as kort, w.gemeente, g.gemeente_naam from wijk w join regio using (gemeente) join gebieden g on g.gemeente_code = w.gemeente;

create macro zonder_jaren(waar) as regexp_replace(waar, ' \(\d{4}(/\d{4})?\)', '', 'g');

-- Wat er per gebied over de doelgroepen te zeggen is, met de woorden van de zin.
create table gevonden as
with z as (
    select e.doelgroep, list(distinct e.zin || ' en ' || t.zin) as waren
    from (select doelgroep, unnest([zin, toen]) as zin from kenmerk where nr = 1) e
    join (select doelgroep, unnest([zin, toen]) as zin from kenmerk where nr = 2) t using (doelgroep) group by 1
)
select h.naam as gebied_naam, case when h.gebied = 'NL' then 'nl' else 'regio' end as wie, d.naam, d.wie as mensen, d.geteld, z.waren, o.*
from oordeel_gebied o join hier h using (gebied) join doelgroep d on d.code = o.doelgroep join z using (doelgroep);

create table eigen_cijfer as
select w.wijk, w.kort, w.gemeente, w.gemeente_naam, c.indicator, c.leeftijd, c.waarde, c.jaar from wijk_cijfer c join eigen_wijk w using (wijk);

create table eigen_inwoners as
select w.*, i.leeftijd, i.aantal from wijk_inwoners i join eigen_wijk w using (wijk);
