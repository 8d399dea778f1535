INSERT INTO cluster_state (name, wish, generation, updated_by, updated_at)
VALUES ('scheduler', 'RUNNING', 1, 'migration', UTC_TIMESTAMP(3));
