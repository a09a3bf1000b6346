package finops.packs.prices_test

import data.finops.packs.fixtures
import data.finops.packs.prices

test_too_old_denies if {
	count(prices.deny_too_old) > 0 with input as fixtures.input_with({"priceBook": {"asOf": "2026-01-01"}})
		with data.config as {}
}

test_too_old_denies_2 if {
	count(prices.deny_too_old) > 0 with input as fixtures.input_with({"priceBook": {"asOf": "2026-11-01"}})
		with data.config as {"prices": {"maxAgeDays": 23}}
}

test_too_old_passes if {
	count(prices.deny_too_old) == 0 with input as fixtures.input_with({"priceBook": {"asOf": "2026-11-01"}})
		with data.config as {"prices": {"maxAgeDays": 24}}
}

test_currency_denies if {
	count(prices.deny_currency) > 0 with input as fixtures.input_with({"currency": "EUR"})
		with data.config as {"prices": {"currency": "USD"}}
}

test_currency_passes if {
	count(prices.deny_currency) == 0 with input as fixtures.input_with({"currency": "USD"})
		with data.config as {"prices": {"currency": "USD"}}
}

test_currency_passes_2 if {
	count(prices.deny_currency) == 0 with input as fixtures.input_with({"currency": "EUR"})
		with data.config as {}
}
