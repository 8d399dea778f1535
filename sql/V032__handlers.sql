CREATE TABLE handlers (
  name           VARCHAR(200) NOT NULL COMMENT 'Name of the handler',
  description    TEXT NOT NULL COMMENT 'What it does, in a sentence; may be empty',
  params_schema  MEDIUMTEXT NULL COMMENT 'JSON Schema of its params; NULL: not told',
  updated_at     DATETIME(3) NOT NULL COMMENT 'When a node that has it last joined; UTC',
  PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'What handlers say of themselves; which nodes have them is in nodes';
