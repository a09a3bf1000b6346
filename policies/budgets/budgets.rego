# METADATA
# title: Budgets
# description: Limits on what a change may add, and on what is spent in total. Amounts are in the estimate's currency.
# custom:
#   settings:
#     teams: increaseByName
package finops.packs.budgets

import data.finops.packs.lib

# METADATA
# title: The increase is over the allowed amount
# description: The monthly cost rises by more than `maxIncrease`.
# custom:
#   id: budgets/max-increase
#   severity: high
#   fix: Make the change smaller, split it, or ask for an override.
deny_max_increase contains finding if {
	limit := lib.setting("budgets", "maxIncrease", null)
	is_number(limit)
	input.estimate.difference.monthlyCost > limit
	is_number(input.estimate.difference.monthlyCost)
	finding := lib.of_change($"The monthly cost rises by {lib.amount(input.estimate.difference.monthlyCost)}, more than the allowed {lib.amount(limit)}.")
}

# METADATA
# title: The increase is over the allowed share
# description: |
#   The monthly cost rises by more than `maxIncreasePercent` of the prior cost. Below `minIncrease` (0) nothing fires;
#   a change of what cost nothing has no percentage and is left to the other limits.
# custom:
#   id: budgets/max-increase-percent
#   severity: high
#   fix: Make the change smaller, split it, or ask for an override.
deny_max_increase_percent contains finding if {
	limit := lib.setting("budgets", "maxIncreasePercent", null)
	is_number(limit)
	is_number(input.estimate.difference.percent)
	input.estimate.difference.percent > limit
	input.estimate.difference.monthlyCost > lib.setting("budgets", "minIncrease", 0)
	finding := lib.of_change($"The monthly cost rises by {round(input.estimate.difference.percent)} %, more than the allowed {limit} %.")
}

# METADATA
# title: The total crosses its limit
# description: The planned monthly cost is over `maxTotal` and the prior one was not.
# custom:
#   id: budgets/total-crossed
#   severity: high
#   fix: Save elsewhere in the same project, or raise the limit in the configuration.
deny_total_crossed contains finding if {
	limit := lib.setting("budgets", "maxTotal", null)
	is_number(limit)
	input.estimate.planned.monthlyCost > limit
	is_number(input.estimate.planned.monthlyCost)
	not already_over(limit)
	finding := lib.of_change($"The monthly cost of the project crosses {lib.amount(limit)}: it would be {lib.amount(input.estimate.planned.monthlyCost)}.")
}

already_over(limit) if {
	is_number(input.estimate.prior.monthlyCost)
	input.estimate.prior.monthlyCost > limit
}

# METADATA
# title: A team's increase is over its amount
# description: |
#   The resources whose tag `teamTag` (`team`) names a team rise by more than `teams.<team>.maxIncrease` together.
# custom:
#   id: budgets/team-increase
#   severity: high
#   fix: Make the team's part of the change smaller, or raise its limit in the configuration.
deny_team_increase contains finding if {
	some team, limits in team_limits
	total := sum([lib.increase(input.resources[position]) | some position in sort(positions_of[team])])
	total > limits.maxIncrease
	finding := lib.of_change($"The resources of team {team} rise by {lib.amount(total)} a month, more than its {lib.amount(limits.maxIncrease)}.")
}

team_limits := lib.setting("budgets", "teams", {})

positions_of[team] contains position if {
	count(team_limits) > 0
	key := lib.setting("budgets", "teamTag", "team")
	some position, resource in input.resources
	team := resource.tags[key]
	team_limits[team]
}

# METADATA
# title: One resource costs more than the allowed amount
# description: A created or changed resource costs more than `maxResource` a month.
# custom:
#   id: budgets/max-resource
#   severity: medium
#   fix: Choose a smaller size, or ask for an override.
deny_max_resource contains finding if {
	limit := lib.setting("budgets", "maxResource", null)
	is_number(limit)
	some resource in lib.judged
	cost := lib.planned_cost(resource)
	cost > limit
	finding := lib.of_resource(resource, $"{resource.address} costs {lib.amount(cost)} a month, more than the allowed {lib.amount(limit)}.")
}

# METADATA
# title: A budget does not hold what is committed
# description: |
#   What is billed this month, what other open pull requests add and what this one adds are more than the budget.
#   Of what is not known in full, the known part counts.
# custom:
#   id: budgets/committed-over-budget
#   severity: high
#   fix: Wait for the next month, close another pull request, or raise the budget.
deny_committed_over_budget contains finding if {
	some budget in input.budgets
	budget.thisPullRequest > 0
	is_number(budget.thisPullRequest)
	total := sum([value | some value in [budget.actual, committed(budget), budget.thisPullRequest]; is_number(value)])
	total > budget.limit
	finding := lib.of_change($"Budget {budget.id} holds {lib.amount(budget.limit)}, but {lib.amount(total)} are billed or committed with this change.")
}

# METADATA
# title: The forecast goes over a budget
# description: The month's forecast was within the budget, and with this change and the open pull requests is not.
# custom:
#   id: budgets/forecast-over-budget
#   severity: medium
#   fix: Save elsewhere under the same budget, or raise it.
deny_forecast_over_budget contains finding if {
	some budget in input.budgets
	is_number(budget.forecast)
	is_number(budget.thisPullRequest)
	budget.thisPullRequest > 0
	total := (budget.forecast + committed(budget)) + budget.thisPullRequest
	total > budget.limit
	finding := lib.of_change($"Budget {budget.id} of {lib.amount(budget.limit)} would be overrun: the forecast with this change is {lib.amount(total)}.")
}

# METADATA
# title: More is spent while an anomaly is open
# description: The cost rises although an incident with an impact over `maxOpenImpact` has not been closed.
# custom:
#   id: budgets/open-anomaly
#   severity: medium
#   fix: Close the incident first, or state in it that this change is unrelated.
deny_open_anomaly contains finding if {
	limit := lib.setting("budgets", "maxOpenImpact", null)
	is_number(limit)
	is_number(input.estimate.difference.monthlyCost)
	input.estimate.difference.monthlyCost > 0
	some anomaly in input.anomalies
	anomaly.impact > limit
	finding := lib.of_change($"Incident {anomaly.id} ({anomaly.series}, {lib.amount(anomaly.impact)} over the expected cost) is still open.")
}

# What other open pull requests commit, as far as it is known: one that nobody can read makes no room for others.
default committed(_) := 0

committed(budget) := budget.openPullRequests if is_number(budget.openPullRequests)

committed(budget) := budget.openPullRequestsAtLeast if {
	not is_number(budget.openPullRequests)
	is_number(budget.openPullRequestsAtLeast)
}
