-- fout: een cijfer komt uit een tabel die niet in sources/*.toml staat
SELECT DISTINCT bron_code || '/' || tabel_code AS voorbeeld, NULL AS indicator_code, NULL AS gebied_code
FROM waarneming_bron ANTI JOIN bron USING (bron_code, tabel_code)
