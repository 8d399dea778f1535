INSERT INTO duties (name, last_run_at)
VALUES ('invariant-audit', '2000-01-01 00:00:00.000');
