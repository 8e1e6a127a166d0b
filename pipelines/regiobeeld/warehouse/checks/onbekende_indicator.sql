-- fout: een cijfer hoort bij een indicator die niet in sources/*.toml staat
SELECT DISTINCT indicator_code AS voorbeeld, indicator_code, NULL AS gebied_code
FROM waarneming_bron ANTI JOIN indicator USING (indicator_code)
