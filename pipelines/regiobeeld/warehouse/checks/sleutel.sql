-- fout: hetzelfde cijfer komt twee keer voor
WITH gemerkt AS (
    SELECT indicator_code, gebied_code, periode_start, leeftijd,
           hash(indicator_code, gebied_code, gebied_jaar, periode_start, periode_eind, geslacht, leeftijd, uitsplitsing) AS sleutel
    FROM waarneming_bron
), dubbel AS (SELECT sleutel FROM gemerkt GROUP BY sleutel HAVING count(*) > 1)
SELECT DISTINCT indicator_code || ' ' || gebied_code || ' ' || periode_start || ' ' || leeftijd AS voorbeeld, indicator_code, gebied_code
FROM gemerkt SEMI JOIN dubbel USING (sleutel)
