# METADATA
# title: Sizes and guardrails
# description: How large a single machine, group or function may be.
package finops.packs.sizes

import data.finops.packs.lib

# METADATA
# title: The machine type is not allowed
# description: A machine, database or cache has a size that no pattern of `allowed` matches.
# custom:
#   id: sizes/allowed
#   severity: medium
#   fix: Choose one of the allowed sizes.
deny_allowed contains finding if {
	allowed := lib.setting("sizes", "allowed", [])
	count(allowed) > 0
	some {"resource": resource, "machine": machine} in lib.machines
	not lib.matches_any(machine, allowed)
	finding := lib.of_resource(resource, $"{resource.address} is a {machine}; allowed are {concat(", ", allowed)}.")
}

# METADATA
# title: The machine is larger than allowed
# description: The AWS size (`large`, `4xlarge`, …) is above `maxSize`.
# custom:
#   id: sizes/max-size
#   severity: medium
#   fix: Choose a smaller size, or scale out instead of up.
deny_max_size contains finding if {
	limit := size_rank(lib.setting("sizes", "maxSize", ""))
	some {"resource": resource, "machine": machine} in lib.machines
	size_rank(size_of(machine)) > limit
	finding := lib.of_resource(resource, $"{resource.address} is a {machine}, larger than {lib.setting("sizes", "maxSize", "")}.")
}

# Only AWS writes sizes as family.size.
size_of(machine) := parts[count(parts) - 1] if {
	parts := split(machine, ".")
	count(parts) > 1
}

# A large is one unit, the sizes below it halves; https://docs.aws.amazon.com/ec2/latest/instancetypes (read 2026-11-25).
size_rank(size) := {"nano": 1, "micro": 2, "small": 4, "medium": 8, "large": 16, "xlarge": 32, "metal": 4096}[size]

size_rank(size) := 32 * to_number(trim_suffix(size, "xlarge")) if regex.match(`^[0-9]+xlarge$`, size)

# METADATA
# title: A large machine outside production
# description: |
#   In an environment that is named and not a production one, the AWS size is above `nonProductionMaxSize` (`xlarge`).
# custom:
#   id: sizes/non-production
#   severity: low
#   fix: Use a smaller size outside production.
deny_non_production contains finding if {
	lib.non_production
	limit := size_rank(lib.setting("sizes", "nonProductionMaxSize", "xlarge"))
	some {"resource": resource, "machine": machine} in lib.machines
	size_rank(size_of(machine)) > limit
	finding := lib.of_resource(resource, $"{resource.address} is a {machine} in environment {input.environment}.")
}

# METADATA
# title: The machine has accelerators
# description: A machine with GPUs or inference chips needs a tag of `acceleratorTag` (`accelerator-approved`).
# custom:
#   id: sizes/accelerators
#   severity: high
#   fix: Use a machine without accelerators, or have the use approved and set the tag.
deny_accelerators contains finding if {
	some {"resource": resource, "machine": machine} in lib.machines
	lib.matches_any(machine, [
		"g[3-9]*.*", "p[2-9]*.*", "inf*.*", "trn*.*", "dl1.*", "NC*", "ND*", "NV*", "a2-*", "a3-*", "g2-*",
	])
	key := lib.setting("sizes", "acceleratorTag", "accelerator-approved")
	not resource.tags[key]
	finding := lib.of_resource(resource, $"{resource.address} is a {machine} with accelerators and has no tag {key}.")
}

# METADATA
# title: A group may grow too far
# description: |
#   The maximum of a group of machines, node pool or scaling target is above `maxCapacity` (20). Capacities in units of
#   memory or throughput (Aurora, Redshift Serverless) and of what is billed by the request (functions) are not counted.
# related_resources:
# - https://github.com/hashicorp/terraform-provider-aws/tree/v6.25.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-azurerm/tree/v4.55.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-google/tree/v6.50.0/website/docs/r
# custom:
#   id: sizes/max-capacity
#   severity: medium
#   fix: Lower the maximum.
deny_max_capacity contains finding if {
	limit := lib.setting("sizes", "maxCapacity", 20)
	some resource in lib.judged_of(growing_types)
	maximum := max(capacities(resource))
	maximum > limit
	finding := lib.of_resource(resource, $"{resource.address} may grow to {maximum}, more than {limit}.")
}

growing_types := {
	"aws_appautoscaling_target",
	"aws_apprunner_auto_scaling_configuration_version",
	"aws_autoscaling_group",
	"aws_autoscaling_schedule",
	"aws_autoscalingplans_scaling_plan",
	"aws_codebuild_fleet",
	"aws_ecs_express_gateway_service",
	"aws_eks_node_group",
	"aws_emr_managed_scaling_policy",
	"aws_finspace_kx_cluster",
	"aws_gamelift_game_server_group",
	"aws_glue_job",
	"aws_glue_ml_transform",
	"aws_mskconnect_connector",
	"aws_mwaa_environment",
	"aws_sagemaker_endpoint_configuration",
	"azurerm_application_gateway",
	"azurerm_container_app",
	"azurerm_container_app_environment",
	"azurerm_hdinsight_hadoop_cluster",
	"azurerm_hdinsight_spark_cluster",
	"azurerm_kubernetes_cluster",
	"azurerm_kubernetes_cluster_node_pool",
	"azurerm_kusto_cluster",
	"azurerm_machine_learning_compute_cluster",
	"azurerm_monitor_autoscale_setting",
	"azurerm_service_plan",
	"azurerm_synapse_spark_pool",
	"azurerm_virtual_machine_scale_set_standby_pool",
	"google_app_engine_flexible_app_version",
	"google_app_engine_standard_app_version",
	"google_bigtable_instance",
	"google_cloud_run_v2_worker_pool",
	"google_composer_environment",
	"google_compute_autoscaler",
	"google_compute_node_group",
	"google_compute_region_autoscaler",
	"google_container_aws_node_pool",
	"google_container_azure_node_pool",
	"google_container_cluster",
	"google_container_node_pool",
	"google_data_pipeline_pipeline",
	"google_dataflow_job",
	"google_dataproc_autoscaling_policy",
	"google_dataproc_cluster",
	"google_integration_connectors_connection",
	"google_spanner_instance",
	"google_vertex_ai_deployment_resource_pool",
	"google_vertex_ai_endpoint_with_model_garden_deployment",
	"google_vertex_ai_feature_online_store",
	"google_vertex_ai_featurestore",
	"google_vertex_ai_index_endpoint_deployed_index",
	"google_vmwareengine_cluster",
	"google_vmwareengine_private_cloud",
	"google_vpc_access_connector",
}

# Wherever it stands in the resource: each provider nests it in blocks of its own.
capacities(resource) := {value |
	walk(resource.attributes, [path, value])
	is_number(value)
	path[count(path) - 1] in maximum_names
} if {
	resource.type != "azurerm_monitor_autoscale_setting"
}

capacities(resource) := {capacity.maximum |
	some profile in lib.blocks(resource, "profile")
	some capacity in as_list(profile.capacity)
	is_number(capacity.maximum)
} if {
	resource.type == "azurerm_monitor_autoscale_setting"
}

as_list(value) := value if is_array(value)

as_list(value) := [value] if is_object(value)

maximum_names := {
	"max_capacity",
	"max_cluster_node_count",
	"max_count",
	"max_instance_count",
	"max_instances",
	"max_node_count",
	"max_nodes",
	"max_ready_capacity",
	"max_replica_count",
	"max_replicas",
	"max_size",
	"max_task_count",
	"max_total_instances",
	"max_worker_count",
	"max_workers",
	"maximum_capacity_units",
	"maximum_count",
	"maximum_elastic_worker_count",
	"maximum_instances",
	"total_max_node_count",
}

# METADATA
# title: A function has too much memory
# description: A Lambda function has more memory than `maxFunctionMemoryMiB` (3008), or more time than `maxFunctionSeconds`.
# custom:
#   id: sizes/function-memory
#   severity: low
#   fix: Measure what the function needs, and set that.
deny_function_memory contains finding if {
	limit := lib.setting("sizes", "maxFunctionMemoryMiB", 3008)
	some resource in lib.judged_of({"aws_lambda_function"})
	resource.attributes.memory_size > limit
	is_number(resource.attributes.memory_size)
	finding := lib.of_resource(resource, $"{resource.address} has {resource.attributes.memory_size} MiB of memory, more than {limit}.")
}

# METADATA
# title: The machine stands alone on its host
# description: Dedicated tenancy or a dedicated host, which costs a multiple of shared tenancy.
# related_resources:
# - https://github.com/hashicorp/terraform-provider-aws/tree/v6.25.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-azurerm/tree/v4.55.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-google/tree/v6.50.0/website/docs/r
# custom:
#   id: sizes/dedicated
#   severity: medium
#   fix: Use default tenancy.
deny_dedicated contains finding if {
	some resource in lib.judged_of({
		"aws_ec2_capacity_reservation",
		"aws_ec2_host",
		"aws_imagebuilder_infrastructure_configuration",
		"aws_instance",
		"aws_launch_configuration",
		"aws_launch_template",
		"aws_spot_fleet_request",
		"aws_spot_instance_request",
		"aws_vpc",
		"aws_workspaces_directory",
		"azurerm_app_service_environment_v3",
		"azurerm_dedicated_host",
		"google_compute_node_group",
	})
	dedicated(resource)
	finding := lib.of_resource(resource, $"{resource.address} uses dedicated tenancy.")
}

dedicated(resource) if resource.attributes.tenancy in {"dedicated", "host", "DEDICATED"}

dedicated(resource) if resource.attributes.dedicated_host_count > 0

dedicated(resource) if resource.attributes.instance_tenancy == "dedicated"

dedicated(resource) if resource.attributes.placement_tenancy == "dedicated"

dedicated(resource) if {
	some block in lib.blocks(resource, "placement")
	block.tenancy in {"dedicated", "host"}
}

dedicated(resource) if {
	some block in lib.blocks(resource, "launch_specification")
	block.placement_tenancy in {"dedicated", "host"}
}

dedicated(resource) if resource.type in {"aws_ec2_host", "azurerm_dedicated_host", "google_compute_node_group"}

# METADATA
# title: The change creates many machines
# description: More than `maxNewMachines` (10) machines, databases and caches are created at once.
# custom:
#   id: sizes/new-machines
#   severity: medium
#   fix: Split the change, or ask for an override.
deny_new_machines contains finding if {
	limit := lib.setting("sizes", "maxNewMachines", 10)
	created := [resource |
		some resource in lib.all_of(object.keys(lib.machine_attributes))
		resource.change == "create"
	]
	count(created) > limit
	finding := lib.of_change($"{count(created)} machines are created at once, more than {limit}.")
}
