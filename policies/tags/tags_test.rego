package finops.packs.tags_test

import data.finops.packs.fixtures
import data.finops.packs.tags

test_required_denies if {
	count(tags.deny_required) > 0 with input as fixtures.resources([{}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_required_denies_2 if {
	count(tags.deny_required) > 0 with input as fixtures.resources([{"type": "aws_thing", "attributes": {"tags": null}}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_required_denies_3 if {
	count(tags.deny_required) > 0 with input as fixtures.resources([{"type": "aws_thing", "tags": {"env": "dev"}}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_required_denies_unknown_tags if {
	count(tags.deny_required) > 0 with input as fixtures.resources([{"type": "aws_thing", "unknownTags": ["env"]}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_required_passes if {
	count(tags.deny_required) == 0 with input as fixtures.resources([{"tags": {"team": "web"}}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_required_passes_2 if {
	count(tags.deny_required) == 0 with input as fixtures.resources([{"unknownTags": ["team"]}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_required_passes_3 if {
	count(tags.deny_required) == 0 with input as fixtures.resources([{"unknownTags": ["*"]}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_required_passes_4 if {
	count(tags.deny_required) == 0 with input as fixtures.resources([{"type": "aws_route"}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_required_passes_5 if {
	count(tags.deny_required) == 0 with input as fixtures.resources([{"tags": {"team": ""}}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_required_by_type_denies if {
	count(tags.deny_required_by_type) > 0 with input as fixtures.resources([{}])
		with data.config as {"tags": {"byType": {"aws_inst*": {"required": ["backup"]}}}}
}

test_required_by_type_passes if {
	count(tags.deny_required_by_type) == 0 with input as fixtures.resources([{"type": "aws_eip"}, {"tags": {"backup": "no"}}])
		with data.config as {"tags": {"byType": {"aws_inst*": {"required": ["backup"]}}}}
}

test_allowed_values_denies if {
	count(tags.deny_allowed_values) > 0 with input as fixtures.resources([{"tags": {"env": "test"}}])
		with data.config as {"tags": {"allowed": {"env": ["dev", "prod*"]}}}
}

test_allowed_values_passes if {
	count(tags.deny_allowed_values) == 0 with input as fixtures.resources([{"tags": {"env": "prod-eu"}}, {}])
		with data.config as {"tags": {"allowed": {"env": ["dev", "prod*"]}}}
}

test_empty_value_denies if {
	count(tags.deny_empty_value) > 0 with input as fixtures.resources([{"tags": {"team": " "}}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_empty_value_passes if {
	count(tags.deny_empty_value) == 0 with input as fixtures.resources([{"tags": {"team": "web"}}, {}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_key_spelling_denies if {
	count(tags.deny_key_spelling) > 0 with input as fixtures.resources([{"tags": {"Cost-Center": "1"}}])
		with data.config as {"tags": {"required": ["cost_center"]}}
}

test_key_spelling_passes if {
	count(tags.deny_key_spelling) == 0 with input as fixtures.resources([{"tags": {"cost_center": "1"}}])
		with data.config as {"tags": {"required": ["cost_center"]}}
}

test_provider_defaults_denies if {
	count(tags.deny_provider_defaults) > 0 with input as fixtures.resources([{}, {}, {}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_provider_defaults_passes if {
	count(tags.deny_provider_defaults) == 0 with input as fixtures.resources([{}, {}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_provider_defaults_passes_2 if {
	count(tags.deny_provider_defaults) == 0 with input as fixtures.resources([{"tags": {"team": "a"}}, {}, {}])
		with data.config as {"tags": {"required": ["team"]}}
}

test_propagation_denies if {
	count(tags.deny_propagation) > 0 with input as fixtures.resources([{"type": "aws_ecs_service", "tags": {"a": "b"}}])
		with data.config as {}
}

test_propagation_denies_2 if {
	count(tags.deny_propagation) > 0 with input as fixtures.resources([{"type": "aws_batch_job_definition", "tags": {"a": "b"}}])
		with data.config as {}
}

test_propagation_denies_3 if {
	count(tags.deny_propagation) > 0 with input as fixtures.resources([{"type": "aws_launch_template", "tags": {"a": "b"}}])
		with data.config as {}
}

test_propagation_denies_4 if {
	count(tags.deny_propagation) > 0 with input as fixtures.resources([{"type": "aws_autoscaling_group", "tags": {"a": "b"}, "attributes": {"tag": [{"key": "a", "propagate_at_launch": false}]}}])
		with data.config as {}
}

test_propagation_passes if {
	count(tags.deny_propagation) == 0 with input as fixtures.resources([{"type": "aws_ecs_service", "tags": {"a": "b"}, "attributes": {"propagate_tags": "SERVICE"}}])
		with data.config as {}
}

test_propagation_passes_2 if {
	count(tags.deny_propagation) == 0 with input as fixtures.resources([{"type": "aws_ecs_service", "tags": {"a": "b"}, "unknownAttributes": ["propagate_tags"]}])
		with data.config as {}
}

test_propagation_passes_3 if {
	count(tags.deny_propagation) == 0 with input as fixtures.resources([{"type": "aws_launch_template", "tags": {"a": "b"}, "attributes": {"tag_specifications": [{}]}}])
		with data.config as {}
}

test_propagation_passes_4 if {
	count(tags.deny_propagation) == 0 with input as fixtures.resources([{"type": "aws_ecs_service"}])
		with data.config as {}
}

# One of each type that has the attribute, as its provider nests it.
test_propagation_denies_of_each_type if {
	count(tags.deny_propagation) == 5 with input as fixtures.resources([
		{"address": "r0", "type": "aws_autoscaling_group_tag", "attributes": {"tag": [{"key": "a", "propagate_at_launch": false}]}},
		{"address": "r1", "type": "aws_batch_compute_environment", "attributes": {"compute_resources": [{"type": "SPOT"}]}, "tags": {"a": "b"}},
		{"address": "r2", "type": "aws_cloudwatch_event_target", "attributes": {"ecs_target": [{"task_count": 1}]}},
		{"address": "r3", "type": "aws_pipes_pipe", "attributes": {"target_parameters": [{"ecs_task_parameters": [{"task_count": 1}]}]}, "tags": {"a": "b"}},
		{"address": "r4", "type": "aws_scheduler_schedule", "attributes": {"target": [{"ecs_parameters": {"task_count": 1}}]}},
	])
		with data.config as {}
}

test_propagation_passes_of_each_type if {
	count(tags.deny_propagation) == 0 with input as fixtures.resources([
		{"address": "r0", "type": "aws_batch_compute_environment", "attributes": {"compute_resources": [{"type": "SPOT", "tags": {"a": "b"}}]}, "tags": {"a": "b"}},
		{"address": "r1", "type": "aws_batch_compute_environment", "attributes": {"compute_resources": [{"type": "FARGATE"}]}, "tags": {"a": "b"}},
		{"address": "r2", "type": "aws_cloudwatch_event_target", "attributes": {"arn": "lambda"}},
		{"address": "r3", "type": "aws_cloudwatch_event_target", "attributes": {"ecs_target": [{"propagate_tags": "TASK_DEFINITION"}]}},
		{"address": "r4", "type": "aws_cloudwatch_event_target", "attributes": {"ecs_target": [{}]}, "unknownAttributes": ["ecs_target.0.propagate_tags"]},
		{"address": "r5", "type": "aws_pipes_pipe", "attributes": {"target_parameters": [{"ecs_task_parameters": [{"propagate_tags": "TASK_DEFINITION"}]}]}, "tags": {"a": "b"}},
	])
		with data.config as {}
}

test_propagation_denies_of_replicas_and_capacity_providers if {
	count(tags.deny_propagation) == 2 with input as fixtures.resources([
		{"address": "r0", "type": "aws_dynamodb_table", "tags": {"team": "web"}, "attributes": {"replica": [{"region_name": "eu-west-1"}, {"region_name": "us-east-1", "propagate_tags": true}]}},
		{"address": "r1", "type": "aws_ecs_capacity_provider", "tags": {"team": "web"}, "attributes": {"managed_instances_provider": [{}]}},
		{"address": "r2", "type": "aws_dynamodb_table", "tags": {"team": "web"}},
		{"address": "r3", "type": "aws_ecs_capacity_provider", "tags": {"team": "web"}, "attributes": {"managed_instances_provider": [{"propagate_tags": "CAPACITY_PROVIDER"}]}},
		{"address": "r4", "type": "aws_dynamodb_table", "tags": {"team": "web"}, "attributes": {"replica": [{}]}, "unknownAttributes": ["replica.0.propagate_tags"]},
	])
		with data.config as {}
}

# Labels of a cluster stand in another attribute; what the catalogue calls free carries none.
test_required_denies_of_billed_types if {
	count(tags.deny_required) == 3 with input as fixtures.resources([
		{"address": "r0", "type": "google_container_cluster"},
		{"address": "r1", "type": "aws_wafv2_web_acl"},
		{"address": "r2", "type": "azurerm_cosmosdb_account"},
		{"address": "r3", "type": "aws_route53_record"},
	])
		with data.config as {"tags": {"required": ["team"]}}
}
