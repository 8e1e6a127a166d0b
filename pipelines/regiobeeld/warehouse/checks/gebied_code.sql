-- fout: een gebiedscode heeft niet de vorm van een CBS-code
SELECT DISTINCT gebied_code AS voorbeeld, indicator_code, gebied_code
FROM waarneming_bron
WHERE NOT regexp_matches(gebied_code, '{gebied_patroon}')
