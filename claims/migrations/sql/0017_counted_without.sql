-- Statements that came through nobody, or speak of no party, are counted as the others are.
-- What a row counts under. A value without a record or word is what lacks one.
CREATE OR REPLACE FUNCTION shown_values(w claims_shown) RETURNS TABLE (facet text, ref bigint, word text)
LANGUAGE sql STABLE AS $$
    VALUES ('all', 0::bigint, ''),
        ('article', w.article_id, ''),
        ('speaker', coalesce(w.speaker_id, 0), ''),
        ('party', 0, coalesce(w.party_id, '')),
        ('outlet', coalesce(w.outlet_id, 0), ''),
        ('act', 0, w.act),
        ('quotation', 0, w.quotation),
        ('mode', 0, w.mode),
        ('review', 0, w.status),
        ('confidence', 0, CASE WHEN w.confidence >= 0.7 THEN 'likely' ELSE 'doubtful' END),
        ('month', 0, coalesce(to_char(w.published_on, 'YYYY-MM'), '')),
        ('party month', 0, coalesce(w.party_id, '') || ' '
            || coalesce(to_char(w.published_on, 'YYYY-MM'), '')),
        ('party act', 0, coalesce(w.party_id, '') || ' ' || w.act)
    UNION ALL SELECT DISTINCT 'source', via, ''
        FROM unnest(CASE w.sources WHEN '{}' THEN '{0}' ELSE w.sources END) AS via
    UNION ALL SELECT 'about', 0, party
        FROM unnest(CASE w.about WHEN '{}' THEN '{""}' ELSE w.about END) AS party
    UNION ALL SELECT 'party about', 0, coalesce(w.party_id, '') || ' ' || party
        FROM unnest(CASE w.about WHEN '{}' THEN '{""}' ELSE w.about END) AS party
    UNION ALL SELECT 'act about', 0, w.act || ' ' || party
        FROM unnest(CASE w.about WHEN '{}' THEN '{""}' ELSE w.about END) AS party
$$;


CREATE OR REPLACE VIEW claims_sourcecount AS
    SELECT ref AS speaker_id, sum(n)::int AS statements FROM claims_counted
    WHERE facet = 'source' AND ref > 0 GROUP BY ref HAVING sum(n) > 0;

-- And what has been counted so far.
INSERT INTO claims_counted (facet, ref, word, n, level)
    SELECT 'source', 0, '', count(*), 0 FROM claims_shown WHERE sources = '{}' HAVING count(*) > 0
    UNION ALL
    SELECT 'about', 0, '', count(*), 0 FROM claims_shown WHERE about = '{}' HAVING count(*) > 0;
