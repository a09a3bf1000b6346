# METADATA
# title: Tag governance
# description: |
#   Tags are judged as the cloud will see them: the provider's defaults under the resource's own. A tag that is not
#   known before apply is neither present nor missing; the coverage pack reports it.
# custom:
#   settings:
#     allowed: textsByName
#     byType: requiredByName
package finops.packs.tags

import data.finops.packs.lib

# METADATA
# title: A required tag is missing
# description: A created or changed resource that can carry tags lacks a tag of `required`.
# related_resources:
# - https://github.com/hashicorp/terraform-provider-aws/tree/v6.25.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-azurerm/tree/v4.55.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-google/tree/v6.50.0/website/docs/r
# custom:
#   id: tags/required
#   severity: medium
#   fix: Add the tag to the resource or to the provider's default tags.
deny_required contains finding if {
	some each in lacking
	address := each.resource.address
	finding := lib.of_resource(each.resource, $"{address} lacks the required tags: {concat(", ", sort(each.missing))}.")
}

# METADATA
# description: The judged resources that lack required tags, in the order of the input, with those.
lacking := [{"resource": resource, "missing": missing} |
	keys := required
	count(keys) > 0
	some resource in lib.judged
	some_missing(resource.tags, keys)
	missing := missing_keys(resource, keys)
	count(missing) > 0
	taggable(resource)
]

required := lib.setting("tags", "required", [])

# METADATA
# title: A tag that its type requires is missing
# description: A created or changed resource lacks a tag of `byType.<type pattern>.required`.
# custom:
#   id: tags/required-by-type
#   severity: medium
#   fix: Add the tag to the resource.
deny_required_by_type contains finding if {
	some pattern, rule in lib.setting("tags", "byType", {})
	types := {type | some type, _ in lib.positions; glob.match(pattern, null, type)}
	some resource in lib.judged_of(types)
	missing := missing_keys(resource, object.get(rule, "required", []))
	count(missing) > 0
	finding := lib.of_resource(resource, $"{resource.address} lacks the tags that {pattern} requires: {concat(", ", sort(missing))}.")
}

some_missing(tags, keys) if {
	some key in keys
	not tags[key]
}

missing_keys(resource, keys) := {key | some key in keys; not resource.tags[key]} if {
	count(resource.unknownTags) == 0
}

missing_keys(resource, keys) := {key |
	some key in keys
	not resource.tags[key]
	not key in resource.unknownTags
} if {
	count(resource.unknownTags) > 0
	not "*" in resource.unknownTags
}

# METADATA
# title: A tag has a value that is not allowed
# description: The value of a tag matches none of the patterns in `allowed.<key>`.
# custom:
#   id: tags/allowed-values
#   severity: medium
#   fix: Use one of the allowed values.
deny_allowed_values contains finding if {
	some key, patterns in lib.setting("tags", "allowed", {})
	some resource in lib.judged
	value := resource.tags[key]
	value != ""
	not lib.matches_any(value, patterns)
	finding := lib.of_resource(resource, sprintf("Tag %s of %s is %q; allowed are %s.", [
		key,
		resource.address,
		value,
		concat(", ", patterns),
	]))
}

# METADATA
# title: A required tag is empty
# description: A tag of `required` is there, but its value is empty, so that nobody can be charged by it.
# custom:
#   id: tags/empty-value
#   severity: medium
#   fix: Give the tag a value.
deny_empty_value contains finding if {
	some resource in lib.judged
	some key in required
	trim_space(resource.tags[key]) == ""
	finding := lib.of_resource(resource, $"Tag {key} of {resource.address} is empty.")
}

# METADATA
# title: A tag's key is written in another way
# description: |
#   A key differs from a required one only in case or separators (`Cost-Center` for `cost_center`), so that cost
#   reports see two tags.
# custom:
#   id: tags/key-spelling
#   severity: low
#   fix: Use the key as the configuration spells it.
deny_key_spelling contains finding if {
	count(misspelled) > 0
	some resource in lib.judged
	some used, _ in resource.tags
	some key in misspelled[used]
	finding := lib.of_resource(resource, $"Tag {used} of {resource.address} should be spelled {key}.")
}

misspelled[used] contains key if {
	some used in used_keys
	some key in lib.setting("tags", "required", [])
	used != key
	plain(used) == plain(key)
}

used_keys := {key | some resource in lib.judged; some key, _ in resource.tags}

plain(key) := replace(replace(replace(lower(key), "-", ""), "_", ""), ":", "")

# METADATA
# title: A required tag belongs into the provider's defaults
# description: |
#   At least `defaultTagsFrom` (3) resources of one provider lack the same required tag: set it once, as a default of
#   the provider, instead of on each.
# custom:
#   id: tags/provider-defaults
#   severity: low
#   fix: Set the tag in default_tags (AWS) or default_labels (Google) of the provider.
deny_provider_defaults contains finding if {
	some provider, lists in lacking_of
	some key in required
	found := [each.resource | some each in lists; each.missing[key]]
	count(found) >= lib.setting("tags", "defaultTagsFrom", 3)
	finding := lib.of_resource(found[0], $"{count(found)} resources of provider {provider} lack tag {key}: set it as a default tag.")
}

lacking_of[provider] := lists if {
	some provider in {"aws", "google"}
	prefix := concat("", [provider, "_"])
	lists := [each | some each in lacking; startswith(each.resource.type, prefix)]
}

# METADATA
# title: Tags are not propagated to what is billed
# description: |
#   A resource starts others that are billed (instances, tasks, volumes) and does not pass its tags on to them.
# related_resources:
# - https://github.com/hashicorp/terraform-provider-aws/tree/v6.25.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-azurerm/tree/v4.55.0/website/docs/r
# - https://github.com/hashicorp/terraform-provider-google/tree/v6.50.0/website/docs/r
# custom:
#   id: tags/propagation
#   severity: medium
#   fix: Turn the propagation of tags on.
deny_propagation contains finding if {
	some resource in lib.judged_of({
		"aws_autoscaling_group",
		"aws_autoscaling_group_tag",
		"aws_batch_compute_environment",
		"aws_batch_job_definition",
		"aws_cloudwatch_event_target",
		"aws_dynamodb_table",
		"aws_ecs_capacity_provider",
		"aws_ecs_service",
		"aws_launch_template",
		"aws_pipes_pipe",
		"aws_scheduler_schedule",
	})
	has_tags(resource)
	reason := not_propagated(resource)
	finding := lib.of_resource(resource, $"{resource.address} does not pass its tags on: {reason}.")
}

has_tags(resource) if count(resource.tags) > 0

# What starts tasks without tags of its own has those of the task definition to pass on.
has_tags(resource) if {
	resource.type in {"aws_autoscaling_group_tag", "aws_cloudwatch_event_target", "aws_scheduler_schedule"}
}

# Where a block may say that the tasks get the tags of their definition.
task_blocks := {
	"aws_cloudwatch_event_target": "ecs_target",
	"aws_pipes_pipe": "ecs_task_parameters",
	"aws_scheduler_schedule": "ecs_parameters",
}

not_propagated(resource) := "set propagate_tags" if {
	name := task_blocks[resource.type]
	walk(resource.attributes, [path, found])
	path[count(path) - 1] == name
	some block in as_list(found)
	object.get(block, "propagate_tags", null) in {null, ""}
	not unknown_propagation(resource)
}

unknown_propagation(resource) if {
	some path in resource.unknownAttributes
	endswith(path, "propagate_tags")
}

as_list(value) := value if is_array(value)

as_list(value) := [value] if is_object(value)

not_propagated(resource) := "set the tags of compute_resources" if {
	resource.type == "aws_batch_compute_environment"
	not lib.unknown(resource, "compute_resources")
	some block in lib.blocks(resource, "compute_resources")
	object.get(block, "type", "EC2") in {"EC2", "SPOT"}
	count([1 | some _ in object.get(block, "tags", {})]) == 0
}

not_propagated(resource) := "set propagate_tags" if {
	resource.type == "aws_ecs_service"
	not lib.unknown(resource, "propagate_tags")
	object.get(resource.attributes, "propagate_tags", null) in {null, "", "NONE", false}
}

not_propagated(resource) := "set propagate_tags of its replicas" if {
	resource.type == "aws_dynamodb_table"
	some replica in lib.blocks(resource, "replica")
	object.get(replica, "propagate_tags", null) in {null, false}
	not unknown_propagation(resource)
}

not_propagated(resource) := "set propagate_tags of managed_instances_provider" if {
	resource.type == "aws_ecs_capacity_provider"
	some provider in lib.blocks(resource, "managed_instances_provider")
	object.get(provider, "propagate_tags", null) in {null, "", "NONE"}
	not unknown_propagation(resource)
}

not_propagated(resource) := "set propagate_tags" if {
	resource.type == "aws_batch_job_definition"
	not lib.unknown(resource, "propagate_tags")
	object.get(resource.attributes, "propagate_tags", null) in {null, false}
}

not_propagated(resource) := $"tag {tag.key} has propagate_at_launch = false" if {
	resource.type in {"aws_autoscaling_group", "aws_autoscaling_group_tag"}
	tag := [each | some each in lib.blocks(resource, "tag"); each.propagate_at_launch == false][0]
}

not_propagated(resource) := "add tag_specifications for instances and volumes" if {
	resource.type == "aws_launch_template"
	not lib.unknown(resource, "tag_specifications")
	object.get(resource.attributes, "tag_specifications", []) in {null, []}
}

# METADATA
# description: |
#   Whether a resource can carry tags or labels; what does not is never called untagged. The set is asked by its key:
#   `in` compares with one member after the other.
taggable(resource) if {
	taggable_types[resource.type]
} else if {
	count(resource.tags) > 0
} else if {
	count(resource.unknownTags) > 0
} else if {
	some name in tag_attributes
	resource.attributes[name]
}

tag_attributes := ["tags", "tags_all", "labels", "user_labels", "resource_labels"]
