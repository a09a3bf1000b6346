# METADATA
# title: Estimate coverage
# description: |
#   A gate can only judge what is known. On by default, at level soft: an amount, an attribute that decides, or a
#   required tag that is unknown is a finding, so that nothing passes because it could not be worked out.
package finops.packs.coverage

import data.finops.packs.lib

# METADATA
# title: The cost of a resource is not known
# description: |
#   A created or changed resource has a part without a price, or a part whose quantity is decided only at apply.
#   Usage that nobody stated does not count; state it in the usage file.
# custom:
#   id: coverage/unknown-cost
#   severity: high
#   fix: State the value in a variable file or the usage file, or add the price to the price book.
deny_unknown_cost contains finding if {
	some resource in lib.judged
	is_unknown(resource.support)
	finding := lib.of_resource(resource, $"The monthly cost of {resource.address} is not known: {why_unknown(resource)}.")
}

is_unknown("unpriced")

is_unknown("unknown")

why_unknown(resource) := $"{concat(", ", resource.unknownAttributes)} not known before apply" if {
	resource.support == "unknown"
	count(resource.unknownAttributes) > 0
}

why_unknown(resource) := "its size is not known before apply" if {
	resource.support == "unknown"
	count(resource.unknownAttributes) == 0
}

why_unknown(resource) := $"no price for {concat(", ", names)}" if {
	resource.support == "unpriced"
	names := sort([component.name | some component in resource.costComponents; component.priceState == "unpriced"])
	count(names) > 0
}

why_unknown(resource) := "it has no price" if {
	resource.support == "unpriced"
	every component in resource.costComponents { component.priceState != "unpriced" }
}

# METADATA
# title: The cost of a workload is not known
# description: A created or changed workload has no complete cost, for want of requests or of a price.
# custom:
#   id: coverage/unknown-workload-cost
#   severity: high
#   fix: State requests for every container, or the node that it runs on.
deny_unknown_workload_cost contains finding if {
	some workload in lib.judged_workloads
	not known(workload.planned)
	finding := lib.of_workload(workload, $"The monthly cost of {workload.kind} {workload.namespace}/{workload.name} is not known.")
}

known(cost) if {
	cost.complete
	is_number(cost.monthlyCost)
}

# METADATA
# title: The difference is not known
# description: The monthly difference of the change could not be worked out, because a total has no known amount.
# custom:
#   id: coverage/unknown-difference
#   severity: high
#   fix: State what is missing in a variable file or the usage file.
deny_unknown_difference contains finding if {
	input.estimate.difference.monthlyCost == null
	incomplete
	finding := lib.of_change("The monthly difference of this change is not known.")
}

incomplete if input.estimate.prior.complete == false

incomplete if input.estimate.planned.complete == false

# METADATA
# title: An attribute that decides is not known
# description: |
#   The size, class or count of a created or changed resource is decided only at apply, so that no guardrail could
#   judge it.
# custom:
#   id: coverage/unknown-attribute
#   severity: medium
#   fix: State the value in a variable file.
deny_unknown_attribute contains finding if {
	some resource in lib.judged
	not is_unknown(resource.support)
	names := {name |
		some path in resource.unknownAttributes
		name := first_step(path)
		decides(resource.type, name)
	}
	count(names) > 0
	finding := lib.of_resource(resource, $"{concat(", ", sort(names))} of {resource.address} is not known before apply, so that no rule can judge it.")
}

first_step(path) := path if not contains(path, ".")

first_step(path) := split(path, ".")[0] if contains(path, ".")

decides(type, name) if lib.machine_attributes[type] == name

decides(_, name) if common[name]

common := {"allocated_storage", "desired_capacity", "max_size", "volume_type"}

# METADATA
# title: A required tag is not known
# description: A tag of `tags.required` is set to a value, or among a set of tags, that is not known before apply.
# custom:
#   id: coverage/unknown-tag
#   severity: medium
#   fix: Set the tag to a value that is known at plan time.
deny_unknown_tag contains finding if {
	some resource in lib.judged
	count(resource.unknownTags) > 0
	keys := {key |
		some key in lib.setting("tags", "required", [])
		not resource.tags[key]
		some unknown in resource.unknownTags
		unknown in {key, "*"}
	}
	count(keys) > 0
	finding := lib.of_resource(resource, $"Whether {resource.address} has the required tags {concat(", ", sort(keys))} is not known before apply.")
}

# METADATA
# title: A resource is of a type that is not priced
# description: |
#   A created or changed resource is of a type that the catalogue does not know, so that it counts with no amount at
#   all. Types in `ignoreTypes` (glob patterns) are left out.
# custom:
#   id: coverage/unsupported
#   severity: low
#   level: advisory
#   fix: Add the type to coverage.ignoreTypes when it costs nothing, or ask for support of it.
deny_unsupported contains finding if {
	some resource in lib.judged
	resource.support == "unsupported"
	not lib.matches_any(resource.type, lib.setting("coverage", "ignoreTypes", []))
	finding := lib.of_resource(resource, $"{resource.address} is of type {resource.type}, which is not priced.")
}

# METADATA
# title: Too little of the estimate is priced
# description: Of the resources that cost something, less than `minPricedPercent` have a price.
# custom:
#   id: coverage/too-little
#   severity: medium
#   fix: Add the missing prices, or lower coverage.minPricedPercent.
deny_too_little contains finding if {
	limit := lib.setting("coverage", "minPricedPercent", null)
	is_number(limit)
	counts := input.estimate.coverage
	billable := ((counts.priced + counts.unpriced) + counts.unknown) + counts.unsupported
	billable > 0
	counts.priced * 100 < limit * billable
	finding := lib.of_change($"Only {counts.priced} of {billable} resources that cost something are priced, less than {limit} %.")
}
