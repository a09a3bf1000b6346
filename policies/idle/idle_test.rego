package finops.packs.idle_test

import data.finops.packs.fixtures
import data.finops.packs.idle

test_multi_az_denies if {
	count(idle.deny_multi_az) > 0 with input as fixtures.dev([{"type": "aws_db_instance", "attributes": {"multi_az": true}}])
		with data.config as {}
}

test_multi_az_denies_2 if {
	count(idle.deny_multi_az) > 0 with input as fixtures.dev([{"type": "aws_elasticache_replication_group", "attributes": {"multi_az_enabled": true}}])
		with data.config as {}
}

test_multi_az_denies_3 if {
	count(idle.deny_multi_az) > 0 with input as fixtures.dev([{"type": "google_sql_database_instance", "attributes": {"settings": [{"availability_type": "REGIONAL"}]}}])
		with data.config as {}
}

test_multi_az_denies_4 if {
	count(idle.deny_multi_az) > 0 with input as fixtures.dev([{"type": "azurerm_postgresql_flexible_server", "attributes": {"high_availability": [{"mode": "ZoneRedundant"}]}}])
		with data.config as {}
}

test_multi_az_passes if {
	count(idle.deny_multi_az) == 0 with input as fixtures.dev([{"type": "aws_db_instance", "attributes": {"multi_az": false}}])
		with data.config as {}
}

test_multi_az_passes_2 if {
	count(idle.deny_multi_az) == 0 with input as fixtures.resources([{"type": "aws_db_instance", "attributes": {"multi_az": true}}])
		with data.config as {}
}

test_no_schedule_denies if {
	count(idle.deny_no_schedule) > 0 with input as fixtures.dev([{}])
		with data.config as {}
}

test_no_schedule_passes if {
	count(idle.deny_no_schedule) == 0 with input as fixtures.dev([{"tags": {"schedule": "office"}}, {"unknownTags": ["*"]}, {"unknownTags": ["schedule"]}])
		with data.config as {}
}

test_no_schedule_passes_2 if {
	count(idle.deny_no_schedule) == 0 with input as fixtures.resources([{}])
		with data.config as {}
}

test_machine_learning_denies if {
	count(idle.deny_machine_learning) > 0 with input as fixtures.resources([{"type": "aws_sagemaker_endpoint"}])
		with data.config as {}
}

test_machine_learning_passes if {
	count(idle.deny_machine_learning) == 0 with input as fixtures.resources([{"type": "aws_sagemaker_endpoint", "tags": {"owner": "ana"}}])
		with data.config as {}
}

test_analytics_denies if {
	count(idle.deny_analytics) > 0 with input as fixtures.resources([{"type": "aws_emr_cluster"}])
		with data.config as {}
}

test_analytics_denies_2 if {
	count(idle.deny_analytics) > 0 with input as fixtures.resources([{"type": "azurerm_synapse_spark_pool"}])
		with data.config as {}
}

test_analytics_denies_3 if {
	count(idle.deny_analytics) > 0 with input as fixtures.resources([{"type": "databricks_cluster", "attributes": {"autotermination_minutes": 0}}])
		with data.config as {}
}

test_analytics_denies_4 if {
	count(idle.deny_analytics) > 0 with input as fixtures.resources([{"type": "google_dataproc_cluster"}])
		with data.config as {}
}

test_analytics_passes if {
	count(idle.deny_analytics) == 0 with input as fixtures.resources([{"type": "aws_emr_cluster", "attributes": {"keep_job_flow_alive_when_no_steps": false}}, {"type": "google_dataproc_cluster", "attributes": {"cluster_config": [{"lifecycle_config": [{"idle_delete_ttl": "600s"}]}]}}])
		with data.config as {}
}

test_provisioned_denies if {
	count(idle.deny_provisioned) > 0 with input as fixtures.resources([{"type": "aws_lambda_provisioned_concurrency_config"}])
		with data.config as {}
}

test_provisioned_denies_2 if {
	count(idle.deny_provisioned) > 0 with input as fixtures.resources([{"type": "aws_dynamodb_table", "attributes": {"billing_mode": "PROVISIONED", "read_capacity": 400, "write_capacity": 400}}])
		with data.config as {}
}

test_provisioned_passes if {
	count(idle.deny_provisioned) == 0 with input as fixtures.resources([{"type": "aws_dynamodb_table", "attributes": {"billing_mode": "PAY_PER_REQUEST", "read_capacity": 400, "write_capacity": 400}}])
		with data.config as {}
}

test_provisioned_passes_2 if {
	count(idle.deny_provisioned) == 0 with input as fixtures.resources([{"type": "aws_dynamodb_table", "attributes": {"billing_mode": "PROVISIONED", "read_capacity": 400, "write_capacity": 400}}, {"type": "aws_appautoscaling_target", "attributes": {"service_namespace": "dynamodb"}}])
		with data.config as {}
}

# One of each type that has the attribute, as its provider nests it.
test_multi_az_denies_of_each_type if {
	count(idle.deny_multi_az) == 7 with input as fixtures.dev([
		{"address": "r0", "type": "aws_dms_replication_instance", "attributes": {"multi_az": true}},
		{"address": "r1", "type": "aws_redshift_cluster", "attributes": {"multi_az": true}},
		{"address": "r2", "type": "aws_dms_replication_config", "attributes": {"compute_config": [{"multi_az": true}]}},
		{"address": "r3", "type": "aws_opensearch_domain", "attributes": {"cluster_config": [{"multi_az_with_standby_enabled": true}]}},
		{"address": "r4", "type": "azurerm_cosmosdb_postgresql_cluster", "attributes": {"ha_enabled": true}},
		{"address": "r5", "type": "azurerm_managed_redis", "attributes": {"high_availability_enabled": true}},
		{"address": "r6", "type": "google_alloydb_instance", "attributes": {"availability_type": "REGIONAL"}},
	])
		with data.config as {}
}

test_multi_az_passes_of_each_type if {
	count(idle.deny_multi_az) == 0 with input as fixtures.dev([
		{"address": "r0", "type": "aws_opensearch_domain", "attributes": {"cluster_config": [{"zone_awareness_enabled": true}]}},
		{"address": "r1", "type": "google_alloydb_instance", "attributes": {"availability_type": "ZONAL"}},
		{"address": "r2", "type": "aws_rds_cluster", "attributes": {}},
	])
		with data.config as {}
}

# One of each type that has the attribute, as its provider nests it.
test_analytics_denies_of_each_type if {
	count(idle.deny_analytics) == 6 with input as fixtures.resources([
		{"address": "r0", "type": "aws_redshift_cluster"},
		{"address": "r1", "type": "azurerm_synapse_sql_pool"},
		{"address": "r2", "type": "azurerm_hdinsight_spark_cluster"},
		{"address": "r3", "type": "azurerm_kusto_cluster", "attributes": {"auto_stop_enabled": false}},
		{"address": "r4", "type": "databricks_sql_endpoint", "attributes": {"auto_stop_mins": 0}},
		{"address": "r5", "type": "aws_emrserverless_application", "attributes": {"auto_stop_configuration": [{"enabled": false}]}},
	])
		with data.config as {}
}

test_analytics_passes_of_each_type if {
	count(idle.deny_analytics) == 0 with input as fixtures.resources([
		{"address": "r0", "type": "azurerm_kusto_cluster"},
		{"address": "r1", "type": "databricks_cluster"},
		{"address": "r2", "type": "databricks_sql_endpoint", "attributes": {"auto_stop_mins": 10}},
		{"address": "r3", "type": "aws_emrserverless_application"},
	])
		with data.config as {}
}

test_analytics_passes_with_scheduled_pause if {
	count(idle.deny_analytics) == 0 with input as fixtures.resources([
		{"type": "aws_redshift_cluster"},
		{"type": "aws_redshift_scheduled_action", "attributes": {"target_action": [{"pause_cluster": [{"cluster_identifier": "c"}]}]}},
	])
		with data.config as {}
}

# One of each type, as its provider names what makes a standby.
test_multi_az_denies_of_each_type if {
	count(idle.deny_multi_az) == 10 with input as fixtures.dev([
		{"address": "r0", "type": "aws_cloudsearch_domain", "attributes": {"multi_az": true}},
		{"address": "r1", "type": "aws_mq_broker", "attributes": {"deployment_mode": "ACTIVE_STANDBY_MULTI_AZ"}},
		{"address": "r2", "type": "azurerm_mongo_cluster", "attributes": {"high_availability_mode": "ZoneRedundantPreferred"}},
		{"address": "r3", "type": "azurerm_mssql_database", "attributes": {"zone_redundant": true}},
		{"address": "r4", "type": "azurerm_mssql_managed_instance", "attributes": {"zone_redundant_enabled": true}},
		{"address": "r5", "type": "google_redis_instance", "attributes": {"tier": "STANDARD_HA"}},
		{"address": "r6", "type": "aws_opensearchserverless_collection"},
		{"address": "r7", "type": "azurerm_managed_redis", "attributes": {"high_availability_enabled": null}},
		{"address": "r8", "type": "google_alloydb_instance", "attributes": {"instance_type": "PRIMARY"}},
		{"address": "r9", "type": "aws_opensearch_domain", "attributes": {"cluster_config": [{"multi_az_with_standby_enabled": true}]}},
	])
		with data.config as {}
}

test_multi_az_passes_where_it_is_turned_off if {
	count(idle.deny_multi_az) == 0 with input as fixtures.dev([
		{"address": "r0", "type": "aws_opensearchserverless_collection", "attributes": {"standby_replicas": "DISABLED"}},
		{"address": "r1", "type": "azurerm_managed_redis", "attributes": {"high_availability_enabled": false}},
		{"address": "r2", "type": "google_alloydb_instance", "attributes": {"availability_type": "ZONAL"}},
		{"address": "r3", "type": "google_alloydb_instance", "attributes": {"instance_type": "READ_POOL"}},
		{"address": "r4", "type": "azurerm_managed_redis", "unknownAttributes": ["high_availability_enabled"]},
		{"address": "r5", "type": "aws_mq_broker", "attributes": {"deployment_mode": "SINGLE_INSTANCE"}},
	])
		with data.config as {}
}
