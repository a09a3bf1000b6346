package finops.packs.remediation_test

import data.finops.packs.fixtures
import data.finops.packs.remediation

test_approvals_denies if {
	count(remediation.deny_approvals) > 0 with input as fixtures.input_with({"pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": [".finops/plans/1.yml"]}, "approvals": []})
		with data.config as {}
}

test_approvals_denies_2 if {
	count(remediation.deny_approvals) > 0 with input as fixtures.input_with({"pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": [".finops/plans/1.yml"]}, "approvals": [{"login": "ana", "teams": [], "sha": "abc", "submittedAt": "2026-11-25T10:00:00Z"}]})
		with data.config as {}
}

test_approvals_denies_3 if {
	count(remediation.deny_approvals) > 0 with input as fixtures.input_with({"pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": [".finops/plans/1.yml"]}, "approvals": [{"login": "bo", "teams": [], "sha": "old", "submittedAt": "2026-11-25T10:00:00Z"}]})
		with data.config as {}
}

test_approvals_denies_4 if {
	count(remediation.deny_approvals) > 0 with input as fixtures.input_with({"pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": [".finops/plans/1.yml"]}, "approvals": [{"login": "bo", "teams": ["web"], "sha": "abc", "submittedAt": "2026-11-25T10:00:00Z"}]})
		with data.config as {"remediation": {"teams": ["finops"]}}
}

test_approvals_passes if {
	count(remediation.deny_approvals) == 0 with input as fixtures.input_with({"pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": [".finops/plans/1.yml"]}, "approvals": [{"login": "bo", "teams": [], "sha": "abc", "submittedAt": "2026-11-25T10:00:00Z"}]})
		with data.config as {}
}

test_approvals_passes_2 if {
	count(remediation.deny_approvals) == 0 with input as fixtures.input_with({"pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": [".finops/plans/1.yml"]}, "approvals": [{"login": "bo", "teams": ["finops"], "sha": "abc", "submittedAt": "2026-11-25T10:00:00Z"}]})
		with data.config as {"remediation": {"teams": ["finops"]}}
}

test_approvals_passes_3 if {
	count(remediation.deny_approvals) == 0 with input as fixtures.input_with({"pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": ["main.tf"]}, "approvals": []})
		with data.config as {}
}

test_approvals_passes_4 if {
	count(remediation.deny_approvals) == 0 with input as fixtures.input_with({})
		with data.config as {}
}

test_mixed_denies if {
	count(remediation.deny_mixed) > 0 with input as fixtures.input_with({"pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": [".finops/plans/1.yml", "main.tf"]}, "approvals": []})
		with data.config as {}
}

test_mixed_passes if {
	count(remediation.deny_mixed) == 0 with input as fixtures.input_with({"pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": [".finops/plans/1.yml"]}, "approvals": []})
		with data.config as {}
}

test_author_denies if {
	count(remediation.deny_author) > 0 with input as fixtures.input_with({"pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": [".finops/plans/1.yml"]}, "approvals": []})
		with data.config as {"remediation": {"authors": ["finops[bot]"]}}
}

test_author_passes if {
	count(remediation.deny_author) == 0 with input as fixtures.input_with({"pullRequest": {"number": 1, "author": "finops[bot]", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": [".finops/plans/1.yml"]}, "approvals": []})
		with data.config as {"remediation": {"authors": ["finops[bot]"]}}
}

test_author_passes_2 if {
	count(remediation.deny_author) == 0 with input as fixtures.input_with({"pullRequest": {"number": 1, "author": "ana", "title": "", "labels": [], "base": "main", "head": "abc", "draft": false, "files": [".finops/plans/1.yml"]}, "approvals": []})
		with data.config as {}
}
