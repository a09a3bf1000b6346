# METADATA
# title: Regions
# description: Where resources may stand.
# custom:
#   settings:
#     avoid: textsByName
package finops.packs.regions

import data.finops.packs.lib

# METADATA
# title: The region is not allowed
# description: A created or changed resource stands in a region that no pattern of `allowed` matches.
# custom:
#   id: regions/allowed
#   severity: high
#   fix: Create it in an allowed region.
deny_allowed contains finding if {
	allowed := lib.setting("regions", "allowed", [])
	count(allowed) > 0
	forbidden := {region | some region in used; not lib.matches_any(region, allowed)}
	count(forbidden) > 0
	listed := $", which is not allowed ({concat(", ", allowed)})."
	some resource in lib.judged
	resource.region in forbidden
	finding := lib.of_resource(resource, $"{resource.address} stands in {resource.region}{listed}")
}

used := {resource.region | some resource in lib.judged; is_string(resource.region)}

# METADATA
# title: The region is dear for this type
# description: |
#   A created or changed resource stands in a region that `avoid` lists for its type, `{type pattern: [regions]}`; the
#   reason is that the same is cheaper elsewhere.
# custom:
#   id: regions/avoid
#   severity: low
#   fix: Create it in a cheaper region.
deny_avoid contains finding if {
	some pattern, regions in lib.setting("regions", "avoid", {})
	avoided := {region | some region in used; lib.matches_any(region, regions)}
	count(avoided) > 0
	types := {type | some type, _ in lib.positions; glob.match(pattern, null, type)}
	some resource in lib.judged_of(types)
	avoided[resource.region]
	finding := lib.of_resource(resource, $"{resource.address} stands in {resource.region}, which is to be avoided for {resource.type}.")
}

# METADATA
# title: The change opens a new region
# description: |
#   With `noNewRegions`, a resource stands in a region in which nothing stood before, which brings transfer, endpoints
#   and copies of shared services with it.
# custom:
#   id: regions/new-region
#   severity: medium
#   fix: Use a region that is already in use, or ask for an override.
deny_new_region contains finding if {
	lib.setting("regions", "noNewRegions", false) == true
	count(prior_regions) > 0
	some resource in input.resources
	resource.change == "create"
	is_string(resource.region)
	not resource.region in prior_regions
	finding := lib.of_resource(resource, $"{resource.address} is the first resource in {resource.region}.")
}

prior_regions := {resource.region |
	some resource in input.resources
	resource.change != "create"
	is_string(resource.region)
}
