UPDATE api_keys
SET role = CASE WHEN role = 'TENANT' THEN 'OWNER' ELSE role END, lineage_id = id;
