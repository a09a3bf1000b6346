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
