package finops.packs.storage_test

import data.finops.packs.fixtures
import data.finops.packs.storage

test_gp2_denies if {
	count(storage.deny_gp2) > 0 with input as fixtures.resources([{"type": "aws_ebs_volume", "attributes": {"type": "gp2"}}])
		with data.config as {}
}

test_gp2_denies_2 if {
	count(storage.deny_gp2) > 0 with input as fixtures.resources([{"type": "aws_db_instance", "attributes": {"storage_type": "gp2"}}])
		with data.config as {}
}

test_gp2_denies_3 if {
	count(storage.deny_gp2) > 0 with input as fixtures.resources([{"attributes": {"root_block_device": [{"volume_type": "gp2"}]}}])
		with data.config as {}
}

test_gp2_passes if {
	count(storage.deny_gp2) == 0 with input as fixtures.resources([{"type": "aws_ebs_volume", "attributes": {"type": "gp3"}}, {"type": "aws_eip"}, {}])
		with data.config as {}
}

test_provisioned_iops_denies if {
	count(storage.deny_provisioned_iops) > 0 with input as fixtures.resources([{"type": "aws_ebs_volume", "attributes": {"type": "io1", "iops": 3000}}])
		with data.config as {}
}

test_provisioned_iops_passes if {
	count(storage.deny_provisioned_iops) == 0 with input as fixtures.resources([{"type": "aws_ebs_volume", "attributes": {"type": "io2", "iops": 64000}}, {"type": "aws_ebs_volume", "attributes": {"type": "gp3", "iops": 3000}}])
		with data.config as {}
}

test_magnetic_denies if {
	count(storage.deny_magnetic) > 0 with input as fixtures.resources([{"type": "aws_ebs_volume", "attributes": {"type": "standard"}}])
		with data.config as {}
}

test_magnetic_passes if {
	count(storage.deny_magnetic) == 0 with input as fixtures.resources([{"type": "aws_ebs_volume", "attributes": {"type": "st1"}}])
		with data.config as {}
}

test_max_size_denies if {
	count(storage.deny_max_size) > 0 with input as fixtures.resources([{"type": "aws_ebs_volume", "attributes": {"size": 4096}}])
		with data.config as {}
}

test_max_size_passes if {
	count(storage.deny_max_size) == 0 with input as fixtures.resources([{"type": "aws_ebs_volume", "attributes": {"size": 2048}}, {"type": "aws_rds_cluster", "attributes": {"allocated_storage": 9000}}])
		with data.config as {}
}

test_premium_non_production_denies if {
	count(storage.deny_premium_non_production) > 0 with input as fixtures.dev([{"type": "azurerm_managed_disk", "attributes": {"storage_account_type": "Premium_LRS"}}])
		with data.config as {}
}

test_premium_non_production_denies_2 if {
	count(storage.deny_premium_non_production) > 0 with input as fixtures.dev([{"type": "google_compute_disk", "attributes": {"type": "pd-ssd"}}])
		with data.config as {}
}

test_premium_non_production_passes if {
	count(storage.deny_premium_non_production) == 0 with input as fixtures.resources([{"type": "google_compute_disk", "attributes": {"type": "pd-ssd"}}])
		with data.config as {}
}

test_premium_non_production_passes_2 if {
	count(storage.deny_premium_non_production) == 0 with input as fixtures.dev([{"type": "google_compute_disk", "attributes": {"type": "pd-standard"}}])
		with data.config as {}
}

test_geo_redundant_denies if {
	count(storage.deny_geo_redundant) > 0 with input as fixtures.dev([{"type": "azurerm_storage_account", "attributes": {"account_replication_type": "GRS"}}])
		with data.config as {}
}

test_geo_redundant_denies_2 if {
	count(storage.deny_geo_redundant) > 0 with input as fixtures.dev([{"type": "google_storage_bucket", "attributes": {"location": "eu"}}])
		with data.config as {}
}

test_geo_redundant_passes if {
	count(storage.deny_geo_redundant) == 0 with input as fixtures.dev([{"type": "azurerm_storage_account", "attributes": {"account_replication_type": "LRS"}}])
		with data.config as {}
}

test_geo_redundant_passes_2 if {
	count(storage.deny_geo_redundant) == 0 with input as fixtures.resources([{"type": "google_storage_bucket", "attributes": {"location": "EU"}}])
		with data.config as {}
}
