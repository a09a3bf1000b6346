package finops.packs.regions_test

import data.finops.packs.fixtures
import data.finops.packs.regions

test_allowed_denies if {
	count(regions.deny_allowed) > 0 with input as fixtures.resources([{"region": "us-east-1"}])
		with data.config as {"regions": {"allowed": ["eu-*"]}}
}

test_allowed_passes if {
	count(regions.deny_allowed) == 0 with input as fixtures.resources([{}, {"region": null}])
		with data.config as {"regions": {"allowed": ["eu-*"]}}
}

test_allowed_passes_2 if {
	count(regions.deny_allowed) == 0 with input as fixtures.resources([{"region": "us-east-1"}])
		with data.config as {}
}

test_avoid_denies if {
	count(regions.deny_avoid) > 0 with input as fixtures.resources([{"region": "sa-east-1"}])
		with data.config as {"regions": {"avoid": {"aws_*": ["sa-*"]}}}
}

test_avoid_passes if {
	count(regions.deny_avoid) == 0 with input as fixtures.resources([{"region": "eu-west-1"}])
		with data.config as {"regions": {"avoid": {"aws_*": ["sa-*"]}}}
}

test_avoid_passes_2 if {
	count(regions.deny_avoid) == 0 with input as fixtures.resources([{"type": "google_x", "region": "sa-east-1"}])
		with data.config as {"regions": {"avoid": {"aws_*": ["sa-*"]}}}
}

test_new_region_denies if {
	count(regions.deny_new_region) > 0 with input as fixtures.resources([{"region": "us-east-1"}, {"change": "no-op"}])
		with data.config as {"regions": {"noNewRegions": true}}
}

test_new_region_passes if {
	count(regions.deny_new_region) == 0 with input as fixtures.resources([{}, {"change": "no-op"}])
		with data.config as {"regions": {"noNewRegions": true}}
}

test_new_region_passes_2 if {
	count(regions.deny_new_region) == 0 with input as fixtures.resources([{}])
		with data.config as {"regions": {"noNewRegions": true}}
}

test_new_region_passes_3 if {
	count(regions.deny_new_region) == 0 with input as fixtures.resources([{"region": "us-east-1"}, {"change": "no-op"}])
		with data.config as {}
}
