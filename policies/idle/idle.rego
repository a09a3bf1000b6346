# METADATA
# title: Idle-prone classes
# description: Things that are billed while nobody uses them.
package finops.packs.idle

import data.finops.packs.lib

# METADATA
# title: A standby outside production
# description: |
#   In an environment that is named and not a production one, a database, cache, search domain or broker with a standby
#   in another zone; where the provider makes one unless told not to, nothing said counts as one.
# related_resources:
# - https://github.com/hashicorp/terraform-provider-aws/tree/v6.25.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-azurerm/tree/v4.55.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-google/tree/v6.50.0/website/docs/r
# custom:
#   id: idle/multi-az
#   severity: medium
#   fix: Turn the standby off outside production.
deny_multi_az contains finding if {
	lib.non_production
	some resource in lib.judged_of({
		"aws_cloudsearch_domain",
		"aws_db_instance",
		"aws_dms_replication_config",
		"aws_dms_replication_instance",
		"aws_elasticache_replication_group",
		"aws_mq_broker",
		"aws_opensearch_domain",
		"aws_opensearchserverless_collection",
		"aws_redshift_cluster",
		"azurerm_cosmosdb_postgresql_cluster",
		"azurerm_managed_redis",
		"azurerm_mongo_cluster",
		"azurerm_mssql_database",
		"azurerm_mssql_elasticpool",
		"azurerm_mssql_managed_instance",
		"azurerm_mysql_flexible_server",
		"azurerm_postgresql_flexible_server",
		"google_alloydb_instance",
		"google_redis_instance",
		"google_sql_database_instance",
	})
	standby(resource)
	finding := lib.of_resource(resource, $"{resource.address} has a standby in environment {input.environment}.")
}

standby(resource) if resource.attributes.multi_az == true

standby(resource) if resource.attributes.multi_az_enabled == true

standby(resource) if resource.attributes.ha_enabled == true

standby(resource) if resource.attributes.zone_redundant == true

standby(resource) if resource.attributes.zone_redundant_enabled == true

standby(resource) if resource.attributes.high_availability_mode == "ZoneRedundantPreferred"

standby(resource) if resource.attributes.deployment_mode == "ACTIVE_STANDBY_MULTI_AZ"

standby(resource) if resource.attributes.tier == "STANDARD_HA"

# What the provider does when nothing is said.
standby_defaults := {
	"aws_opensearchserverless_collection": {"name": "standby_replicas", "default": "ENABLED", "standby": "ENABLED"},
	"azurerm_managed_redis": {"name": "high_availability_enabled", "default": true, "standby": true},
	"google_alloydb_instance": {"name": "availability_type", "default": "REGIONAL", "standby": "REGIONAL"},
}

standby(resource) if {
	known := standby_defaults[resource.type]
	not lib.unknown(resource, known.name)
	value_or(object.get(resource.attributes, known.name, null), known["default"]) == known.standby
	not resource.attributes.instance_type == "READ_POOL"
}

value_or(value, fallback) := fallback if is_null(value)

value_or(value, _) := value if not is_null(value)

standby(resource) if {
	some block in lib.blocks(resource, "compute_config")
	block.multi_az == true
}

standby(resource) if {
	some block in lib.blocks(resource, "cluster_config")
	block.multi_az_with_standby_enabled == true
}

standby(resource) if {
	resource.type == "google_sql_database_instance"
	some settings in lib.blocks(resource, "settings")
	settings.availability_type == "REGIONAL"
}

standby(resource) if {
	some block in lib.blocks(resource, "high_availability")
	block.mode in {"SameZone", "ZoneRedundant"}
}

# METADATA
# title: An always-on machine outside production
# description: |
#   In an environment that is named and not a production one, a machine or database without the tag `scheduleTag`
#   (`schedule`) that a scheduler stops it by.
# custom:
#   id: idle/no-schedule
#   severity: low
#   fix: Tag it with the schedule that it may be stopped on.
deny_no_schedule contains finding if {
	lib.non_production
	key := lib.setting("idle", "scheduleTag", "schedule")
	some resource in lib.judged_of({
		"aws_instance",
		"aws_db_instance",
		"azurerm_linux_virtual_machine",
		"azurerm_windows_virtual_machine",
		"google_compute_instance",
	})
	not resource.tags[key]
	not key in resource.unknownTags
	not "*" in resource.unknownTags
	finding := lib.of_resource(resource, $"{resource.address} runs day and night in environment {input.environment}: it has no tag {key}.")
}

# METADATA
# title: A notebook or endpoint for machine learning
# description: |
#   SageMaker notebooks, endpoints and domains and their like are billed until somebody deletes them; without the tag
#   `ownerTag` (`owner`) nobody will.
# custom:
#   id: idle/machine-learning
#   severity: medium
#   fix: Name an owner in the tag, and stop it after use.
deny_machine_learning contains finding if {
	key := lib.setting("idle", "ownerTag", "owner")
	some resource in lib.judged_of({
		"aws_sagemaker_notebook_instance",
		"aws_sagemaker_endpoint",
		"aws_sagemaker_endpoint_configuration",
		"azurerm_machine_learning_compute_instance",
		"google_workbench_instance",
		"google_notebooks_instance",
		"google_vertex_ai_endpoint",
	})
	not resource.tags[key]
	finding := lib.of_resource(resource, $"{resource.address} is billed while it stands, and has no tag {key}.")
}

# METADATA
# title: A cluster for analysis that never pauses
# description: |
#   Redshift clusters without a scheduled pause in the module, EMR and Databricks clusters without idle termination,
#   Synapse pools, HDInsight clusters for queries, Kusto and Dataproc clusters that do not stop by themselves.
# custom:
#   id: idle/analytics
#   severity: medium
#   fix: Use the serverless kind, or end the cluster when it is idle.
deny_analytics contains finding if {
	some resource in lib.judged_of({
		"aws_emr_cluster",
		"aws_emrserverless_application",
		"aws_redshift_cluster",
		"azurerm_hdinsight_hadoop_cluster",
		"azurerm_hdinsight_interactive_query_cluster",
		"azurerm_hdinsight_spark_cluster",
		"azurerm_kusto_cluster",
		"azurerm_synapse_spark_pool",
		"azurerm_synapse_sql_pool",
		"databricks_cluster",
		"databricks_sql_endpoint",
		"google_dataproc_cluster",
	})
	never_pauses(resource)
	finding := lib.of_resource(resource, $"{resource.address} is billed while no query runs.")
}

never_pauses(resource) if {
	resource.type == "aws_emr_cluster"
	object.get(resource.attributes, "keep_job_flow_alive_when_no_steps", true) == true
	count(object.get(resource.attributes, "auto_termination_policy", [])) == 0
}

never_pauses(resource) if {
	resource.type == "azurerm_synapse_spark_pool"
	count(object.get(resource.attributes, "auto_pause", [])) == 0
}

# Of these nothing but their end stops the bill.
never_pauses(resource) if {
	resource.type in {
		"azurerm_hdinsight_hadoop_cluster",
		"azurerm_hdinsight_interactive_query_cluster",
		"azurerm_hdinsight_spark_cluster",
		"azurerm_synapse_sql_pool",
	}
}

never_pauses(resource) if {
	resource.type == "aws_redshift_cluster"
	not resource.module in pausing_modules
}

# These stop by themselves unless they are told not to.
never_pauses(resource) if resource.attributes.autotermination_minutes == 0

never_pauses(resource) if resource.attributes.auto_stop_mins == 0

never_pauses(resource) if resource.attributes.auto_stop_enabled == false

never_pauses(resource) if {
	some block in lib.blocks(resource, "auto_stop_configuration")
	block.enabled == false
}

pausing_modules := {action.module |
	some action in lib.planned_of({"aws_redshift_scheduled_action"})
	some target in lib.blocks(action, "target_action")
	count(object.get(target, "pause_cluster", [])) > 0
}

never_pauses(resource) if {
	resource.type == "google_dataproc_cluster"
	not lifecycle_config(resource)
}

lifecycle_config(resource) if {
	some cluster in lib.blocks(resource, "cluster_config")
	count(cluster.lifecycle_config) > 0
}

# METADATA
# title: Capacity that is paid for in advance
# description: |
#   Provisioned concurrency of Lambda, or provisioned throughput of DynamoDB above `maxProvisionedUnits` (500) without
#   autoscaling in the module.
# custom:
#   id: idle/provisioned
#   severity: medium
#   fix: Use on-demand capacity, or scale it by use.
deny_provisioned contains finding if {
	some resource in lib.judged_of({"aws_dynamodb_table", "aws_lambda_provisioned_concurrency_config"})
	reason := provisioned(resource)
	finding := lib.of_resource(resource, $"{resource.address} {reason}.")
}

provisioned(resource) := "keeps functions warm around the clock" if {
	resource.type == "aws_lambda_provisioned_concurrency_config"
}

provisioned(resource) := "has provisioned throughput without autoscaling" if {
	resource.type == "aws_dynamodb_table"
	object.get(resource.attributes, "billing_mode", "PROVISIONED") in {"PROVISIONED", null}
	units := sum([value |
		some name in {"read_capacity", "write_capacity"}
		value := resource.attributes[name]
		is_number(value)
	])
	units > lib.setting("idle", "maxProvisionedUnits", 500)
	not resource.module in scaled_modules
}

scaled_modules := {target.module |
	some target in lib.all_of({"aws_appautoscaling_target"})
	target.attributes.service_namespace == "dynamodb"
}
