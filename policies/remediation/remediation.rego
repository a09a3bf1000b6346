# METADATA
# title: Remediation approval
# description: |
#   A merged plan file under `planFiles` is carried out, so that its merge needs the approvals of people who may give
#   them.
package finops.packs.remediation

import data.finops.packs.lib

# METADATA
# title: A remediation plan needs approval
# description: |
#   The pull request changes a plan file and has fewer than `minApprovals` (1) approvals on its head by somebody else
#   than its author.
# custom:
#   id: remediation/approvals
#   severity: critical
#   fix: Have the plan approved by somebody else than its author.
deny_approvals contains finding if {
	count(plan_files) > 0
	needed := lib.setting("remediation", "minApprovals", 1)
	count(approvers) < needed
	finding := lib.of_change($"A remediation plan is changed with {count(approvers)} of {needed} approvals on its head.")
}

plan_files := [file |
	is_object(input.pullRequest)
	some file in input.pullRequest.files
	lib.matches_any(file, lib.setting("remediation", "planFiles", [".finops/plans/*"]))
]

approvers := {approval.login |
	some approval in input.approvals
	approval.sha == input.pullRequest.head
	approval.login != input.pullRequest.author
	may_approve(approval)
}

may_approve(_) if count(lib.setting("remediation", "teams", [])) == 0

may_approve(approval) if {
	some team in approval.teams
	team in lib.setting("remediation", "teams", [])
}

# METADATA
# title: A remediation plan is mixed with other changes
# description: The pull request changes a plan file and other files, so that an approval would cover more than the plan.
# custom:
#   id: remediation/mixed
#   severity: high
#   fix: Open the plan as a pull request of its own.
deny_mixed contains finding if {
	count(plan_files) > 0
	others := count(input.pullRequest.files) - count(plan_files)
	others > 0
	finding := lib.of_change($"A remediation plan is changed together with {others} other files.")
}

# METADATA
# title: A remediation plan from outside
# description: The pull request changes a plan file, and its author is none of `authors` (when it is set).
# custom:
#   id: remediation/author
#   severity: critical
#   fix: Let the tool open the plan again.
deny_author contains finding if {
	authors := lib.setting("remediation", "authors", [])
	count(authors) > 0
	count(plan_files) > 0
	not input.pullRequest.author in authors
	finding := lib.of_change($"A remediation plan is changed by {input.pullRequest.author}.")
}
