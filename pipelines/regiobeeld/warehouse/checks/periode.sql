-- fout: een periode eindigt voor zij begint
SELECT indicator_code || ' ' || gebied_code || ' ' || periode_start AS voorbeeld, indicator_code, gebied_code
FROM waarneming_bron
WHERE periode_eind < periode_start
