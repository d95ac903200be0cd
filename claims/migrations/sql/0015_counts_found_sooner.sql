-- One row of level 2 a value at most, so that the most frequent values can be read off an index.
-- Only one at a time folds into it; the others leave it be, and still nobody waits.
CREATE OR REPLACE FUNCTION counted_fold(from_level int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF from_level = 1 AND NOT pg_try_advisory_xact_lock(7008, 0) THEN
        RETURN;
    END IF;
    WITH gone AS (
        DELETE FROM claims_counted WHERE id IN (
            SELECT id FROM claims_counted WHERE level = from_level
            AND level < 2 FOR UPDATE SKIP LOCKED)
        RETURNING facet, ref, word, n)
    INSERT INTO claims_counted AS old (facet, ref, word, n, level)
    SELECT facet, ref, word, sum(n), from_level + 1 FROM gone
    GROUP BY 1, 2, 3 HAVING sum(n) <> 0
    ON CONFLICT (facet, ref, word) WHERE level = 2 DO UPDATE SET n = old.n + excluded.n;
END $$;

CREATE OR REPLACE FUNCTION shown_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO claims_counted (facet, ref, word, n, level)
            SELECT v.facet, v.ref, v.word, count(*), 0 FROM new_rows w, shown_values(w) v
            GROUP BY 1, 2, 3;
        PERFORM shown_resample(ARRAY(SELECT statement_id FROM new_rows
            WHERE shown_is_sampled(statement_id)));
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO claims_counted (facet, ref, word, n, level)
            SELECT v.facet, v.ref, v.word, -count(*), 0 FROM old_rows w, shown_values(w) v
            GROUP BY 1, 2, 3;
        DELETE FROM claims_sampled WHERE statement_id IN (SELECT statement_id FROM old_rows);
    ELSE
        INSERT INTO claims_counted (facet, ref, word, n, level)
            SELECT facet, ref, word, sum(n), 0 FROM (
                SELECT v.*, 1 AS n FROM new_rows w, shown_values(w) v
                UNION ALL SELECT v.*, -1 FROM old_rows w, shown_values(w) v) AS change
            GROUP BY 1, 2, 3 HAVING sum(n) <> 0;
        PERFORM shown_resample(ARRAY(SELECT statement_id FROM new_rows
            WHERE shown_is_sampled(statement_id)));
    END IF;
    -- Now and then, so that the ledger stays short; whoever does it, the sums stay the same.
    IF random() < 0.01 THEN
        PERFORM counted_fold(0);
    END IF;
    IF random() < 0.0005 THEN
        PERFORM counted_fold(1);
    END IF;
    RETURN NULL;
END $$;
