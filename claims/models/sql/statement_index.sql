-- Keeps the statement index, its sample and the ledger of facet counts true
-- (docs/decisions/0004-counts.md). claims/listing/index_sql.py fills in the words between @ and
-- installs this after each migration in which it has changed.
--
-- Every trigger is one a statement, with the rows it touched, so that a bulk write costs one
-- refresh and not a million. The triggers name the columns they follow: other columns of any table
-- don't concern them. A migration that changes the type of a column that the view reads drops the
-- view first; it is made again afterwards.

-- The row of each statement that readers see. What a curator has settled is certain. Words that stand
-- in several copies of one text have one row, which names all the articles and outlets that have them.
DROP VIEW IF EXISTS claims_public_statement;
CREATE VIEW claims_public_statement AS
    SELECT s.id AS statement_id, a.id AS attribution_id, s.article_id, s.start,
        r.outlet_id,
        ARRAY(SELECT DISTINCT one FROM unnest(r.outlet_id || c.outlets) AS one
              WHERE one IS NOT NULL ORDER BY one) AS outlets,
        s.article_id || c.articles AS articles,
        r.published_on, a.speaker_id, p.party_id,
        ARRAY(SELECT m.party_id FROM claims_about m
              WHERE m.statement_id = s.id ORDER BY m.party_id) AS about,
        ARRAY(SELECT h.speaker_id FROM claims_source h
              WHERE h.attribution_id = a.id ORDER BY h.position) AS sources,
        a.act, s.quotation, s.mode, a.status,
        CASE a.status WHEN 'unreviewed' THEN a.confidence ELSE 1 END AS confidence
    FROM claims_statement s
    JOIN articles_article r ON r.id = s.article_id
    JOIN claims_attribution a ON a.statement_id = s.id AND a.status <> 'rejected'
    LEFT JOIN claims_speaker p ON p.id = a.speaker_id
    LEFT JOIN LATERAL (
        SELECT coalesce(array_agg(q.outlet_id), '{}') AS outlets,
            coalesce(array_agg(q.id ORDER BY q.id), '{}') AS articles
        FROM claims_statement t JOIN articles_article q ON q.id = t.article_id
        WHERE t.lead_id = s.id AND t.withdrawn_at IS NULL
            AND q.withdrawn_at IS NULL AND q.superseded_by_id IS NULL) AS c ON true
    WHERE s.lead_id IS NULL AND s.withdrawn_at IS NULL AND r.withdrawn_at IS NULL AND r.superseded_by_id IS NULL;

-- Brings the rows of these statements up to date, whatever happened to them.
CREATE OR REPLACE FUNCTION shown_refresh(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(cardinality(ids), 0) = 0 THEN
        RETURN;
    END IF;
    -- What befalls an appearance is told by the row of the statement that stands for it.
    ids := ids || ARRAY(SELECT lead_id FROM claims_statement
        WHERE id = ANY(ids) AND lead_id IS NOT NULL);
    -- Two writers of one article, or of one speaker's party, wait for one another here, so that
    -- the later one sees what the earlier one wrote. Recording and curation hold the first already.
    PERFORM FROM articles_article
        WHERE id IN (SELECT article_id FROM claims_statement WHERE id = ANY(ids))
        ORDER BY id FOR NO KEY UPDATE;
    PERFORM shown_hold_parties(ids);
    WITH now AS MATERIALIZED (
        SELECT * FROM claims_public_statement WHERE statement_id = ANY(ids)
    ), gone AS (
        DELETE FROM claims_shown
        WHERE statement_id = ANY(ids) AND statement_id NOT IN (SELECT statement_id FROM now)
    )
    INSERT INTO claims_shown AS old (@columns@)
    SELECT @columns@ FROM now
    ON CONFLICT (statement_id) DO UPDATE SET (@columns@) = ROW(@new_columns@)
    WHERE (old.*) IS DISTINCT FROM (excluded.*);
END $$;

-- Shared locks on the speakers of these statements; whoever changes a party takes them alone.
CREATE OR REPLACE FUNCTION shown_hold_parties(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    speakers bigint[] := ARRAY(
        SELECT DISTINCT speaker_id FROM claims_attribution
        WHERE statement_id = ANY(ids) AND speaker_id IS NOT NULL ORDER BY speaker_id);
BEGIN
    IF cardinality(speakers) > 1000 THEN  -- the server has room for some thousand such locks
        LOCK TABLE claims_speaker IN SHARE MODE;
    ELSE
        PERFORM pg_advisory_xact_lock_shared(@party_lock@, hashint8(one)) FROM unnest(speakers) AS one;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION shown_is_sampled(id bigint) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT hashint8(id) & 1048575 < @sampled_hashes@ $$;  -- spread evenly

-- The words' index of these statements, for those that are sampled.
CREATE OR REPLACE FUNCTION shown_resample(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    DELETE FROM claims_sampled WHERE statement_id = ANY(ids);
    INSERT INTO claims_sampled (@sample_columns@, search)
    SELECT @row_sample_columns@, s.search
    FROM claims_shown w JOIN claims_statement s ON s.id = w.statement_id
    WHERE w.statement_id = ANY(ids) AND shown_is_sampled(w.statement_id)
    ON CONFLICT (statement_id) DO NOTHING;
$$;

-- What a row counts under. A value without a record or word is what lacks one.
CREATE OR REPLACE FUNCTION shown_values(w claims_shown)
RETURNS TABLE (facet text, ref bigint, word text) LANGUAGE sql STABLE AS $$
    @ledger_values@
$$;

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
    RETURN NULL;
END $$;

-- One row of level 2 a value at most, so that the most frequent values can be read off an index.
-- Only one at a time folds into it; the others leave it be, and still nobody waits.
CREATE OR REPLACE FUNCTION counted_fold(from_level int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF from_level = 1 AND NOT pg_try_advisory_xact_lock(@folding_lock@, 0) THEN
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

-- Everything anew: after a bulk load without triggers, and when a facet is new or changes.
CREATE OR REPLACE FUNCTION shown_rebuild() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE claims_shown, claims_sampled, claims_counted;
    INSERT INTO claims_shown (@columns@) SELECT @columns@ FROM claims_public_statement;
    PERFORM counted_fold(0), counted_fold(1);
END $$;

-- What may change a row, table by table.

CREATE OR REPLACE FUNCTION shown_after_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM claims_shown WHERE statement_id IN (SELECT id FROM old_rows);
        PERFORM shown_refresh(ARRAY(SELECT lead_id FROM old_rows WHERE lead_id IS NOT NULL));
        RETURN NULL;
    END IF;
    PERFORM shown_refresh(array_remove(ARRAY(
        SELECT unnest(ARRAY[n.id, o.lead_id]) FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE (n.article_id, n.start, n.quotation, n.mode, n.withdrawn_at, n.lead_id)
            IS DISTINCT FROM
            (o.article_id, o.start, o.quotation, o.mode, o.withdrawn_at, o.lead_id)), NULL));
    PERFORM shown_resample(ARRAY(
        SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE shown_is_sampled(n.id) AND n.words IS DISTINCT FROM o.words));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION shown_after_attribution() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM shown_refresh(ARRAY(SELECT DISTINCT statement_id FROM new_rows));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM shown_refresh(ARRAY(SELECT DISTINCT statement_id FROM old_rows));
    ELSE
        PERFORM shown_refresh(ARRAY(
            SELECT unnest(ARRAY[n.statement_id, o.statement_id])
            FROM new_rows n JOIN old_rows o ON o.id = n.id
            WHERE (n.statement_id, n.speaker_id, n.act, n.status, n.confidence)
                IS DISTINCT FROM (o.statement_id, o.speaker_id, o.act, o.status, o.confidence)));
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION shown_after_source() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    attributions bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        attributions := ARRAY(SELECT attribution_id FROM new_rows);
    ELSIF TG_OP = 'DELETE' THEN
        attributions := ARRAY(SELECT attribution_id FROM old_rows);
    ELSE
        attributions := ARRAY(SELECT attribution_id FROM new_rows
            UNION SELECT attribution_id FROM old_rows);
    END IF;
    PERFORM shown_refresh(ARRAY(
        SELECT DISTINCT statement_id FROM claims_attribution
        WHERE id = ANY(attributions) AND status <> 'rejected'));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION shown_after_about() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM shown_refresh(ARRAY(SELECT DISTINCT statement_id FROM new_rows));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM shown_refresh(ARRAY(SELECT DISTINCT statement_id FROM old_rows));
    ELSE
        PERFORM shown_refresh(ARRAY(
            SELECT statement_id FROM new_rows UNION SELECT statement_id FROM old_rows));
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION shown_after_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM shown_refresh(ARRAY(
        SELECT s.id FROM claims_statement s
        JOIN new_rows n ON n.id = s.article_id JOIN old_rows o ON o.id = n.id
        WHERE (n.outlet_id, n.published_on, n.withdrawn_at, n.superseded_by_id)
            IS DISTINCT FROM (o.outlet_id, o.published_on, o.withdrawn_at, o.superseded_by_id)));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION shown_after_speaker() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    speakers bigint[] := ARRAY(
        SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE n.party_id IS DISTINCT FROM o.party_id ORDER BY n.id);
BEGIN
    IF cardinality(speakers) = 0 THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(@party_lock@, hashint8(one)) FROM unnest(speakers) AS one;
    PERFORM shown_refresh(ARRAY(
        SELECT statement_id FROM claims_attribution
        WHERE speaker_id = ANY(speakers) AND status <> 'rejected'));
    RETURN NULL;
END $$;

DO $$
DECLARE
    source record;
BEGIN
    FOR source IN SELECT * FROM (VALUES
        ('claims_statement', 'shown_after_statement', 'UPDATE'),
        ('claims_statement', 'shown_after_statement', 'DELETE'),
        ('claims_attribution', 'shown_after_attribution', 'INSERT'),
        ('claims_attribution', 'shown_after_attribution', 'UPDATE'),
        ('claims_attribution', 'shown_after_attribution', 'DELETE'),
        ('claims_source', 'shown_after_source', 'INSERT'),
        ('claims_source', 'shown_after_source', 'UPDATE'),
        ('claims_source', 'shown_after_source', 'DELETE'),
        ('claims_about', 'shown_after_about', 'INSERT'),
        ('claims_about', 'shown_after_about', 'UPDATE'),
        ('claims_about', 'shown_after_about', 'DELETE'),
        ('articles_article', 'shown_after_article', 'UPDATE'),
        ('claims_speaker', 'shown_after_speaker', 'UPDATE'),
        ('claims_shown', 'shown_changed', 'INSERT'),
        ('claims_shown', 'shown_changed', 'UPDATE'),
        ('claims_shown', 'shown_changed', 'DELETE')
    ) AS t (relation, function, event) LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON %I %s FOR EACH STATEMENT EXECUTE FUNCTION %I()',
            source.function || '_' || lower(source.event), source.event, source.relation,
            CASE source.event
                WHEN 'INSERT' THEN 'REFERENCING NEW TABLE AS new_rows'
                WHEN 'DELETE' THEN 'REFERENCING OLD TABLE AS old_rows'
                ELSE 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows' END,
            source.function);
    END LOOP;
END $$;

-- What pages count unless doubtful statements are asked for: likely and settled ones.
CREATE OR REPLACE VIEW claims_speakercount AS
    SELECT ref AS speaker_id, sum(n)::int AS statements FROM claims_counted
    WHERE facet = '@likely_mark@speaker' AND ref > 0 GROUP BY ref HAVING sum(n) > 0;
CREATE OR REPLACE VIEW claims_sourcecount AS
    SELECT ref AS speaker_id, sum(n)::int AS statements FROM claims_counted
    WHERE facet = '@likely_mark@source' AND ref > 0 GROUP BY ref HAVING sum(n) > 0;
CREATE OR REPLACE VIEW claims_articlecount AS
    SELECT ref AS article_id, sum(n)::int AS statements FROM claims_counted
    WHERE facet = '@likely_mark@article' GROUP BY ref HAVING sum(n) > 0;
