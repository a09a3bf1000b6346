# METADATA
# title: Commitments
# description: What is bound for a year or more, and what could be.
package finops.packs.commitments

import data.finops.packs.lib

# METADATA
# title: A commitment is bought in code
# description: |
#   A savings plan, reservation or committed-use discount binds money for years; it needs `minApprovals` (2) approvals
#   on the head of the pull request.
# related_resources:
# - https://github.com/hashicorp/terraform-provider-aws/tree/main/website/docs/r
# - https://github.com/hashicorp/terraform-provider-google/tree/v6.50.0/website/docs/r
# custom:
#   id: commitments/purchase
#   severity: high
#   fix: Have the purchase approved by the people who answer for it.
deny_purchase contains finding if {
	some resource in lib.judged_of(purchases)
	count(approvers) < lib.setting("commitments", "minApprovals", 2)
	finding := lib.of_resource(resource, $"{resource.address} buys a commitment with {count(approvers)} of {lib.setting("commitments", "minApprovals", 2)} approvals.")
}

purchases := {
	"aws_ec2_capacity_block_reservation",
	"aws_rds_reserved_instance",
	"aws_savingsplans_plan",
	"aws_savingsplans_savings_plan",
	"aws_shield_subscription",
	"google_bigquery_capacity_commitment",
	"google_compute_region_commitment",
}

approvers := {approval.login |
	some approval in input.approvals
	is_of_this_change(approval)
}

is_of_this_change(approval) if {
	approval.sha == input.pullRequest.head
	approval.login != input.pullRequest.author
}

# A group of several pull requests is none itself; what is handed in are the approvals of their heads.
is_of_this_change(_) if is_null(input.pullRequest)

# METADATA
# title: A capacity reservation without an end
# description: A reservation of capacity is billed whether it is used or not, until somebody deletes it.
# custom:
#   id: commitments/open-reservation
#   severity: medium
#   fix: Set end_date and end_date_type.
deny_open_reservation contains finding if {
	some resource in lib.judged_of({"aws_ec2_capacity_reservation"})
	not lib.attribute(resource, "end_date")
	not lib.unknown(resource, "end_date")
	finding := lib.of_resource(resource, $"{resource.address} has no end date.")
}

# METADATA
# title: Much always-on compute at the full price
# description: |
#   Machines that the change adds cost more than `commitFrom` a month together: a savings plan or a committed-use
#   discount would cover them.
# custom:
#   id: commitments/uncovered
#   severity: low
#   fix: Buy a commitment for the part that runs all the time.
deny_uncovered contains finding if {
	limit := lib.setting("commitments", "commitFrom", null)
	is_number(limit)
	total := sum([lib.increase(resource) |
		some resource in lib.judged_of(object.keys(lib.machine_attributes))
	])
	total > limit
	finding := lib.of_change($"Machines for {lib.amount(total)} a month are added at the full price.")
}
