package finops.packs.lib_test

import data.finops.packs.fixtures
import data.finops.packs.lib

test_amount_has_two_decimals if {
	lib.amount(1234.5) == "USD 1234.50" with input as fixtures.input_with({})
}

test_amount_rounds_and_keeps_the_sign if {
	lib.amount(-0.005) == "USD -0.01" with input as fixtures.input_with({})
}

test_pattern_crosses_dots_and_slashes if {
	lib.matches_any(".finops/plans/a.yml", [".finops/*"])
}
