-- Wat de regels van sources/controle/zinnen gebruiken om woorden van het regiobeeld te lezen.
create macro getal(tekst) as cast(replace(replace(replace(replace(tekst, '.', ''), ',', '.'), '−', '-'), '+', '') as double);
create macro code(tekst) as replace(tekst, '-', '_');
create macro leeftijd(tekst) as case
    when tekst like '%18plus' or tekst like 'volwassenen' or tekst like '18 jaar en ouder' then '18+'
    when tekst like '%65plus' or tekst in ('65-plussers', '65 jaar en ouder', '65 jaar of ouder', '65-plus') then '65+'
    when tekst in ('18 tot 65 jaar', '18-64', 'volwassenen tot 65 jaar') then '18-64'
    when tekst in ('19 jaar en ouder') then '19+'
    when tekst in ('19 tot 65 jaar') then '19-64'
    when tekst like 'jongvolwassenen%' or tekst in ('16 tot en met 25 jaar') then '16-25'
    when tekst = 'alle' then 'totaal'
    else tekst end;
create macro zonder_soort(code) as regexp_replace(code, '_(enquete|reeks|landelijk)$', '');
create macro gebied_van(tekst) as table select gebied from naam where naam = regexp_replace(tekst, '^de ', '');

-- Hoe een titel of kolom een onderwerp noemt, naast de naam in de declaratie.
create table onderwerp as
select code, naam from indicator
union all select i.code, o.naam from indicator i join (values
    ('alcoholrichtlijn', 'weinig of geen alcohol'), ('angst_depressie_hoog', 'hoog risico op angst of depressie'),
    ('beperking_bewegen', 'moeite met bewegen'), ('beperking_horen', 'moeite met horen'), ('beperking_zien', 'moeite met zien'),
    ('beweegrichtlijn', 'voldoende bewegen'), ('eenzaam', 'eenzaamheid'), ('emotioneel_eenzaam', 'emotionele eenzaamheid'),
    ('ernstig_eenzaam', 'ernstige eenzaamheid'), ('ervaren_gezondheid', 'goede ervaren gezondheid'), ('jv_eenzaam', 'eenzaamheid'),
    ('jv_mentale_gezondheid', 'goede mentale gezondheid'), ('jv_roken_of_vapen', 'roken of vapen'), ('jv_stress', 'vaak gestrest'),
    ('langdurige_aandoening', 'langdurige aandoeningen'), ('lichamelijke_beperking', 'lichamelijke beperkingen'),
    ('leeftijdsaandeel', 'aandeel van een leeftijdsgroep'), ('mantelzorger', 'mantelzorg geven'), ('mantelzorgontvanger', 'mantelzorg krijgen'),
    ('overmatig_drinken', 'overmatig drinken'), ('roken', 'roken'), ('sociaal_eenzaam', 'sociale eenzaamheid'),
    ('vrijwilligerswerk', 'vrijwilligerswerk'), ('wekelijks_sporten', 'wekelijks sporten'), ('zwaar_drinken', 'zwaar drinken')
) as o (code, naam) on o.code = zonder_soort(i.code);

create macro soort_van(tekst) as case
    when tekst is null then null when lower(tekst) like '%schatting%' or lower(tekst) like '%rekenmodel%' then 'modelschatting'
    when lower(tekst) like '%enqu%' then 'enquete' when lower(tekst) like '%telling%' then 'telling' end;

-- Cijfers met de naam van hun gebied en hun onderwerp.
create table genoemd as
select n.naam as gebied_naam, c.*, i.naam as indicator_naam, i.gezegde, i.eenheid, i.richting
from cijfer c join naam n using (gebied) join indicator i on i.code = c.indicator
where n.naam = 'Nederland' or n.naam = getvariable('regio_naam') or c.gebied in (select gemeente from regio);

create macro laatste(wat, wie) as (select max(jaar) from cijfer where indicator = wat and cijfer.leeftijd = wie and waarde is not null
    and gebied = (select gebied from naam where naam = getvariable('regio_naam')));
