# METADATA
# title: What the tests of the packs build their inputs from
package finops.packs.fixtures

# METADATA
# description: A created machine that is priced, changed by the given fields.
resource(changes) := object.union(
	{
		"address": "aws_instance.web",
		"type": "aws_instance",
		"provider": "aws",
		"region": "eu-west-1",
		"module": "",
		"change": "create",
		"prior": {"monthlyCost": null, "complete": true},
		"planned": {"monthlyCost": 100, "complete": true},
		"attributes": {},
		"unknownAttributes": [],
		"tags": {},
		"unknownTags": [],
		"costComponents": [],
		"support": "priced",
		"file": "main.tf",
		"line": 1,
	},
	changes,
)

# METADATA
# description: A created deployment, changed by the given fields.
workload(changes) := object.union(
	{
		"name": "web",
		"kind": "Deployment",
		"namespace": "shop",
		"change": "create",
		"replicas": {"minimum": 2, "expected": 2, "maximum": 4},
		"requests": {"cpu": 0.5, "memory": 536870912},
		"limits": {"cpu": 1, "memory": 1073741824},
		"containersWithoutRequests": [],
		"prior": {"monthlyCost": null, "complete": true},
		"planned": {"monthlyCost": 30, "complete": true},
		"file": "web.yaml",
		"line": 1,
	},
	changes,
)

# METADATA
# description: An input in which nothing is wrong, changed by the given fields.
input_with(changes) := object.union(
	{
		"schema": "finops.policy/v1",
		"now": "2026-11-25T12:00:00Z",
		"currency": "USD",
		"priceBook": {"asOf": "2026-11-01"},
		"environment": null,
		"pullRequest": null,
		"actor": null,
		"estimate": {
			"prior": {"monthlyCost": 100, "complete": true},
			"planned": {"monthlyCost": 100, "complete": true},
			"difference": {"monthlyCost": 0, "percent": 0},
			"coverage": {"priced": 1, "free": 0, "unsupported": 0, "unpriced": 0, "unknown": 0},
			"range": null,
		},
		"resources": [],
		"workloads": [],
		"budgets": [],
		"anomalies": [],
		"waivers": [],
		"approvals": [],
	},
	changes,
)

# METADATA
# description: An input with the given resources.
resources(list) := input_with({"resources": [resource(each) | some each in list]})

# METADATA
# description: The same in environment dev.
dev(list) := input_with({"environment": "dev", "resources": [resource(each) | some each in list]})

# METADATA
# description: An input with the given workloads.
workloads(list) := input_with({"workloads": [workload(each) | some each in list]})

# METADATA
# description: An input whose estimate has the given fields.
estimate(changes) := input_with({"estimate": changes})

# METADATA
# description: A created Service that makes the cloud run a load balancer, changed by the given fields.
balancer(changes) := resource(object.union(
	{"address": "shop/Service/web", "type": "kubernetes_service", "provider": "kubernetes", "prior": {"monthlyCost": 0}},
	changes,
))

# METADATA
# description: Workloads and objects of the namespaces shop (100 in all, 10 until now) and other (30).
crowded := object.union(
	workloads([{}, {"name": "api", "change": "update", "prior": {"monthlyCost": 10}}, {"namespace": "other"}]),
	{"resources": [
		balancer({"planned": {"monthlyCost": 20}}),
		resource({"address": "kubernetes_service.a", "type": "kubernetes_service", "attributes": {"metadata": [{"namespace": "shop"}]}, "planned": {"monthlyCost": 15}}),
		resource({"address": "kubernetes_manifest.a", "type": "kubernetes_manifest", "attributes": {"manifest": {"metadata": {"namespace": "shop"}}}, "planned": {"monthlyCost": 5}}),
		resource({"address": "shop/Ingress/odd", "type": "kubernetes_ingress", "planned": {"monthlyCost": null}}),
	]},
)
