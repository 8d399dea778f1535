ALTER TABLE task_instances
  ADD COLUMN callback_url VARCHAR(1000) NULL COMMENT 'Webhook told of its end';
