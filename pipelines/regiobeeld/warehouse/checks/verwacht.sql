-- let_op: een cijfer valt buiten wat aannemelijk is; kijk of het klopt voor u het gebruikt
SELECT gebied_code || ', ' || year(periode_start) || ', ' || waarneming_bron.leeftijd || ': ' || replace(CAST(round(waarde, decimalen) AS VARCHAR), '.', ',') || ' ' || eenheid AS voorbeeld,
       indicator_code, gebied_code
FROM waarneming_bron JOIN indicator USING (indicator_code)
WHERE waarde NOT BETWEEN verwacht_laag AND verwacht_hoog AND left(gebied_code, 2) NOT IN ('WK', 'BU')
