package finops.packs.generations_test

import data.finops.packs.fixtures
import data.finops.packs.generations

test_aws_denies if {
	count(generations.deny_aws) > 0 with input as fixtures.resources([{"attributes": {"instance_type": "t2.micro"}}])
		with data.config as {}
}

test_aws_denies_2 if {
	count(generations.deny_aws) > 0 with input as fixtures.resources([{"type": "aws_db_instance", "attributes": {"instance_class": "db.m4.large"}}])
		with data.config as {}
}

test_aws_denies_3 if {
	count(generations.deny_aws) > 0 with input as fixtures.resources([{"type": "aws_elasticache_cluster", "attributes": {"node_type": "cache.r4.large"}}])
		with data.config as {}
}

test_aws_passes if {
	count(generations.deny_aws) == 0 with input as fixtures.resources([{"attributes": {"instance_type": "t3.micro"}}, {}])
		with data.config as {}
}

test_azure_denies if {
	count(generations.deny_azure) > 0 with input as fixtures.resources([{"type": "azurerm_linux_virtual_machine", "attributes": {"size": "Standard_D2_v2"}}])
		with data.config as {}
}

test_azure_denies_2 if {
	count(generations.deny_azure) > 0 with input as fixtures.resources([{"type": "azurerm_linux_virtual_machine", "attributes": {"size": "Standard_A1"}}])
		with data.config as {}
}

test_azure_passes if {
	count(generations.deny_azure) == 0 with input as fixtures.resources([{"type": "azurerm_linux_virtual_machine", "attributes": {"size": "Standard_D2s_v5"}}, {"type": "azurerm_linux_virtual_machine", "attributes": {"size": "Standard_B2ms"}}])
		with data.config as {}
}

test_google_denies if {
	count(generations.deny_google) > 0 with input as fixtures.resources([{"type": "google_compute_instance", "attributes": {"machine_type": "n1-standard-1"}}])
		with data.config as {}
}

test_google_passes if {
	count(generations.deny_google) == 0 with input as fixtures.resources([{"type": "google_compute_instance", "attributes": {"machine_type": "e2-small"}}, {"type": "google_sql_database_instance", "attributes": {"settings": [{"tier": "db-custom-2-7680"}]}}])
		with data.config as {}
}

test_arm_denies if {
	count(generations.deny_arm) > 0 with input as fixtures.resources([{"attributes": {"instance_type": "m6i.large"}}])
		with data.config as {"generations": {"preferArm": true}}
}

test_arm_passes if {
	count(generations.deny_arm) == 0 with input as fixtures.resources([{"attributes": {"instance_type": "m7g.large"}}])
		with data.config as {"generations": {"preferArm": true}}
}

test_arm_passes_2 if {
	count(generations.deny_arm) == 0 with input as fixtures.resources([{"attributes": {"instance_type": "m6i.large"}}])
		with data.config as {}
}

test_function_arm_denies if {
	count(generations.deny_function_arm) > 0 with input as fixtures.resources([{"type": "aws_lambda_function"}])
		with data.config as {"generations": {"preferArm": true}}
}

test_function_arm_passes if {
	count(generations.deny_function_arm) == 0 with input as fixtures.resources([{"type": "aws_lambda_function", "attributes": {"architectures": ["arm64"]}}, {"type": "aws_lambda_function", "unknownAttributes": ["architectures.0"]}])
		with data.config as {"generations": {"preferArm": true}}
}

test_function_arm_passes_2 if {
	count(generations.deny_function_arm) == 0 with input as fixtures.resources([{"type": "aws_lambda_function"}])
		with data.config as {}
}

test_extended_support_denies if {
	count(generations.deny_extended_support) > 0 with input as fixtures.resources([{"type": "aws_db_instance", "attributes": {"engine": "mysql", "engine_version": "5.7.44"}}])
		with data.config as {}
}

test_extended_support_denies_2 if {
	count(generations.deny_extended_support) > 0 with input as fixtures.resources([{"type": "aws_db_instance", "attributes": {"engine": "postgres", "engine_version": "11"}}])
		with data.config as {}
}

test_extended_support_passes if {
	count(generations.deny_extended_support) == 0 with input as fixtures.resources([{"type": "aws_db_instance", "attributes": {"engine": "mysql", "engine_version": "8.0"}}, {"type": "aws_db_instance", "attributes": {"engine": "postgres", "engine_version": "16.3"}}, {"type": "aws_db_instance", "attributes": {"engine": "oracle-ee", "engine_version": "19"}}])
		with data.config as {}
}

test_aws_names_the_successor_of_the_service if {
	{each.msg | some each in generations.deny_aws} == {
		"cache is a r4.large; r7g does the same work for less.",
		"db is a r4.large; r7i does the same work for less.",
	} with input as fixtures.resources([
		{"address": "cache", "type": "aws_elasticache_cluster", "attributes": {"node_type": "cache.r4.large"}},
		{"address": "db", "type": "aws_db_instance", "attributes": {"instance_class": "db.r4.large"}},
	])
		with data.config as {}
}
