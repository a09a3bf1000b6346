package finops.packs.coverage_test

import data.finops.packs.coverage
import data.finops.packs.fixtures

test_unknown_cost_denies if {
	count(coverage.deny_unknown_cost) > 0 with input as fixtures.resources([{"support": "unknown", "unknownAttributes": ["instance_type"]}])
		with data.config as {}
}

test_unknown_cost_denies_2 if {
	count(coverage.deny_unknown_cost) > 0 with input as fixtures.resources([{"support": "unknown"}])
		with data.config as {}
}

test_unknown_cost_denies_3 if {
	count(coverage.deny_unknown_cost) > 0 with input as fixtures.resources([{"support": "unpriced", "costComponents": [{"name": "hours", "priceState": "unpriced"}]}])
		with data.config as {}
}

test_unknown_cost_denies_4 if {
	count(coverage.deny_unknown_cost) > 0 with input as fixtures.resources([{"support": "unpriced"}])
		with data.config as {}
}

test_unknown_cost_passes if {
	count(coverage.deny_unknown_cost) == 0 with input as fixtures.resources([{}, {"support": "free"}])
		with data.config as {}
}

test_unknown_cost_passes_2 if {
	count(coverage.deny_unknown_cost) == 0 with input as fixtures.resources([{"support": "unknown", "change": "no-op"}])
		with data.config as {}
}

test_unknown_workload_cost_denies if {
	count(coverage.deny_unknown_workload_cost) > 0 with input as fixtures.workloads([{"planned": {"monthlyCost": 3, "complete": false}}])
		with data.config as {}
}

test_unknown_workload_cost_denies_2 if {
	count(coverage.deny_unknown_workload_cost) > 0 with input as fixtures.workloads([{"planned": {"monthlyCost": null, "complete": true}}])
		with data.config as {}
}

test_unknown_workload_cost_passes if {
	count(coverage.deny_unknown_workload_cost) == 0 with input as fixtures.workloads([{}])
		with data.config as {}
}

test_unknown_difference_denies if {
	count(coverage.deny_unknown_difference) > 0 with input as fixtures.estimate({"difference": {"monthlyCost": null, "percent": null}, "planned": {"monthlyCost": null, "complete": false}})
		with data.config as {}
}

test_unknown_difference_denies_2 if {
	count(coverage.deny_unknown_difference) > 0 with input as fixtures.estimate({"difference": {"monthlyCost": null, "percent": null}, "prior": {"monthlyCost": null, "complete": false}})
		with data.config as {}
}

test_unknown_difference_passes if {
	count(coverage.deny_unknown_difference) == 0 with input as fixtures.estimate({"difference": {"monthlyCost": 0, "percent": null}, "planned": {"monthlyCost": 1, "complete": false}})
		with data.config as {}
}

test_unknown_difference_passes_2 if {
	count(coverage.deny_unknown_difference) == 0 with input as fixtures.estimate({"difference": {"monthlyCost": null, "percent": null}})
		with data.config as {}
}

test_unknown_attribute_denies if {
	count(coverage.deny_unknown_attribute) > 0 with input as fixtures.resources([{"unknownAttributes": ["instance_type"]}])
		with data.config as {}
}

test_unknown_attribute_denies_2 if {
	count(coverage.deny_unknown_attribute) > 0 with input as fixtures.resources([{"type": "aws_autoscaling_group", "unknownAttributes": ["max_size"]}])
		with data.config as {}
}

test_unknown_attribute_passes if {
	count(coverage.deny_unknown_attribute) == 0 with input as fixtures.resources([{"unknownAttributes": ["id", "tags_all.x"]}])
		with data.config as {}
}

test_unknown_tag_denies if {
	count(coverage.deny_unknown_tag) > 0 with input as fixtures.resources([{"unknownTags": ["team"]}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_unknown_tag_denies_2 if {
	count(coverage.deny_unknown_tag) > 0 with input as fixtures.resources([{"unknownTags": ["*"]}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_unknown_tag_passes if {
	count(coverage.deny_unknown_tag) == 0 with input as fixtures.resources([{"unknownTags": ["*"], "tags": {"team": "web"}}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_unknown_tag_passes_2 if {
	count(coverage.deny_unknown_tag) == 0 with input as fixtures.resources([{"unknownTags": ["x"]}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_unsupported_denies if {
	count(coverage.deny_unsupported) > 0 with input as fixtures.resources([{"support": "unsupported", "type": "acme_thing"}])
		with data.config as {}
}

test_unsupported_passes if {
	count(coverage.deny_unsupported) == 0 with input as fixtures.resources([{"support": "unsupported", "type": "acme_thing"}])
		with data.config as {"coverage": {"ignoreTypes": ["acme_*"]}}
}

test_unsupported_passes_2 if {
	count(coverage.deny_unsupported) == 0 with input as fixtures.resources([{}])
		with data.config as {}
}

test_too_little_denies if {
	count(coverage.deny_too_little) > 0 with input as fixtures.estimate({"coverage": {"priced": 7, "free": 5, "unsupported": 1, "unpriced": 1, "unknown": 1}})
		with data.config as {"coverage": {"minPricedPercent": 80}}
}

test_too_little_passes if {
	count(coverage.deny_too_little) == 0 with input as fixtures.estimate({"coverage": {"priced": 8, "free": 5, "unsupported": 1, "unpriced": 1, "unknown": 0}})
		with data.config as {"coverage": {"minPricedPercent": 80}}
}

test_too_little_passes_2 if {
	count(coverage.deny_too_little) == 0 with input as fixtures.estimate({"coverage": {"priced": 0, "free": 5, "unsupported": 0, "unpriced": 0, "unknown": 0}})
		with data.config as {"coverage": {"minPricedPercent": 80}}
}
