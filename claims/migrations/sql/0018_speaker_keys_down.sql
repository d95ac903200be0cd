DROP TRIGGER speaker_keys_insert ON claims_speaker;
DROP TRIGGER speaker_keys_update ON claims_speaker;
DROP TRIGGER speaker_keys_delete ON claims_speaker;
DROP FUNCTION speaker_keys_changed();
