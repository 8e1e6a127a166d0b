-- fout: een cijfer is geen eindig getal
SELECT indicator_code || ' ' || gebied_code || ' ' || periode_start AS voorbeeld, indicator_code, gebied_code
FROM waarneming_bron
WHERE NOT isfinite(coalesce(waarde, 0)) OR NOT isfinite(coalesce(ondergrens, 0)) OR NOT isfinite(coalesce(bovengrens, 0))
   OR NOT isfinite(coalesce(teller, 0)) OR NOT isfinite(coalesce(noemer, 0))
