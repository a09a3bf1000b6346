package finops.packs.commitments_test

import data.finops.packs.commitments
import data.finops.packs.fixtures

test_purchase_denies if {
	count(commitments.deny_purchase) > 0 with input as fixtures.input_with({"resources": [fixtures.resource({"type": "aws_savingsplans_plan"})], "pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": []}, "approvals": []})
		with data.config as {}
}

test_purchase_denies_2 if {
	count(commitments.deny_purchase) > 0 with input as fixtures.input_with({"resources": [fixtures.resource({"type": "aws_savingsplans_plan"})], "pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": []}, "approvals": [{"login": "bo", "teams": [], "sha": "abc", "submittedAt": "2026-11-25T10:00:00Z"}, {"login": "cy", "teams": [], "sha": "old", "submittedAt": "2026-11-25T10:00:00Z"}]})
		with data.config as {}
}

test_purchase_denies_3 if {
	count(commitments.deny_purchase) > 0 with input as fixtures.input_with({"resources": [fixtures.resource({"type": "aws_savingsplans_plan"})], "pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": []}, "approvals": [{"login": "bo", "teams": [], "sha": "abc", "submittedAt": "2026-11-25T10:00:00Z"}, {"login": "ana", "teams": [], "sha": "abc", "submittedAt": "2026-11-25T10:00:00Z"}]})
		with data.config as {}
}

test_purchase_passes if {
	count(commitments.deny_purchase) == 0 with input as fixtures.input_with({"resources": [fixtures.resource({"type": "aws_savingsplans_plan"})], "pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": []}, "approvals": [{"login": "bo", "teams": [], "sha": "abc", "submittedAt": "2026-11-25T10:00:00Z"}, {"login": "cy", "teams": [], "sha": "abc", "submittedAt": "2026-11-25T10:00:00Z"}]})
		with data.config as {}
}

test_open_reservation_denies if {
	count(commitments.deny_open_reservation) > 0 with input as fixtures.resources([{"type": "aws_ec2_capacity_reservation"}])
		with data.config as {}
}

test_open_reservation_passes if {
	count(commitments.deny_open_reservation) == 0 with input as fixtures.resources([{"type": "aws_ec2_capacity_reservation", "attributes": {"end_date": "2027-01-01"}}, {"type": "aws_ec2_capacity_reservation", "unknownAttributes": ["end_date"]}])
		with data.config as {}
}

test_uncovered_denies if {
	count(commitments.deny_uncovered) > 0 with input as fixtures.resources([{}, {}])
		with data.config as {"commitments": {"commitFrom": 150}}
}

test_uncovered_passes if {
	count(commitments.deny_uncovered) == 0 with input as fixtures.resources([{}])
		with data.config as {"commitments": {"commitFrom": 150}}
}

test_uncovered_passes_2 if {
	count(commitments.deny_uncovered) == 0 with input as fixtures.resources([{}, {}])
		with data.config as {}
}

# A group of a merge queue: the approvals are those of its pull requests.
test_purchase_passes_in_a_group if {
	count(commitments.deny_purchase) == 0 with input as fixtures.input_with({"resources": [fixtures.resource({"type": "aws_savingsplans_savings_plan"})], "pullRequest": null, "approvals": [{"login": "bo", "teams": [], "sha": "abc", "submittedAt": "2026-11-25T10:00:00Z"}, {"login": "cy", "teams": [], "sha": "abc", "submittedAt": "2026-11-25T10:00:00Z"}]})
		with data.config as {}
}
