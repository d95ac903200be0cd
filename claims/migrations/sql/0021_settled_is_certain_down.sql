CREATE OR REPLACE FUNCTION shown_refresh(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(cardinality(ids), 0) = 0 THEN
        RETURN;
    END IF;
    -- Two writers of one article, or of one speaker's party, wait for one another here, so that
    -- the later one sees what the earlier one wrote. Recording and curation hold the first already.
    PERFORM FROM articles_article
        WHERE id IN (SELECT article_id FROM claims_statement WHERE id = ANY(ids))
        ORDER BY id FOR NO KEY UPDATE;
    PERFORM shown_hold_parties(ids);
    WITH now AS MATERIALIZED (
        SELECT s.id AS statement_id, a.id AS attribution_id, s.article_id, s.start,
            r.outlet_id, r.published_on, a.speaker_id, p.party_id,
            ARRAY(SELECT m.party_id FROM claims_about m
                  WHERE m.statement_id = s.id ORDER BY m.party_id) AS about,
            ARRAY(SELECT h.speaker_id FROM claims_source h
                  WHERE h.attribution_id = a.id ORDER BY h.position) AS sources,
            a.act, s.quotation, s.mode, a.status, a.confidence
        FROM claims_statement s
        JOIN articles_article r ON r.id = s.article_id
        JOIN claims_attribution a ON a.statement_id = s.id AND a.status <> 'rejected'
        LEFT JOIN claims_speaker p ON p.id = a.speaker_id
        WHERE s.id = ANY(ids) AND s.withdrawn_at IS NULL
            AND r.withdrawn_at IS NULL AND r.superseded_by_id IS NULL
    ), gone AS (
        DELETE FROM claims_shown
        WHERE statement_id = ANY(ids) AND statement_id NOT IN (SELECT statement_id FROM now)
    )
    INSERT INTO claims_shown AS old (statement_id, attribution_id, article_id, start,
        outlet_id, published_on, speaker_id, party_id, about, sources,
        act, quotation, mode, status, confidence)
    SELECT statement_id, attribution_id, article_id, start,
        outlet_id, published_on, speaker_id, party_id, about, sources,
        act, quotation, mode, status, confidence
    FROM now
    ON CONFLICT (statement_id) DO UPDATE SET
        attribution_id = excluded.attribution_id, article_id = excluded.article_id,
        start = excluded.start, outlet_id = excluded.outlet_id,
        published_on = excluded.published_on, speaker_id = excluded.speaker_id,
        party_id = excluded.party_id, about = excluded.about, sources = excluded.sources,
        act = excluded.act, quotation = excluded.quotation, mode = excluded.mode,
        status = excluded.status, confidence = excluded.confidence
    WHERE (old.*) IS DISTINCT FROM (excluded.*);
END $$;

UPDATE claims_shown AS w SET confidence = a.confidence FROM claims_attribution AS a
    WHERE a.id = w.attribution_id AND w.confidence <> a.confidence;
