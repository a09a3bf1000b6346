# METADATA
# title: Network
# description: Public addresses, gateways and endpoints are billed by the hour whether they are used or not.
package finops.packs.network

import data.finops.packs.lib

# METADATA
# title: A public IPv4 address
# description: |
#   Public IPv4 addresses are billed by the hour. https://aws.amazon.com/vpc/pricing/ (read 2026-11-25).
# related_resources:
# - https://github.com/hashicorp/terraform-provider-aws/tree/v6.25.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-azurerm/tree/v4.55.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-google/tree/v6.50.0/website/docs/r
# custom:
#   id: network/public-ipv4
#   severity: low
#   fix: Put the machine behind a load balancer or a gateway, or use IPv6.
deny_public_ipv4 contains finding if {
	some resource in lib.judged_of({
		"aws_db_instance",
		"aws_default_subnet",
		"aws_dms_replication_instance",
		"aws_ecs_service",
		"aws_eip",
		"aws_instance",
		"aws_launch_configuration",
		"aws_launch_template",
		"aws_mq_broker",
		"aws_neptune_cluster_instance",
		"aws_rds_cluster_instance",
		"aws_rds_shard_group",
		"aws_redshift_cluster",
		"aws_redshiftserverless_workgroup",
		"aws_spot_instance_request",
		"aws_subnet",
		"aws_timestreaminfluxdb_db_cluster",
		"aws_timestreaminfluxdb_db_instance",
		"azurerm_public_ip",
		"google_compute_address",
		"google_compute_instance",
		"google_compute_instance_template",
		"google_compute_region_instance_template",
	})
	reason := public_address(resource)
	finding := lib.of_resource(resource, $"{resource.address} {reason}.")
}

public_address(resource) := "asks for a public IPv4 address" if {
	resource.type in {"aws_instance", "aws_launch_configuration", "aws_spot_instance_request"}
	resource.attributes.associate_public_ip_address == true
}

public_address(resource) := "asks for a public IPv4 address for each of its machines" if {
	resource.type == "aws_launch_template"
	some interface in lib.blocks(resource, "network_interfaces")
	interface.associate_public_ip_address in {true, "true"}
}

public_address(resource) := "asks for a public IPv4 address for each of its tasks" if {
	resource.type == "aws_ecs_service"
	some configuration in lib.blocks(resource, "network_configuration")
	configuration.assign_public_ip == true
}

# The block alone, without an address in it, asks for one.
public_address(resource) := "asks for an external IPv4 address" if {
	startswith(resource.type, "google_compute_")
	some interface in lib.blocks(resource, "network_interface")
	count(object.get(interface, "access_config", [])) > 0
}

public_address(resource) := "is a public IPv4 address" if {
	resource.type in {"aws_eip", "azurerm_public_ip", "google_compute_address"}
	not object.get(resource.attributes, "address_type", "EXTERNAL") == "INTERNAL"
	not object.get(resource.attributes, "ip_version", "IPv4") in {"IPv6", "IPV6"}
}

public_address(resource) := "gives every machine in it a public IPv4 address" if {
	resource.type in {"aws_default_subnet", "aws_subnet"}
	resource.attributes.map_public_ip_on_launch == true
}

public_address(resource) := "is reachable from the internet, on a public IPv4 address" if {
	resource.attributes.publicly_accessible == true
}

# METADATA
# title: An address that nothing uses
# description: An elastic IP without instance or network interface, and without an association in the same module.
# custom:
#   id: network/idle-address
#   severity: medium
#   fix: Attach the address or remove it.
deny_idle_address contains finding if {
	some resource in lib.judged_of({"aws_eip"})
	every name in ["instance", "network_interface"] {
		not lib.attribute(resource, name)
		not lib.unknown(resource, name)
	}
	not resource.module in attaching_modules
	finding := lib.of_resource(resource, $"{resource.address} is attached to nothing.")
}

attaching_modules := {resource.module |
	some resource in lib.planned_of(["aws_eip_association", "aws_lb", "aws_nat_gateway"])
}

# METADATA
# title: Many NAT gateways
# description: After the change there are more than `maxNatGateways` (3) NAT gateways, and the change adds some.
# custom:
#   id: network/nat-sprawl
#   severity: medium
#   fix: Share one gateway for each zone, or use gateway endpoints.
deny_nat_sprawl contains finding if {
	limit := lib.setting("network", "maxNatGateways", 3)
	gateways := lib.planned_of(["aws_nat_gateway", "azurerm_nat_gateway", "google_compute_router_nat"])
	count(gateways) > limit
	created := [each | some each in gateways; each.change == "create"]
	count(created) > 0
	finding := lib.of_resource(created[0], $"There would be {count(gateways)} NAT gateways, more than {limit}.")
}

# METADATA
# title: A NAT gateway outside production
# description: In an environment that is named and not a production one, more than one NAT gateway.
# custom:
#   id: network/nat-non-production
#   severity: low
#   fix: Use one gateway for all zones outside production.
deny_nat_non_production contains finding if {
	lib.non_production
	gateways := lib.planned_of(["aws_nat_gateway"])
	count(gateways) > 1
	some gateway in gateways
	gateway.change == "create"
	finding := lib.of_resource(gateway, $"{gateway.address} is one of {count(gateways)} NAT gateways in environment {input.environment}.")
}

# METADATA
# title: Many interface endpoints
# description: After the change there are more than `maxInterfaceEndpoints` (10), each billed for every zone.
# custom:
#   id: network/endpoint-sprawl
#   severity: low
#   fix: Share endpoints between networks.
deny_endpoint_sprawl contains finding if {
	limit := lib.setting("network", "maxInterfaceEndpoints", 10)
	endpoints := [each |
		some each in lib.planned_of(["aws_vpc_endpoint"])
		each.attributes.vpc_endpoint_type == "Interface"
	]
	count(endpoints) > limit
	created := [each | some each in endpoints; each.change == "create"]
	count(created) > 0
	finding := lib.of_resource(created[0], $"There would be {count(endpoints)} interface endpoints, more than {limit}.")
}

# METADATA
# title: A private network without gateway endpoints
# description: |
#   A NAT gateway is created in a module that has no gateway endpoint for S3 or DynamoDB, so that their traffic is billed
#   by the gigabyte although the endpoints are free.
# custom:
#   id: network/gateway-endpoint
#   severity: low
#   fix: Add an aws_vpc_endpoint of type Gateway for S3 and DynamoDB.
deny_gateway_endpoint contains finding if {
	some gateway in lib.judged_of({"aws_nat_gateway"})
	not gateway.module in endpoint_modules
	finding := lib.of_resource(gateway, $"{gateway.address} stands where there is no gateway endpoint for S3 or DynamoDB.")
}

endpoint_modules := {endpoint.module |
	some endpoint in lib.planned_of(["aws_vpc_endpoint"])
	object.get(endpoint.attributes, "vpc_endpoint_type", "Gateway") in {"Gateway", null}
}

# METADATA
# title: Many load balancers
# description: After the change there are more than `maxLoadBalancers` (5), and the change adds some.
# custom:
#   id: network/load-balancer-sprawl
#   severity: low
#   fix: Share a load balancer with rules by host name.
deny_load_balancer_sprawl contains finding if {
	limit := lib.setting("network", "maxLoadBalancers", 5)
	balancers := lib.planned_of(["aws_alb", "aws_elb", "aws_lb", "azurerm_application_gateway", "azurerm_lb"])
	count(balancers) > limit
	created := [each | some each in balancers; each.change == "create"]
	count(created) > 0
	finding := lib.of_resource(created[0], $"There would be {count(balancers)} load balancers, more than {limit}.")
}
