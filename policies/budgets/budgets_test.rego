package finops.packs.budgets_test

import data.finops.packs.budgets
import data.finops.packs.fixtures

test_max_increase_denies if {
	count(budgets.deny_max_increase) > 0 with input as fixtures.estimate({"difference": {"monthlyCost": 600.5, "percent": 1}})
		with data.config as {"budgets": {"maxIncrease": 600}}
}

test_max_increase_passes if {
	count(budgets.deny_max_increase) == 0 with input as fixtures.estimate({"difference": {"monthlyCost": 600, "percent": 1}})
		with data.config as {"budgets": {"maxIncrease": 600}}
}

test_max_increase_passes_2 if {
	count(budgets.deny_max_increase) == 0 with input as fixtures.estimate({"difference": {"monthlyCost": null, "percent": null}})
		with data.config as {"budgets": {"maxIncrease": 600}}
}

test_max_increase_passes_3 if {
	count(budgets.deny_max_increase) == 0 with input as fixtures.estimate({"difference": {"monthlyCost": 600, "percent": 1}})
		with data.config as {}
}

test_max_increase_percent_denies if {
	count(budgets.deny_max_increase_percent) > 0 with input as fixtures.estimate({"difference": {"monthlyCost": 30, "percent": 30}})
		with data.config as {"budgets": {"maxIncreasePercent": 20}}
}

test_max_increase_percent_passes if {
	count(budgets.deny_max_increase_percent) == 0 with input as fixtures.estimate({"difference": {"monthlyCost": 20, "percent": 20}})
		with data.config as {"budgets": {"maxIncreasePercent": 20}}
}

test_max_increase_percent_passes_2 if {
	count(budgets.deny_max_increase_percent) == 0 with input as fixtures.estimate({"difference": {"monthlyCost": 30, "percent": 30}})
		with data.config as {"budgets": {"maxIncreasePercent": 20, "minIncrease": 50}}
}

test_max_increase_percent_passes_3 if {
	count(budgets.deny_max_increase_percent) == 0 with input as fixtures.estimate({"difference": {"monthlyCost": 30, "percent": null}})
		with data.config as {"budgets": {"maxIncreasePercent": 20}}
}

test_total_crossed_denies if {
	count(budgets.deny_total_crossed) > 0 with input as fixtures.estimate({"planned": {"monthlyCost": 1200, "complete": true}})
		with data.config as {"budgets": {"maxTotal": 1000}}
}

test_total_crossed_denies_2 if {
	count(budgets.deny_total_crossed) > 0 with input as fixtures.estimate({"prior": {"monthlyCost": null, "complete": false}, "planned": {"monthlyCost": 1200, "complete": true}})
		with data.config as {"budgets": {"maxTotal": 1000}}
}

test_total_crossed_passes if {
	count(budgets.deny_total_crossed) == 0 with input as fixtures.estimate({"prior": {"monthlyCost": 1100, "complete": true}, "planned": {"monthlyCost": 1200, "complete": true}})
		with data.config as {"budgets": {"maxTotal": 1000}}
}

test_total_crossed_passes_2 if {
	count(budgets.deny_total_crossed) == 0 with input as fixtures.estimate({"planned": {"monthlyCost": 1000, "complete": true}})
		with data.config as {"budgets": {"maxTotal": 1000}}
}

test_team_increase_denies if {
	count(budgets.deny_team_increase) > 0 with input as fixtures.resources([{"tags": {"team": "web"}}, {"tags": {"team": "web"}, "change": "update", "prior": {"monthlyCost": 20, "complete": true}}])
		with data.config as {"budgets": {"teams": {"web": {"maxIncrease": 150}}}}
}

test_team_increase_passes if {
	count(budgets.deny_team_increase) == 0 with input as fixtures.resources([{"tags": {"team": "web"}}, {"tags": {"team": "data"}}])
		with data.config as {"budgets": {"teams": {"web": {"maxIncrease": 150}}}}
}

test_team_increase_passes_2 if {
	count(budgets.deny_team_increase) == 0 with input as fixtures.resources([{"tags": {"squad": "web"}}])
		with data.config as {"budgets": {"teamTag": "squad", "teams": {"web": {"maxIncrease": 150}}}}
}

test_max_resource_denies if {
	count(budgets.deny_max_resource) > 0 with input as fixtures.resources([{}])
		with data.config as {"budgets": {"maxResource": 99}}
}

test_max_resource_passes if {
	count(budgets.deny_max_resource) == 0 with input as fixtures.resources([{}])
		with data.config as {"budgets": {"maxResource": 100}}
}

test_max_resource_passes_2 if {
	count(budgets.deny_max_resource) == 0 with input as fixtures.resources([{"change": "no-op"}])
		with data.config as {"budgets": {"maxResource": 1}}
}

test_max_resource_passes_3 if {
	count(budgets.deny_max_resource) == 0 with input as fixtures.resources([{"planned": {"monthlyCost": null, "complete": false}}])
		with data.config as {"budgets": {"maxResource": 1}}
}

test_committed_over_budget_denies if {
	count(budgets.deny_committed_over_budget) > 0 with input as fixtures.input_with({"budgets": [{"id": "web", "team": null, "limit": 1000, "actual": 700, "forecast": null, "openPullRequests": 200, "thisPullRequest": 150}]})
		with data.config as {}
}

test_committed_over_budget_passes if {
	count(budgets.deny_committed_over_budget) == 0 with input as fixtures.input_with({"budgets": [{"id": "web", "team": null, "limit": 1000, "actual": 700, "forecast": null, "openPullRequests": 150, "thisPullRequest": 150}]})
		with data.config as {}
}

test_committed_over_budget_passes_2 if {
	count(budgets.deny_committed_over_budget) == 0 with input as fixtures.input_with({"budgets": [{"id": "web", "team": null, "limit": 1000, "actual": 1200, "forecast": null, "openPullRequests": 150, "thisPullRequest": 0}]})
		with data.config as {}
}

test_forecast_over_budget_denies if {
	count(budgets.deny_forecast_over_budget) > 0 with input as fixtures.input_with({"budgets": [{"id": "web", "team": null, "limit": 1000, "actual": null, "forecast": 900, "openPullRequests": null, "thisPullRequest": 150}]})
		with data.config as {}
}

test_forecast_over_budget_passes if {
	count(budgets.deny_forecast_over_budget) == 0 with input as fixtures.input_with({"budgets": [{"id": "web", "team": null, "limit": 1000, "actual": null, "forecast": 800, "openPullRequests": 50, "thisPullRequest": 150}]})
		with data.config as {}
}

test_forecast_over_budget_passes_2 if {
	count(budgets.deny_forecast_over_budget) == 0 with input as fixtures.input_with({"budgets": [{"id": "web", "team": null, "limit": 1000, "actual": null, "forecast": null, "openPullRequests": null, "thisPullRequest": 150}]})
		with data.config as {}
}

test_open_anomaly_denies if {
	count(budgets.deny_open_anomaly) > 0 with input as fixtures.input_with({"anomalies": [{"id": "i1", "series": "ec2", "start": "2026-11-20", "actual": 5, "expected": 1, "impact": 400}], "estimate": {"difference": {"monthlyCost": 10, "percent": 1}}})
		with data.config as {"budgets": {"maxOpenImpact": 100}}
}

test_open_anomaly_passes if {
	count(budgets.deny_open_anomaly) == 0 with input as fixtures.input_with({"anomalies": [{"id": "i1", "series": "ec2", "start": "2026-11-20", "actual": 5, "expected": 1, "impact": 400}], "estimate": {"difference": {"monthlyCost": 10, "percent": 1}}})
		with data.config as {"budgets": {"maxOpenImpact": 500}}
}

test_open_anomaly_passes_2 if {
	count(budgets.deny_open_anomaly) == 0 with input as fixtures.input_with({"anomalies": [{"id": "i1", "series": "ec2", "start": "2026-11-20", "actual": 5, "expected": 1, "impact": 400}], "estimate": {"difference": {"monthlyCost": -10, "percent": 1}}})
		with data.config as {"budgets": {"maxOpenImpact": 100}}
}

test_open_anomaly_passes_3 if {
	count(budgets.deny_open_anomaly) == 0 with input as fixtures.input_with({"anomalies": [{"id": "i1", "series": "ec2", "start": "2026-11-20", "actual": 5, "expected": 1, "impact": 400}], "estimate": {"difference": {"monthlyCost": 10, "percent": 1}}})
		with data.config as {}
}

test_committed_over_budget_counts_what_is_known_of_others if {
	count(budgets.deny_committed_over_budget) > 0 with input as fixtures.input_with({"budgets": [{"id": "web", "team": null, "limit": 1000, "actual": 700, "forecast": null, "openPullRequests": null, "openPullRequestsAtLeast": 200, "thisPullRequest": 150}]})
		with data.config as {}
}

test_committed_over_budget_passes_where_nobody_knows_of_others if {
	count(budgets.deny_committed_over_budget) == 0 with input as fixtures.input_with({"budgets": [{"id": "web", "team": null, "limit": 1000, "actual": 700, "forecast": null, "openPullRequests": null, "thisPullRequest": 150}]})
		with data.config as {}
}
