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
