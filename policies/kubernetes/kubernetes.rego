# METADATA
# title: Kubernetes
# description: Requests decide what a workload costs; limits and replicas how far it may go.
# custom:
#   settings:
#     maxNamespaceCost: numberByName
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

# METADATA
# title: A workload as a whole may grow too large
# description: |
#   The most replicas together request more than `maxWorkloadCpu` cores or `maxWorkloadMemoryGiB`. A workload of
#   several kinds of pods counts all of them as its largest.
# related_resources:
# - https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/
# custom:
#   id: kubernetes/workload-size
#   severity: medium
#   fix: Lower the most replicas or what each requests, or ask for an override.
deny_workload_size contains finding if {
	some workload in lib.judged_workloads
	reason := too_large(workload)
	finding := lib.of_workload(workload, $"{workload.kind} {workload.namespace}/{workload.name} may grow to {workload.replicas.maximum} replicas that request {reason}.")
}

too_large(workload) := $"{cores} cores, more than {limit}" if {
	limit := lib.setting("kubernetes", "maxWorkloadCpu", null)
	is_number(limit)
	cores := workload.replicas.maximum * workload.requests.cpu
	cores > limit
}

too_large(workload) := $"{round(gibibytes)} GiB of memory, more than {limit}" if {
	not has_too_many_cores(workload)
	limit := lib.setting("kubernetes", "maxWorkloadMemoryGiB", null)
	is_number(limit)
	gibibytes := (workload.replicas.maximum * workload.requests.memory) / 1073741824
	gibibytes > limit
}

has_too_many_cores(workload) if {
	limit := lib.setting("kubernetes", "maxWorkloadCpu", null)
	is_number(limit)
	workload.replicas.maximum * workload.requests.cpu > limit
}

# METADATA
# title: Another load balancer than allowed
# description: |
#   A Service, Ingress or Gateway makes the cloud run a load balancer that was not there, and there are more than
#   `maxLoadBalancers` then; with 0 there may be none. One that several share counts once; where nobody knows whether
#   there is one, it counts.
# related_resources:
# - https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
# custom:
#   id: kubernetes/load-balancers
#   severity: medium
#   fix: Share a load balancer through an Ingress or a Gateway, use a ClusterIP, or raise maxLoadBalancers.
deny_load_balancers contains finding if {
	limit := lib.setting("kubernetes", "maxLoadBalancers", null)
	is_number(limit)
	count(balancers) > limit
	some resource in balancers
	is_new(resource)
	finding := lib.of_resource(resource, $"{resource.address} makes the cloud run a load balancer: {count(balancers)} in all, more than the allowed {limit}.")
}

balancers := [resource |
	some resource in lib.planned_of({
		"kubernetes_gateway",
		"kubernetes_ingress",
		"kubernetes_ingress_v1",
		"kubernetes_manifest",
		"kubernetes_service",
		"kubernetes_service_v1",
	})
	not resource.support in {"free", "unsupported"}
	is_exposed(resource)
]

is_exposed(resource) if resource.type != "kubernetes_manifest"

is_exposed(resource) if resource.attributes.manifest.kind in {"Service", "Ingress", "Gateway"}

is_new(resource) if resource.change in {"create", "replace"}

# Of another type until now, or shared: it cost nothing.
is_new(resource) if {
	resource.change == "update"
	resource.prior.monthlyCost == 0
}

# METADATA
# title: A namespace costs more than its cap
# description: |
#   The workloads, volumes and load balancers of a namespace cost more than `maxNamespaceCost.<pattern>` a month
#   together, and more than before. All projects of the change count, at their expected replicas.
# related_resources:
# - https://kubernetes.io/docs/concepts/policy/resource-quotas/
# custom:
#   id: kubernetes/namespace-cost
#   severity: high
#   fix: Save elsewhere in the namespace, or raise its cap in the configuration.
deny_namespace_cost contains finding if {
	some pattern, limit in namespace_limits
	some namespace in namespaces
	glob.match(pattern, null, namespace)
	planned := sum([cost.planned | some cost in costs[namespace]])
	planned > limit
	planned > sum([cost.prior | some cost in costs[namespace]])
	finding := lib.of_change($"Namespace {namespace} would cost {lib.amount(planned)} a month, more than its {lib.amount(limit)}.")
}

namespace_limits := lib.setting("kubernetes", "maxNamespaceCost", {})

namespaces contains namespace if {
	count(namespace_limits) > 0
	some namespace, _ in costs
}

# Each by its place, because two may cost the same; of what is not known in full, the known part.
costs[namespace] contains {"place": ["workload", place], "prior": known(workload.prior), "planned": known(workload.planned)} if {
	some place, workload in input.workloads
	namespace := workload.namespace
}

costs[namespace] contains {"place": ["resource", place], "prior": known(resource.prior), "planned": known(resource.planned)} if {
	some type, places in lib.positions
	startswith(type, "kubernetes_")
	some place in places
	resource := input.resources[place]
	namespace := namespace_of(resource)
}

default known(_) := 0

known(cost) := cost.monthlyCost if is_number(cost.monthlyCost)

# An object in YAML has its address, one in Terraform its attributes.
namespace_of(resource) := split(resource.address, "/")[0] if {
	not resource.attributes.metadata
	not resource.attributes.manifest
}

namespace_of(resource) := object.get(metadata, "namespace", "default") if {
	some metadata in lib.blocks(resource, "metadata")
}

namespace_of(resource) := object.get(resource.attributes.manifest, ["metadata", "namespace"], "default")
