ALTER TABLE nodes
  ADD COLUMN wish ENUM ('WORK', 'DRAIN') NOT NULL DEFAULT 'WORK' COMMENT 'What people want its executor to do; it obeys within two seconds' AFTER state;
