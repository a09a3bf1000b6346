# METADATA
# title: Retention
# description: Data that nobody ever deletes grows without bound.
package finops.packs.retention

import data.finops.packs.lib

# METADATA
# title: Logs are kept for ever
# description: A CloudWatch log group without retention, or with more than `maxLogDays` (400) days of it.
# custom:
#   id: retention/logs
#   severity: medium
#   fix: Set retention_in_days.
deny_logs contains finding if {
	some resource in lib.judged_of({"aws_cloudwatch_log_group"})
	not lib.unknown(resource, "retention_in_days")
	days := object.get(resource.attributes, "retention_in_days", 0)
	kept_too_long(days)
	finding := lib.of_resource(resource, $"{resource.address} keeps its logs {days_text(days)}.")
}

kept_too_long(days) if days in {null, 0}

kept_too_long(days) if {
	is_number(days)
	days > lib.setting("retention", "maxLogDays", 400)
}

days_text(days) := "for ever" if days in {null, 0}

days_text(days) := $"{days} days" if {
	is_number(days)
	days > 0
}

# METADATA
# title: A workspace keeps logs for long
# description: An Azure Log Analytics workspace keeps data more than `maxWorkspaceDays` (90) days, beyond what is free.
# custom:
#   id: retention/workspace
#   severity: low
#   fix: Lower retention_in_days, or archive what must be kept.
deny_workspace contains finding if {
	limit := lib.setting("retention", "maxWorkspaceDays", 90)
	some resource in lib.judged_of({"azurerm_log_analytics_workspace"})
	is_number(resource.attributes.retention_in_days)
	resource.attributes.retention_in_days > limit
	finding := lib.of_resource(resource, $"{resource.address} keeps its data {resource.attributes.retention_in_days} days, more than {limit}.")
}

# METADATA
# title: A bucket without a lifecycle
# description: |
#   An S3 bucket that no lifecycle configuration of the same module names, or a Google bucket without a lifecycle rule.
# custom:
#   id: retention/bucket-lifecycle
#   severity: low
#   fix: Add a lifecycle that expires or moves objects.
deny_bucket_lifecycle contains finding if {
	some resource in lib.judged_of({"aws_s3_bucket", "google_storage_bucket"})
	count(object.get(resource.attributes, "lifecycle_rule", [])) == 0
	not has_lifecycle(resource)
	finding := lib.of_resource(resource, $"{resource.address} has no lifecycle: what is stored is never deleted.")
}

has_lifecycle(resource) if lib.unknown(resource, "lifecycle_rule")

has_lifecycle(bucket) if [bucket.module, bucket.attributes.bucket] in lifecycle_buckets

# The name of a bucket is often known only at apply; then any lifecycle of the module may be the bucket's.
has_lifecycle(bucket) if bucket.module in lifecycle_modules

lifecycles := lib.planned_of({"aws_s3_bucket_lifecycle_configuration"})

lifecycle_buckets := {[resource.module, resource.attributes.bucket] | some resource in lifecycles}

lifecycle_modules := {resource.module | some resource in lifecycles; lib.unknown(resource, "bucket")}

# METADATA
# title: Old versions are kept for ever
# description: An S3 bucket lifecycle that has no rule for noncurrent versions, beside a bucket with versioning on.
# custom:
#   id: retention/noncurrent-versions
#   severity: low
#   fix: Add noncurrent_version_expiration.
deny_noncurrent_versions contains finding if {
	some resource in lib.judged_of({"aws_s3_bucket_versioning"})
	some configuration in lib.blocks(resource, "versioning_configuration")
	configuration.status == "Enabled"
	not resource.module in expiring_modules
	finding := lib.of_resource(resource, $"{resource.address} keeps every old version of every object.")
}

expiring_modules := {resource.module |
	some resource in lib.all_of({"aws_s3_bucket_lifecycle_configuration"})
	some rule in lib.blocks(resource, "rule")
	count(object.get(rule, "noncurrent_version_expiration", [])) > 0
}

# METADATA
# title: Database storage grows without a limit
# description: A database grows by itself, and its maximum is above `maxDatabaseGiB` (1000).
# custom:
#   id: retention/database-growth
#   severity: medium
#   fix: Lower max_allocated_storage or disk_autoresize_limit.
deny_database_growth contains finding if {
	limit := lib.setting("retention", "maxDatabaseGiB", 1000)
	some resource in lib.judged_of({"aws_db_instance", "google_sql_database_instance"})
	maximum := growth_limit(resource)
	over(maximum, limit)
	finding := lib.of_resource(resource, $"{resource.address} may grow to {growth_text(maximum)} of storage by itself.")
}

growth_limit(resource) := resource.attributes.max_allocated_storage if {
	resource.type == "aws_db_instance"
	is_number(resource.attributes.max_allocated_storage)
	resource.attributes.max_allocated_storage > 0
}

growth_limit(resource) := object.get(settings, "disk_autoresize_limit", 0) if {
	resource.type == "google_sql_database_instance"
	some settings in lib.blocks(resource, "settings")
	object.get(settings, "disk_autoresize", true) == true
}

over(maximum, limit) if maximum > limit

over(maximum, _) if maximum in {null, 0}

growth_text(maximum) := "any amount" if maximum in {null, 0}

growth_text(maximum) := $"{maximum} GiB" if maximum > 0

# METADATA
# title: Backups are kept for long
# description: Automatic backups of a database or file system are kept more than `maxBackupDays` (14) days.
# related_resources:
# - https://github.com/hashicorp/terraform-provider-aws/tree/v6.25.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-azurerm/tree/v4.55.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-google/tree/v6.50.0/website/docs/r
# custom:
#   id: retention/backups
#   severity: low
#   fix: Lower the retention of backups.
deny_backups contains finding if {
	limit := lib.setting("retention", "maxBackupDays", 14)
	some resource in lib.judged_of({
		"aws_db_instance",
		"aws_db_instance_automated_backups_replication",
		"aws_docdb_cluster",
		"aws_docdbelastic_cluster",
		"aws_elasticache_cluster",
		"aws_elasticache_replication_group",
		"aws_elasticache_serverless_cache",
		"aws_fsx_lustre_file_system",
		"aws_fsx_ontap_file_system",
		"aws_fsx_openzfs_file_system",
		"aws_fsx_windows_file_system",
		"aws_memorydb_cluster",
		"aws_neptune_cluster",
		"aws_rds_cluster",
		"aws_redshift_cluster",
		"aws_redshift_snapshot_copy",
		"azurerm_mariadb_server",
		"azurerm_mssql_database",
		"azurerm_mssql_managed_database",
		"azurerm_mysql_flexible_server",
		"azurerm_mysql_server",
		"azurerm_oracle_autonomous_database",
		"azurerm_postgresql_flexible_server",
		"azurerm_postgresql_server",
		"google_alloydb_cluster",
		"google_oracle_database_autonomous_database",
		"google_sql_database_instance",
	})
	days := backup_days(resource)[_]
	is_number(days)
	days > limit
	finding := lib.of_resource(resource, $"{resource.address} keeps backups {days} days, more than {limit}.")
}

backup_days(resource) := {resource.attributes[name] |
	some name in {
		"automated_snapshot_retention_period",
		"automatic_backup_retention_days",
		"backup_retention_days",
		"backup_retention_period",
		"backup_retention_period_in_days",
		"short_term_retention_days",
		"snapshot_retention_limit",
	}
} if {
	not resource.type in {
		"aws_db_instance_automated_backups_replication",
		"aws_redshift_snapshot_copy",
		"azurerm_mssql_database",
		"google_alloydb_cluster",
		"google_oracle_database_autonomous_database",
		"google_sql_database_instance",
	}
}

backup_days(resource) := {resource.attributes.retention_period} if {
	resource.type in {"aws_db_instance_automated_backups_replication", "aws_redshift_snapshot_copy"}
}

backup_days(resource) := {block.recovery_window_days | some block in lib.blocks(resource, "continuous_backup_config")} if {
	resource.type == "google_alloydb_cluster"
}

backup_days(resource) := {block.backup_retention_period_days | some block in lib.blocks(resource, "properties")} if {
	resource.type == "google_oracle_database_autonomous_database"
}

backup_days(resource) := {policy.retention_days | some policy in lib.blocks(resource, "short_term_retention_policy")} if {
	resource.type == "azurerm_mssql_database"
}

# Cloud SQL counts its backups, of which it makes one a day.
backup_days(resource) := {value |
	some settings in lib.blocks(resource, "settings")
	walk(object.get(settings, "backup_configuration", []), [path, value])
	path[count(path) - 1] == "retained_backups"
} if {
	resource.type == "google_sql_database_instance"
}

# METADATA
# title: Images are kept for ever
# description: An ECR repository in a module that has no lifecycle policy for repositories.
# custom:
#   id: retention/images
#   severity: low
#   fix: Add an aws_ecr_lifecycle_policy.
deny_images contains finding if {
	some resource in lib.judged_of({"aws_ecr_repository"})
	not resource.module in image_policy_modules
	finding := lib.of_resource(resource, $"{resource.address} has no lifecycle policy: images are never deleted.")
}

image_policy_modules := {resource.module | some resource in lib.planned_of({"aws_ecr_lifecycle_policy"})}
