-- Keeps what the clock said beside the time that orders the log.

-- What the clock said when the change was recorded, where that is not `at`: the clock was behind the log. Null where it is
-- `at`, as in nearly every row, so that no existing row has to be rewritten.
ALTER TABLE change ADD COLUMN recorded_at INTEGER;
