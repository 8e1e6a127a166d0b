-- fout: een cijfer ligt buiten het bereik dat de indicator toelaat
SELECT indicator_code || ' ' || gebied_code || ' = ' || waarde AS voorbeeld, indicator_code, gebied_code
FROM waarneming_bron JOIN indicator USING (indicator_code)
WHERE waarde NOT BETWEEN bereik_laag AND bereik_hoog
