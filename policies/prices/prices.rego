# METADATA
# title: Price book
# description: An estimate is as good as its prices.
# custom:
#   settings:
#     currency: text
package finops.packs.prices

import data.finops.packs.lib

# METADATA
# title: The price book is too old
# description: The prices are more than `maxAgeDays` (120) days older than the clock of the evaluation.
# custom:
#   id: prices/too-old
#   severity: medium
#   fix: Refresh the price book with finops prices refresh, or update the tool.
deny_too_old contains finding if {
	limit := lib.setting("prices", "maxAgeDays", 120)
	now := time.parse_rfc3339_ns(input.now)
	age := floor((now - time.parse_rfc3339_ns($"{input.priceBook.asOf}T00:00:00Z")) / 86400000000000)
	age > limit
	finding := lib.of_change($"The prices are of {input.priceBook.asOf}, {age} days old; at most {limit} are allowed.")
}

# METADATA
# title: The estimate is in another currency
# description: The thresholds are written for `currency`, and the estimate is in another one.
# custom:
#   id: prices/currency
#   severity: high
#   fix: Set the currency of the estimate, or rewrite the thresholds.
deny_currency contains finding if {
	wanted := lib.setting("prices", "currency", null)
	is_string(wanted)
	input.currency != wanted
	finding := lib.of_change($"The estimate is in {input.currency}, but the limits are written for {wanted}.")
}
