INSERT INTO duties (name, last_run_at)
VALUES ('scaling', '2000-01-01 00:00:00.000'), ('log-partitions', '2000-01-01 00:00:00.000');
