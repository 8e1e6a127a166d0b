-- fout: een cijfer is leeg zonder reden, of heeft een reden terwijl het er is
SELECT indicator_code || ' ' || gebied_code || ' ' || periode_start AS voorbeeld, indicator_code, gebied_code
FROM waarneming_bron
WHERE (waarde IS NULL) <> (ontbreekt IS NOT NULL)
