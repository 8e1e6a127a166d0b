-- fout: een cijfer ligt buiten zijn eigen interval
SELECT indicator_code || ' ' || gebied_code || ' = ' || waarde || ' (' || ondergrens || '-' || bovengrens || ')' AS voorbeeld,
       indicator_code, gebied_code
FROM waarneming_bron
WHERE waarde < ondergrens OR waarde > bovengrens
