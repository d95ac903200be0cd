-- Keeps claims_speakerkey true: the keys of every named, unmerged speaker, one row a key.

CREATE FUNCTION speaker_keys_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM claims_speakerkey WHERE speaker_id IN (SELECT id FROM old_rows);
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM claims_speakerkey WHERE speaker_id IN (
            SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
            WHERE (n.match_keys, n.merged_into_id, n.article_id)
                IS DISTINCT FROM (o.match_keys, o.merged_into_id, o.article_id));
        INSERT INTO claims_speakerkey (key, speaker_id)
            SELECT DISTINCT unnest(n.match_keys), n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
            WHERE n.merged_into_id IS NULL AND n.article_id IS NULL
                AND (n.match_keys, n.merged_into_id, n.article_id)
                IS DISTINCT FROM (o.match_keys, o.merged_into_id, o.article_id)
            ON CONFLICT DO NOTHING;
        RETURN NULL;
    END IF;
    INSERT INTO claims_speakerkey (key, speaker_id)
        SELECT DISTINCT unnest(match_keys), id FROM new_rows
        WHERE merged_into_id IS NULL AND article_id IS NULL
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER speaker_keys_insert AFTER INSERT ON claims_speaker
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION speaker_keys_changed();
CREATE TRIGGER speaker_keys_update AFTER UPDATE ON claims_speaker
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION speaker_keys_changed();
CREATE TRIGGER speaker_keys_delete AFTER DELETE ON claims_speaker
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION speaker_keys_changed();
