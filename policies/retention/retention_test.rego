package finops.packs.retention_test

import data.finops.packs.fixtures
import data.finops.packs.retention

test_logs_denies if {
	count(retention.deny_logs) > 0 with input as fixtures.resources([{"type": "aws_cloudwatch_log_group", "attributes": {}}])
		with data.config as {}
}

test_logs_denies_2 if {
	count(retention.deny_logs) > 0 with input as fixtures.resources([{"type": "aws_cloudwatch_log_group", "attributes": {"retention_in_days": 0}}])
		with data.config as {}
}

test_logs_denies_3 if {
	count(retention.deny_logs) > 0 with input as fixtures.resources([{"type": "aws_cloudwatch_log_group", "attributes": {"retention_in_days": 3653}}])
		with data.config as {}
}

test_logs_passes if {
	count(retention.deny_logs) == 0 with input as fixtures.resources([{"type": "aws_cloudwatch_log_group", "attributes": {"retention_in_days": 30}}, {"type": "aws_cloudwatch_log_group", "attributes": {}, "unknownAttributes": ["retention_in_days"]}])
		with data.config as {}
}

test_workspace_denies if {
	count(retention.deny_workspace) > 0 with input as fixtures.resources([{"type": "azurerm_log_analytics_workspace", "attributes": {"retention_in_days": 365}}])
		with data.config as {}
}

test_workspace_passes if {
	count(retention.deny_workspace) == 0 with input as fixtures.resources([{"type": "azurerm_log_analytics_workspace", "attributes": {"retention_in_days": 30}}])
		with data.config as {}
}

test_bucket_lifecycle_denies if {
	count(retention.deny_bucket_lifecycle) > 0 with input as fixtures.resources([{"type": "aws_s3_bucket", "attributes": {"bucket": "a"}}])
		with data.config as {}
}

test_bucket_lifecycle_denies_2 if {
	count(retention.deny_bucket_lifecycle) > 0 with input as fixtures.resources([{"type": "aws_s3_bucket", "attributes": {"bucket": "a"}}, {"type": "aws_s3_bucket_lifecycle_configuration", "attributes": {"bucket": "b"}}])
		with data.config as {}
}

test_bucket_lifecycle_denies_3 if {
	count(retention.deny_bucket_lifecycle) > 0 with input as fixtures.resources([{"type": "google_storage_bucket"}])
		with data.config as {}
}

test_bucket_lifecycle_passes if {
	count(retention.deny_bucket_lifecycle) == 0 with input as fixtures.resources([{"type": "aws_s3_bucket", "attributes": {"bucket": "a"}}, {"type": "aws_s3_bucket_lifecycle_configuration", "attributes": {"bucket": "a"}}])
		with data.config as {}
}

test_bucket_lifecycle_passes_2 if {
	count(retention.deny_bucket_lifecycle) == 0 with input as fixtures.resources([{"type": "aws_s3_bucket", "attributes": {"bucket": "a"}}, {"type": "aws_s3_bucket_lifecycle_configuration", "unknownAttributes": ["bucket"]}])
		with data.config as {}
}

test_bucket_lifecycle_passes_3 if {
	count(retention.deny_bucket_lifecycle) == 0 with input as fixtures.resources([{"type": "google_storage_bucket", "attributes": {"lifecycle_rule": [{}]}}, {"type": "google_storage_bucket", "unknownAttributes": ["lifecycle_rule.0"]}])
		with data.config as {}
}

test_noncurrent_versions_denies if {
	count(retention.deny_noncurrent_versions) > 0 with input as fixtures.resources([{"type": "aws_s3_bucket_versioning", "attributes": {"versioning_configuration": [{"status": "Enabled"}]}}])
		with data.config as {}
}

test_noncurrent_versions_passes if {
	count(retention.deny_noncurrent_versions) == 0 with input as fixtures.resources([{"type": "aws_s3_bucket_versioning", "attributes": {"versioning_configuration": [{"status": "Suspended"}]}}])
		with data.config as {}
}

test_noncurrent_versions_passes_2 if {
	count(retention.deny_noncurrent_versions) == 0 with input as fixtures.resources([{"type": "aws_s3_bucket_versioning", "attributes": {"versioning_configuration": [{"status": "Enabled"}]}}, {"type": "aws_s3_bucket_lifecycle_configuration", "attributes": {"rule": [{"noncurrent_version_expiration": [{"noncurrent_days": 30}]}]}}])
		with data.config as {}
}

test_database_growth_denies if {
	count(retention.deny_database_growth) > 0 with input as fixtures.resources([{"type": "aws_db_instance", "attributes": {"max_allocated_storage": 5000}}])
		with data.config as {}
}

test_database_growth_denies_2 if {
	count(retention.deny_database_growth) > 0 with input as fixtures.resources([{"type": "google_sql_database_instance", "attributes": {"settings": [{"tier": "db-f1-micro"}]}}])
		with data.config as {}
}

test_database_growth_passes if {
	count(retention.deny_database_growth) == 0 with input as fixtures.resources([{"type": "aws_db_instance", "attributes": {"max_allocated_storage": 500}}, {"type": "aws_db_instance"}, {"type": "google_sql_database_instance", "attributes": {"settings": [{"disk_autoresize_limit": 100}]}}])
		with data.config as {}
}

test_backups_denies if {
	count(retention.deny_backups) > 0 with input as fixtures.resources([{"type": "aws_db_instance", "attributes": {"backup_retention_period": 35}}])
		with data.config as {}
}

test_backups_passes if {
	count(retention.deny_backups) == 0 with input as fixtures.resources([{"type": "aws_db_instance", "attributes": {"backup_retention_period": 7}}])
		with data.config as {}
}

test_images_denies if {
	count(retention.deny_images) > 0 with input as fixtures.resources([{"type": "aws_ecr_repository"}])
		with data.config as {}
}

test_images_passes if {
	count(retention.deny_images) == 0 with input as fixtures.resources([{"type": "aws_ecr_repository"}, {"type": "aws_ecr_lifecycle_policy"}])
		with data.config as {}
}

# One of each type that has the attribute, as its provider nests it.
test_backups_denies_of_each_type if {
	count(retention.deny_backups) == 10 with input as fixtures.resources([
		{"address": "r0", "type": "aws_db_instance_automated_backups_replication", "attributes": {"retention_period": 35}},
		{"address": "r1", "type": "aws_docdbelastic_cluster", "attributes": {"backup_retention_period": 35}},
		{"address": "r2", "type": "aws_elasticache_serverless_cache", "attributes": {"snapshot_retention_limit": 35}},
		{"address": "r3", "type": "aws_memorydb_cluster", "attributes": {"snapshot_retention_limit": 35}},
		{"address": "r4", "type": "aws_fsx_windows_file_system", "attributes": {"automatic_backup_retention_days": 30}},
		{"address": "r5", "type": "aws_redshift_cluster", "attributes": {"automated_snapshot_retention_period": 35}},
		{"address": "r6", "type": "azurerm_mssql_database", "attributes": {"short_term_retention_policy": [{"retention_days": 35}]}},
		{"address": "r7", "type": "azurerm_mssql_managed_database", "attributes": {"short_term_retention_days": 35}},
		{"address": "r8", "type": "azurerm_mysql_server", "attributes": {"backup_retention_days": 35}},
		{"address": "r9", "type": "google_sql_database_instance", "attributes": {"settings": [{"backup_configuration": [{"backup_retention_settings": [{"retained_backups": 30}]}]}]}},
	])
		with data.config as {}
}

test_backups_passes_of_each_type if {
	count(retention.deny_backups) == 0 with input as fixtures.resources([
		{"address": "r0", "type": "aws_redshift_cluster", "attributes": {"automated_snapshot_retention_period": 1}},
		{"address": "r1", "type": "azurerm_mssql_database", "attributes": {}},
		{"address": "r2", "type": "google_sql_database_instance", "attributes": {"settings": [{}]}},
	])
		with data.config as {}
}

test_backups_denies_of_each_type if {
	count(retention.deny_backups) == 4 with input as fixtures.resources([
		{"address": "r0", "type": "aws_redshift_snapshot_copy", "attributes": {"retention_period": 30}},
		{"address": "r1", "type": "azurerm_oracle_autonomous_database", "attributes": {"backup_retention_period_in_days": 60}},
		{"address": "r2", "type": "google_alloydb_cluster", "attributes": {"continuous_backup_config": [{"recovery_window_days": 35}]}},
		{"address": "r3", "type": "google_oracle_database_autonomous_database", "attributes": {"properties": [{"backup_retention_period_days": 60}]}},
	])
		with data.config as {}
}
