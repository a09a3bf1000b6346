package finops.packs.kubernetes_test

import data.finops.packs.fixtures
import data.finops.packs.kubernetes

test_requests_denies if {
	count(kubernetes.deny_requests) > 0 with input as fixtures.workloads([{"containersWithoutRequests": ["proxy"]}])
		with data.config as {}
}

test_requests_passes if {
	count(kubernetes.deny_requests) == 0 with input as fixtures.workloads([{}])
		with data.config as {}
}

test_memory_limit_denies if {
	count(kubernetes.deny_memory_limit) > 0 with input as json.patch(fixtures.workloads([{}]), [{"op": "remove", "path": "/workloads/0/limits/memory"}])
		with data.config as {}
}

test_memory_limit_passes if {
	count(kubernetes.deny_memory_limit) == 0 with input as fixtures.workloads([{}])
		with data.config as {}
}

test_burst_denies if {
	count(kubernetes.deny_burst) > 0 with input as fixtures.workloads([{"limits": {"cpu": 2.5}}])
		with data.config as {}
}

test_burst_passes if {
	count(kubernetes.deny_burst) == 0 with input as fixtures.workloads([{"limits": {"cpu": 2}}])
		with data.config as {}
}

test_max_requests_denies if {
	count(kubernetes.deny_max_requests) > 0 with input as fixtures.workloads([{"requests": {"cpu": 32}}])
		with data.config as {}
}

test_max_requests_denies_2 if {
	count(kubernetes.deny_max_requests) > 0 with input as fixtures.workloads([{"requests": {"memory": 137438953472}}])
		with data.config as {}
}

test_max_requests_passes if {
	count(kubernetes.deny_max_requests) == 0 with input as fixtures.workloads([{}])
		with data.config as {}
}

test_max_replicas_denies if {
	count(kubernetes.deny_max_replicas) > 0 with input as fixtures.workloads([{"replicas": {"maximum": 51}}])
		with data.config as {}
}

test_max_replicas_passes if {
	count(kubernetes.deny_max_replicas) == 0 with input as fixtures.workloads([{"replicas": {"maximum": 50}}])
		with data.config as {}
}

test_non_production_replicas_denies if {
	count(kubernetes.deny_non_production_replicas) > 0 with input as object.union(fixtures.workloads([{"replicas": {"minimum": 3}}]), {"environment": "staging"})
		with data.config as {}
}

test_non_production_replicas_passes if {
	count(kubernetes.deny_non_production_replicas) == 0 with input as object.union(fixtures.workloads([{}]), {"environment": "staging"})
		with data.config as {}
}

test_non_production_replicas_passes_2 if {
	count(kubernetes.deny_non_production_replicas) == 0 with input as fixtures.workloads([{"replicas": {"minimum": 3}}])
		with data.config as {}
}

test_proportion_denies if {
	count(kubernetes.deny_proportion) > 0 with input as fixtures.workloads([{"requests": {"cpu": 0.1, "memory": 8589934592}}])
		with data.config as {}
}

test_proportion_passes if {
	count(kubernetes.deny_proportion) == 0 with input as fixtures.workloads([{}])
		with data.config as {}
}

test_workload_size_denies if {
	count(kubernetes.deny_workload_size) == 1 with input as fixtures.workloads([{"requests": {"cpu": 7}}])
		with data.config as {"kubernetes": {"maxWorkloadCpu": 24, "maxWorkloadMemoryGiB": 1}}
}

test_workload_size_denies_2 if {
	count(kubernetes.deny_workload_size) == 1 with input as fixtures.workloads([{"requests": {"memory": 34359738368}}])
		with data.config as {"kubernetes": {"maxWorkloadCpu": 24, "maxWorkloadMemoryGiB": 100}}
}

test_workload_size_passes if {
	count(kubernetes.deny_workload_size) == 0 with input as fixtures.workloads([{"requests": {"cpu": 6}}])
		with data.config as {"kubernetes": {"maxWorkloadCpu": 24, "maxWorkloadMemoryGiB": 2}}
}

test_workload_size_passes_2 if {
	count(kubernetes.deny_workload_size) == 0 with input as fixtures.workloads([{"requests": {"cpu": 7}}])
		with data.config as {}
}

test_load_balancers_denies if {
	count(kubernetes.deny_load_balancers) == 1 with input as fixtures.resources([fixtures.balancer({})])
		with data.config as {"kubernetes": {"maxLoadBalancers": 0}}
}

# Of a ClusterIP, and in Terraform.
test_load_balancers_denies_2 if {
	count(kubernetes.deny_load_balancers) == 2 with input as fixtures.resources([
		fixtures.balancer({"change": "update"}),
		fixtures.balancer({"address": "kubernetes_manifest.gate", "type": "kubernetes_manifest", "attributes": {"manifest": {"kind": "Gateway"}}}),
		fixtures.balancer({"address": "kubernetes_manifest.job", "type": "kubernetes_manifest", "attributes": {"manifest": {"kind": "Widget"}}}),
		fixtures.balancer({"address": "shop/Ingress/old", "type": "kubernetes_ingress", "change": "update", "prior": {"monthlyCost": 18}}),
	])
		with data.config as {"kubernetes": {"maxLoadBalancers": 2}}
}

test_load_balancers_passes if {
	count(kubernetes.deny_load_balancers) == 0 with input as fixtures.resources([
		fixtures.balancer({}),
		fixtures.balancer({"address": "shop/Service/inner", "support": "free"}),
		fixtures.balancer({"address": "shop/Service/gone", "change": "delete"}),
	])
		with data.config as {"kubernetes": {"maxLoadBalancers": 1}}
}

test_load_balancers_passes_2 if {
	count(kubernetes.deny_load_balancers) == 0 with input as fixtures.resources([fixtures.balancer({"change": "no-op", "prior": {"monthlyCost": 100}})])
		with data.config as {"kubernetes": {"maxLoadBalancers": 0}}
}

test_load_balancers_passes_3 if {
	count(kubernetes.deny_load_balancers) == 0 with input as fixtures.resources([fixtures.balancer({})])
		with data.config as {}
}

# 30 + 30 + 20 + 15 + 5 = 100 in shop, 30 in other.
test_namespace_cost_denies if {
	{each.msg | some each in kubernetes.deny_namespace_cost} == {"Namespace shop would cost USD 100.00 a month, more than its USD 99.99."} with input as fixtures.crowded
		with data.config as {"kubernetes": {"maxNamespaceCost": {"shop": 99.99, "oth*": 30}}}
}

test_namespace_cost_passes if {
	count(kubernetes.deny_namespace_cost) == 0 with input as fixtures.crowded
		with data.config as {"kubernetes": {"maxNamespaceCost": {"*": 100}}}
}

test_namespace_cost_passes_2 if {
	count(kubernetes.deny_namespace_cost) == 0 with input as fixtures.crowded
		with data.config as {}
}

# It was over its cap before, and becomes no dearer.
test_namespace_cost_passes_3 if {
	count(kubernetes.deny_namespace_cost) == 0 with input as fixtures.workloads([{"change": "update", "prior": {"monthlyCost": 40}}])
		with data.config as {"kubernetes": {"maxNamespaceCost": {"shop": 10}}}
}
