package finops.packs.network_test

import data.finops.packs.fixtures
import data.finops.packs.network

test_public_ipv4_denies if {
	count(network.deny_public_ipv4) > 0 with input as fixtures.resources([{"attributes": {"associate_public_ip_address": true}}])
		with data.config as {}
}

test_public_ipv4_denies_2 if {
	count(network.deny_public_ipv4) > 0 with input as fixtures.resources([{"type": "aws_eip"}])
		with data.config as {}
}

test_public_ipv4_denies_3 if {
	count(network.deny_public_ipv4) > 0 with input as fixtures.resources([{"type": "aws_subnet", "attributes": {"map_public_ip_on_launch": true}}])
		with data.config as {}
}

test_public_ipv4_denies_4 if {
	count(network.deny_public_ipv4) > 0 with input as fixtures.resources([{"type": "aws_db_instance", "attributes": {"publicly_accessible": true}}])
		with data.config as {}
}

test_public_ipv4_passes if {
	count(network.deny_public_ipv4) == 0 with input as fixtures.resources([{}, {"type": "google_compute_address", "attributes": {"address_type": "INTERNAL"}}, {"type": "azurerm_public_ip", "attributes": {"ip_version": "IPv6"}}])
		with data.config as {}
}

test_idle_address_denies if {
	count(network.deny_idle_address) > 0 with input as fixtures.resources([{"type": "aws_eip"}])
		with data.config as {}
}

test_idle_address_passes if {
	count(network.deny_idle_address) == 0 with input as fixtures.resources([{"type": "aws_eip", "attributes": {"instance": "i-1"}}])
		with data.config as {}
}

test_idle_address_passes_2 if {
	count(network.deny_idle_address) == 0 with input as fixtures.resources([{"type": "aws_eip", "unknownAttributes": ["instance"]}])
		with data.config as {}
}

test_idle_address_passes_3 if {
	count(network.deny_idle_address) == 0 with input as fixtures.resources([{"type": "aws_eip"}, {"type": "aws_eip_association"}])
		with data.config as {}
}

test_nat_sprawl_denies if {
	count(network.deny_nat_sprawl) > 0 with input as fixtures.resources([{"type": "aws_nat_gateway"}, {"type": "aws_nat_gateway"}, {"type": "aws_nat_gateway"}, {"type": "aws_nat_gateway"}])
		with data.config as {}
}

test_nat_sprawl_passes if {
	count(network.deny_nat_sprawl) == 0 with input as fixtures.resources([{"type": "aws_nat_gateway"}, {"type": "aws_nat_gateway"}, {"type": "aws_nat_gateway"}])
		with data.config as {}
}

test_nat_sprawl_passes_2 if {
	count(network.deny_nat_sprawl) == 0 with input as fixtures.resources([{"type": "aws_nat_gateway", "change": "no-op"}])
		with data.config as {"network": {"maxNatGateways": 0}}
}

test_nat_non_production_denies if {
	count(network.deny_nat_non_production) > 0 with input as fixtures.dev([{"type": "aws_nat_gateway"}, {"type": "aws_nat_gateway"}])
		with data.config as {}
}

test_nat_non_production_passes if {
	count(network.deny_nat_non_production) == 0 with input as fixtures.dev([{"type": "aws_nat_gateway"}])
		with data.config as {}
}

test_nat_non_production_passes_2 if {
	count(network.deny_nat_non_production) == 0 with input as fixtures.resources([{"type": "aws_nat_gateway"}, {"type": "aws_nat_gateway"}])
		with data.config as {}
}

test_endpoint_sprawl_denies if {
	count(network.deny_endpoint_sprawl) > 0 with input as fixtures.resources([{"type": "aws_vpc_endpoint", "attributes": {"vpc_endpoint_type": "Interface"}}, {"type": "aws_vpc_endpoint", "attributes": {"vpc_endpoint_type": "Interface"}}])
		with data.config as {"network": {"maxInterfaceEndpoints": 1}}
}

test_endpoint_sprawl_passes if {
	count(network.deny_endpoint_sprawl) == 0 with input as fixtures.resources([{"type": "aws_vpc_endpoint", "attributes": {"vpc_endpoint_type": "Interface"}}, {"type": "aws_vpc_endpoint"}])
		with data.config as {"network": {"maxInterfaceEndpoints": 1}}
}

test_gateway_endpoint_denies if {
	count(network.deny_gateway_endpoint) > 0 with input as fixtures.resources([{"type": "aws_nat_gateway"}])
		with data.config as {}
}

test_gateway_endpoint_denies_2 if {
	count(network.deny_gateway_endpoint) > 0 with input as fixtures.resources([{"type": "aws_nat_gateway"}, {"type": "aws_vpc_endpoint", "attributes": {"vpc_endpoint_type": "Interface"}}])
		with data.config as {}
}

test_gateway_endpoint_passes if {
	count(network.deny_gateway_endpoint) == 0 with input as fixtures.resources([{"type": "aws_nat_gateway"}, {"type": "aws_vpc_endpoint"}])
		with data.config as {}
}

test_load_balancer_sprawl_denies if {
	count(network.deny_load_balancer_sprawl) > 0 with input as fixtures.resources([{"type": "aws_lb"}, {"type": "aws_lb"}])
		with data.config as {"network": {"maxLoadBalancers": 1}}
}

test_load_balancer_sprawl_passes if {
	count(network.deny_load_balancer_sprawl) == 0 with input as fixtures.resources([{"type": "aws_lb"}, {"type": "aws_lb"}])
		with data.config as {}
}

# One of each type that has the attribute, as its provider nests it.
test_public_ipv4_denies_of_each_type if {
	count(network.deny_public_ipv4) == 7 with input as fixtures.resources([
		{"address": "r0", "type": "aws_launch_configuration", "attributes": {"associate_public_ip_address": true}},
		{"address": "r1", "type": "aws_launch_template", "attributes": {"network_interfaces": [{"associate_public_ip_address": "true"}]}},
		{"address": "r2", "type": "aws_ecs_service", "attributes": {"network_configuration": [{"assign_public_ip": true}]}},
		{"address": "r3", "type": "google_compute_instance", "attributes": {"network_interface": [{"access_config": [{}]}]}},
		{"address": "r4", "type": "aws_redshift_cluster", "attributes": {"publicly_accessible": true}},
		{"address": "r5", "type": "aws_default_subnet", "attributes": {"map_public_ip_on_launch": true}},
		{"address": "r6", "type": "aws_mq_broker", "attributes": {"publicly_accessible": true}},
		{"address": "r7", "type": "google_compute_instance", "attributes": {"network_interface": [{"network": "default"}]}},
		{"address": "r8", "type": "aws_ecs_service", "attributes": {"network_configuration": [{"assign_public_ip": false}]}},
		{"address": "r9", "type": "aws_launch_template", "attributes": {"network_interfaces": [{"associate_public_ip_address": "false"}]}},
	])
		with data.config as {}
}
