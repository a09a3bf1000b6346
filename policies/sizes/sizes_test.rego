package finops.packs.sizes_test

import data.finops.packs.fixtures
import data.finops.packs.sizes

test_allowed_denies if {
	count(sizes.deny_allowed) > 0 with input as fixtures.resources([{"attributes": {"instance_type": "m7i.4xlarge"}}])
		with data.config as {"sizes": {"allowed": ["m7i.large", "t3.*"]}}
}

test_allowed_passes if {
	count(sizes.deny_allowed) == 0 with input as fixtures.resources([{"attributes": {"instance_type": "t3.small"}}])
		with data.config as {"sizes": {"allowed": ["t3.*"]}}
}

test_allowed_passes_2 if {
	count(sizes.deny_allowed) == 0 with input as fixtures.resources([{"attributes": {"instance_type": "t3.small"}}])
		with data.config as {}
}

test_allowed_passes_3 if {
	count(sizes.deny_allowed) == 0 with input as fixtures.resources([{}])
		with data.config as {"sizes": {"allowed": ["t3.*"]}}
}

test_max_size_denies if {
	count(sizes.deny_max_size) > 0 with input as fixtures.resources([{"attributes": {"instance_type": "m7i.8xlarge"}}])
		with data.config as {"sizes": {"maxSize": "4xlarge"}}
}

test_max_size_denies_2 if {
	count(sizes.deny_max_size) > 0 with input as fixtures.resources([{"attributes": {"instance_type": "m7i.metal"}}])
		with data.config as {"sizes": {"maxSize": "4xlarge"}}
}

test_max_size_passes if {
	count(sizes.deny_max_size) == 0 with input as fixtures.resources([{"attributes": {"instance_type": "m7i.4xlarge"}}, {"attributes": {"instance_type": "t3.nano"}}, {"attributes": {"instance_type": "m7i.xlarge"}}])
		with data.config as {"sizes": {"maxSize": "4xlarge"}}
}

test_max_size_passes_2 if {
	count(sizes.deny_max_size) == 0 with input as fixtures.resources([{"attributes": {"instance_type": "m7i.8xlarge"}}])
		with data.config as {}
}

test_non_production_denies if {
	count(sizes.deny_non_production) > 0 with input as fixtures.dev([{"attributes": {"instance_type": "m7i.2xlarge"}}])
		with data.config as {}
}

test_non_production_passes if {
	count(sizes.deny_non_production) == 0 with input as fixtures.dev([{"attributes": {"instance_type": "m7i.xlarge"}}])
		with data.config as {}
}

test_non_production_passes_2 if {
	count(sizes.deny_non_production) == 0 with input as fixtures.resources([{"attributes": {"instance_type": "m7i.2xlarge"}}])
		with data.config as {}
}

test_non_production_passes_3 if {
	count(sizes.deny_non_production) == 0 with input as object.union(fixtures.resources([{"attributes": {"instance_type": "m7i.2xlarge"}}]), {"environment": "Production"})
		with data.config as {}
}

test_accelerators_denies if {
	count(sizes.deny_accelerators) > 0 with input as fixtures.resources([{"attributes": {"instance_type": "p4d.24xlarge"}}])
		with data.config as {}
}

test_accelerators_denies_2 if {
	count(sizes.deny_accelerators) > 0 with input as fixtures.resources([{"type": "azurerm_linux_virtual_machine", "attributes": {"size": "Standard_NC24ads_A100_v4"}}])
		with data.config as {}
}

test_accelerators_passes if {
	count(sizes.deny_accelerators) == 0 with input as fixtures.resources([{"attributes": {"instance_type": "p4d.24xlarge"}, "tags": {"accelerator-approved": "FIN-1"}}, {"attributes": {"instance_type": "m7i.large"}}])
		with data.config as {}
}

test_max_capacity_denies if {
	count(sizes.deny_max_capacity) > 0 with input as fixtures.resources([{"type": "aws_autoscaling_group", "attributes": {"max_size": 21}}])
		with data.config as {}
}

test_max_capacity_denies_2 if {
	count(sizes.deny_max_capacity) > 0 with input as fixtures.resources([{"type": "aws_eks_node_group", "attributes": {"scaling_config": [{"max_size": 30}]}}])
		with data.config as {}
}

test_max_capacity_denies_3 if {
	count(sizes.deny_max_capacity) > 0 with input as fixtures.resources([{"type": "google_container_node_pool", "attributes": {"autoscaling": {"max_node_count": 30}}}])
		with data.config as {}
}

test_max_capacity_passes if {
	count(sizes.deny_max_capacity) == 0 with input as fixtures.resources([{"type": "aws_autoscaling_group", "attributes": {"max_size": 20}}, {}])
		with data.config as {}
}

test_function_memory_denies if {
	count(sizes.deny_function_memory) > 0 with input as fixtures.resources([{"type": "aws_lambda_function", "attributes": {"memory_size": 4096}}])
		with data.config as {}
}

test_function_memory_passes if {
	count(sizes.deny_function_memory) == 0 with input as fixtures.resources([{"type": "aws_lambda_function", "attributes": {"memory_size": 512}}, {"type": "aws_lambda_function"}])
		with data.config as {}
}

test_dedicated_denies if {
	count(sizes.deny_dedicated) > 0 with input as fixtures.resources([{"attributes": {"tenancy": "dedicated"}}])
		with data.config as {}
}

test_dedicated_denies_2 if {
	count(sizes.deny_dedicated) > 0 with input as fixtures.resources([{"type": "aws_vpc", "attributes": {"instance_tenancy": "dedicated"}}])
		with data.config as {}
}

test_dedicated_denies_3 if {
	count(sizes.deny_dedicated) > 0 with input as fixtures.resources([{"type": "aws_ec2_host"}])
		with data.config as {}
}

test_dedicated_passes if {
	count(sizes.deny_dedicated) == 0 with input as fixtures.resources([{"attributes": {"tenancy": "default"}}])
		with data.config as {}
}

test_new_machines_denies if {
	count(sizes.deny_new_machines) > 0 with input as fixtures.resources([{}, {}])
		with data.config as {"sizes": {"maxNewMachines": 1}}
}

test_new_machines_passes if {
	count(sizes.deny_new_machines) == 0 with input as fixtures.resources([{}, {"change": "update"}, {"type": "aws_eip"}])
		with data.config as {"sizes": {"maxNewMachines": 1}}
}

# One of each type that has the attribute, as its provider nests it.
test_max_capacity_denies_of_each_type if {
	count(sizes.deny_max_capacity) == 22 with input as fixtures.resources([
		{"address": "r0", "type": "aws_apprunner_auto_scaling_configuration_version", "attributes": {"max_size": 25}},
		{"address": "r1", "type": "aws_autoscalingplans_scaling_plan", "attributes": {"scaling_instruction": [{"max_capacity": 50}]}},
		{"address": "r2", "type": "aws_codebuild_fleet", "attributes": {"scaling_configuration": [{"max_capacity": 50}]}},
		{"address": "r3", "type": "aws_emr_managed_scaling_policy", "attributes": {"compute_limits": [{"maximum_capacity_units": 50}]}},
		{"address": "r4", "type": "aws_mskconnect_connector", "attributes": {"capacity": [{"autoscaling": [{"max_worker_count": 50}]}]}},
		{"address": "r5", "type": "aws_mwaa_environment", "attributes": {"max_workers": 25}},
		{"address": "r6", "type": "azurerm_application_gateway", "attributes": {"autoscale_configuration": [{"max_capacity": 50}]}},
		{"address": "r7", "type": "azurerm_container_app", "attributes": {"template": [{"max_replicas": 50}]}},
		{"address": "r8", "type": "azurerm_hdinsight_spark_cluster", "attributes": {"roles": [{"worker_node": [{"autoscale": [{"capacity": [{"max_instance_count": 50}]}]}]}]}},
		{"address": "r9", "type": "azurerm_kubernetes_cluster", "attributes": {"default_node_pool": [{"max_count": 50}]}},
		{"address": "r10", "type": "azurerm_kusto_cluster", "attributes": {"optimized_auto_scale": [{"maximum_instances": 50}]}},
		{"address": "r11", "type": "azurerm_machine_learning_compute_cluster", "attributes": {"scale_settings": [{"max_node_count": 50}]}},
		{"address": "r12", "type": "azurerm_monitor_autoscale_setting", "attributes": {"profile": [{"capacity": [{"maximum": 50}]}]}},
		{"address": "r13", "type": "azurerm_monitor_autoscale_setting", "attributes": {"profile": {"capacity": {"maximum": 50}}}},
		{"address": "r14", "type": "azurerm_synapse_spark_pool", "attributes": {"auto_scale": [{"max_node_count": 50}]}},
		{"address": "r15", "type": "google_bigtable_instance", "attributes": {"cluster": [{"autoscaling_config": [{"max_nodes": 50}]}]}},
		{"address": "r16", "type": "google_composer_environment", "attributes": {"config": [{"workloads_config": [{"worker": [{"max_count": 50}]}]}]}},
		{"address": "r17", "type": "google_compute_region_autoscaler", "attributes": {"autoscaling_policy": [{"max_replicas": 50}]}},
		{"address": "r18", "type": "google_container_cluster", "attributes": {"node_pool": [{"autoscaling": [{"max_node_count": 50}]}]}},
		{"address": "r19", "type": "google_container_node_pool", "attributes": {"autoscaling": [{"total_max_node_count": 50}]}},
		{"address": "r20", "type": "google_dataproc_autoscaling_policy", "attributes": {"worker_config": [{"max_instances": 50}]}},
		{"address": "r21", "type": "google_vertex_ai_deployment_resource_pool", "attributes": {"dedicated_resources": [{"max_replica_count": 50}]}},
	])
		with data.config as {}
}

test_max_capacity_passes_of_each_type if {
	count(sizes.deny_max_capacity) == 0 with input as fixtures.resources([
		{"address": "r0", "type": "aws_rds_cluster", "attributes": {"serverlessv2_scaling_configuration": [{"max_capacity": 128}]}},
		{"address": "r1", "type": "azurerm_monitor_autoscale_setting", "attributes": {"profile": [{"capacity": [{"maximum": 20}]}]}},
		{"address": "r2", "type": "aws_mwaa_environment", "attributes": {"max_workers": null}},
	])
		with data.config as {}
}

# One of each type that has the attribute, as its provider nests it.
test_dedicated_denies_of_each_type if {
	count(sizes.deny_dedicated) == 6 with input as fixtures.resources([
		{"address": "r0", "type": "aws_ec2_capacity_reservation", "attributes": {"tenancy": "dedicated"}},
		{"address": "r1", "type": "aws_launch_template", "attributes": {"placement": [{"tenancy": "host"}]}},
		{"address": "r2", "type": "aws_imagebuilder_infrastructure_configuration", "attributes": {"placement": [{"tenancy": "dedicated"}]}},
		{"address": "r3", "type": "aws_launch_configuration", "attributes": {"placement_tenancy": "dedicated"}},
		{"address": "r4", "type": "aws_spot_fleet_request", "attributes": {"launch_specification": [{"placement_tenancy": "dedicated"}]}},
		{"address": "r5", "type": "google_compute_node_group"},
	])
		with data.config as {}
}

test_dedicated_passes_of_each_type if {
	count(sizes.deny_dedicated) == 0 with input as fixtures.resources([
		{"address": "r0", "type": "aws_launch_template", "attributes": {"placement": [{"tenancy": "default"}]}},
		{"address": "r1", "type": "aws_launch_configuration", "attributes": {}},
	])
		with data.config as {}
}

# As their providers nest it: aws 6.25.0, azurerm 4.55.0, google 6.50.0.
test_max_capacity_denies_of_each_type_2 if {
	count(sizes.deny_max_capacity) == 9 with input as fixtures.resources([
		{"address": "r0", "type": "aws_autoscaling_schedule", "attributes": {"max_size": 50}},
		{"address": "r1", "type": "aws_ecs_express_gateway_service", "attributes": {"scaling_target": [{"max_task_count": 50}]}},
		{"address": "r2", "type": "aws_sagemaker_endpoint_configuration", "attributes": {"production_variants": [{"managed_instance_scaling": [{"max_instance_count": 50}]}]}},
		{"address": "r3", "type": "azurerm_container_app_environment", "attributes": {"workload_profile": [{"maximum_count": 50}]}},
		{"address": "r4", "type": "azurerm_service_plan", "attributes": {"maximum_elastic_worker_count": 50}},
		{"address": "r5", "type": "azurerm_virtual_machine_scale_set_standby_pool", "attributes": {"elasticity_profile": [{"max_ready_capacity": 50}]}},
		{"address": "r6", "type": "google_app_engine_flexible_app_version", "attributes": {"automatic_scaling": [{"max_total_instances": 50}]}},
		{"address": "r7", "type": "google_dataflow_job", "attributes": {"max_workers": 50}},
		{"address": "r8", "type": "google_vmwareengine_cluster", "attributes": {"autoscaling_settings": [{"max_cluster_node_count": 50}]}},
	])
		with data.config as {}
}

test_dedicated_denies_4 if {
	count(sizes.deny_dedicated) == 2 with input as fixtures.resources([
		{"address": "r0", "type": "aws_workspaces_directory", "attributes": {"tenancy": "DEDICATED"}},
		{"address": "r1", "type": "azurerm_app_service_environment_v3", "attributes": {"dedicated_host_count": 2}},
		{"address": "r2", "type": "azurerm_app_service_environment_v3", "attributes": {"dedicated_host_count": null}},
	])
		with data.config as {}
}
