# METADATA
# title: Kubernetes
# description: Requests decide what a workload costs; limits and replicas how far it may go.
package finops.packs.kubernetes

import data.finops.packs.lib

# METADATA
# title: A container without requests
# description: A created or changed workload has containers that request no CPU or no memory, so that nobody pays for them.
# custom:
#   id: kubernetes/requests
#   severity: medium
#   fix: Set resources.requests for every container.
deny_requests contains finding if {
	some workload in lib.judged_workloads
	count(workload.containersWithoutRequests) > 0
	finding := lib.of_workload(workload, $"{workload.kind} {workload.namespace}/{workload.name} has containers without requests: {concat(", ", workload.containersWithoutRequests)}.")
}

# METADATA
# title: A workload without a memory limit
# description: A created or changed workload has no limit on memory and may take its node's.
# custom:
#   id: kubernetes/memory-limit
#   severity: low
#   fix: Set resources.limits.memory.
deny_memory_limit contains finding if {
	some workload in lib.judged_workloads
	not workload.limits.memory
	finding := lib.of_workload(workload, $"{workload.kind} {workload.namespace}/{workload.name} has no memory limit.")
}

# METADATA
# title: Limits are far above requests
# description: |
#   The limit of CPU or memory is more than `maxBurst` (4) times the request, so that the node is sold several times.
# custom:
#   id: kubernetes/burst
#   severity: low
#   fix: Bring requests and limits closer together.
deny_burst contains finding if {
	factor := lib.setting("kubernetes", "maxBurst", 4)
	some workload in lib.judged_workloads
	some name in ["cpu", "memory"]
	workload.limits[name] > workload.requests[name] * factor
	finding := lib.of_workload(workload, $"{workload.kind} {workload.namespace}/{workload.name} may use more than {factor} times the {name} that it requests.")
}

# METADATA
# title: A replica requests more than allowed
# description: A replica requests more than `maxCpu` (16) cores or `maxMemoryGiB` (64).
# custom:
#   id: kubernetes/max-requests
#   severity: medium
#   fix: Request less, or split the workload.
deny_max_requests contains finding if {
	some workload in lib.judged_workloads
	reason := too_much(workload)
	finding := lib.of_workload(workload, $"A replica of {workload.kind} {workload.namespace}/{workload.name} requests {reason}.")
}

too_much(workload) := $"{workload.requests.cpu} cores" if {
	workload.requests.cpu > lib.setting("kubernetes", "maxCpu", 16)
}

too_much(workload) := $"{round(workload.requests.memory / 1073741824)} GiB of memory" if {
	not workload.requests.cpu > lib.setting("kubernetes", "maxCpu", 16)
	workload.requests.memory > lib.setting("kubernetes", "maxMemoryGiB", 64) * 1073741824
}

# METADATA
# title: A workload may grow too far
# description: The most replicas are more than `maxReplicas` (50).
# custom:
#   id: kubernetes/max-replicas
#   severity: medium
#   fix: Lower maxReplicas.
deny_max_replicas contains finding if {
	limit := lib.setting("kubernetes", "maxReplicas", 50)
	some workload in lib.judged_workloads
	workload.replicas.maximum > limit
	finding := lib.of_workload(workload, $"{workload.kind} {workload.namespace}/{workload.name} may grow to {workload.replicas.maximum} replicas, more than {limit}.")
}

# METADATA
# title: Many replicas outside production
# description: In an environment that is named and not a production one, more than `nonProductionReplicas` (2) at least.
# custom:
#   id: kubernetes/non-production-replicas
#   severity: low
#   fix: Run fewer replicas outside production.
deny_non_production_replicas contains finding if {
	lib.non_production
	limit := lib.setting("kubernetes", "nonProductionReplicas", 2)
	some workload in lib.judged_workloads
	workload.replicas.minimum > limit
	finding := lib.of_workload(workload, $"{workload.kind} {workload.namespace}/{workload.name} runs at least {workload.replicas.minimum} replicas in environment {input.environment}.")
}

# METADATA
# title: Memory is requested out of proportion
# description: |
#   A replica requests more than `maxGiBPerCore` (16) of memory for each core, so that cores of the node stay unused.
# custom:
#   id: kubernetes/proportion
#   severity: low
#   fix: Request in the proportion of the nodes, or use nodes with more memory.
deny_proportion contains finding if {
	limit := lib.setting("kubernetes", "maxGiBPerCore", 16)
	some workload in lib.judged_workloads
	workload.requests.cpu > 0
	workload.requests.memory > (workload.requests.cpu * limit) * 1073741824
	finding := lib.of_workload(workload, $"{workload.kind} {workload.namespace}/{workload.name} requests more than {limit} GiB of memory for each core.")
}
