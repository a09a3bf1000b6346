# METADATA
# title: What the packs share
# description: |
#   Which resources are judged, what they cost, and how a finding is written. Thresholds are read from
#   `data.config.<pack>`, which is the pack's block in finops.yml.
package finops.packs.lib

# METADATA
# description: The setting of a pack, or the fallback where the configuration does not state it.
setting(pack, name, fallback) := object.get(object.get(data.config, pack, {}), name, fallback)

# METADATA
# description: Resources that the change creates, replaces or updates; what stands untouched is not this change's.
judged := [resource |
	some resource in input.resources
	is_judged(resource)
]

is_judged(each) if {
	each.change != "no-op"
	each.change != "delete"
}

# METADATA
# description: |
#   Where the resources of each type stand in `input.resources`: a rule that concerns some types walks those alone,
#   because a plan may hold ten thousand resources and there are many rules.
positions := {type: sort(found) | some type, found in found_positions}

found_positions[type] contains position if {
	some position, resource in input.resources
	type := resource.type
}

by_type[type] := [input.resources[position] | some position in places] if some type, places in positions

judged_by_type[type] := [resource | some resource in list; is_judged(resource)] if some type, list in by_type

# METADATA
# description: Resources of the given types, by type and then in the order of the input.
all_of(types) := [resource | some type in types; some resource in by_type[type]]

# METADATA
# description: Resources of the given types that are there after the change.
planned_of(types) := [resource | some resource in all_of(types); resource.change != "delete"]

# METADATA
# description: Resources of the given types that the change creates, replaces or updates.
judged_of(types) := [resource | some type in types; some resource in judged_by_type[type]]

# METADATA
# description: Workloads that the change creates, replaces or updates.
judged_workloads := [workload |
	some workload in input.workloads
	is_judged(workload)
]

# METADATA
# description: |
#   A finding about the whole change. Messages are templates, which are compiled, and not `sprintf`, for which the
#   compiled policy asks its host each time: one rule may fire for every resource of a large plan.
of_change(message) := {"msg": message, "resource": null, "file": null, "line": null}

# METADATA
# description: A finding about one resource.
of_resource(resource, message) := {
	"msg": message,
	"resource": resource.address,
	"file": resource.file,
	"line": resource.line,
}

# METADATA
# description: A finding about one workload; its address is that of the estimate.
of_workload(workload, message) := {
	"msg": message,
	"resource": concat("/", [workload.namespace, workload.kind, workload.name]),
	"file": workload.file,
	"line": workload.line,
}

# METADATA
# description: The planned monthly cost; undefined where it is not known.
planned_cost(resource) := resource.planned.monthlyCost if is_number(resource.planned.monthlyCost)

# METADATA
# description: The prior monthly cost, nothing for what did not exist; undefined where it is not known.
prior_cost(resource) := 0 if resource.change == "create"

prior_cost(resource) := resource.prior.monthlyCost if {
	resource.change != "create"
	is_number(resource.prior.monthlyCost)
}

# METADATA
# description: Planned less prior; undefined where a side is not known.
increase(resource) := planned_cost(resource) - prior_cost(resource)

# METADATA
# description: An amount with its currency and two decimals, `USD 12.30`.
amount(value) := $"{input.currency} {sign(value)}{floor(cents / 100)}.{hundredths}" if {
	cents := round(abs(value) * 100)
	hundredths := substring(format_int(100 + (cents % 100), 10), 1, 2)
}

sign(value) := "-" if value < 0

sign(value) := "" if value >= 0

# METADATA
# description: An attribute that is set to something; undefined for an absent, empty or null one.
attribute(resource, name) := value if {
	value := resource.attributes[name]
	not value in {null, ""}
}

# METADATA
# description: The one block (or the blocks) of that name, as a list.
blocks(resource, name) := value if {
	value := resource.attributes[name]
	is_array(value)
}

blocks(resource, name) := [value] if {
	value := resource.attributes[name]
	is_object(value)
}

# METADATA
# description: Whether an attribute is not known before apply.
unknown(resource, name) if {
	some path in resource.unknownAttributes
	starts_path(path, name)
}

starts_path(path, name) if path == name

starts_path(path, name) if startswith(path, concat("", [name, "."]))

# METADATA
# description: Whether the environment is a production one, by the names in `data.config.environments.production`.
production if {
	is_string(input.environment)
	some pattern in setting("environments", "production", ["prod*", "prd*", "live*"])
	glob.match(pattern, null, lower(input.environment))
}

# METADATA
# description: Whether the environment is named and is not a production one.
non_production if {
	is_string(input.environment)
	not production
}

# METADATA
# description: Whether a text matches one of the glob patterns.
matches_any(text, patterns) if {
	some pattern in patterns
	glob.match(pattern, null, text)
}

# METADATA
# description: Where a resource type keeps the size of its machines.
machine_attributes := {
	"aws_instance": "instance_type",
	"aws_launch_configuration": "instance_type",
	"aws_launch_template": "instance_type",
	"aws_spot_instance_request": "instance_type",
	"aws_db_instance": "instance_class",
	"aws_rds_cluster_instance": "instance_class",
	"aws_docdb_cluster_instance": "instance_class",
	"aws_neptune_cluster_instance": "instance_class",
	"aws_elasticache_cluster": "node_type",
	"aws_elasticache_replication_group": "node_type",
	"aws_memorydb_cluster": "node_type",
	"aws_redshift_cluster": "node_type",
	"azurerm_kubernetes_cluster_node_pool": "vm_size",
	"azurerm_linux_virtual_machine": "size",
	"azurerm_windows_virtual_machine": "size",
	"azurerm_linux_virtual_machine_scale_set": "sku",
	"azurerm_virtual_machine": "vm_size",
	"azurerm_windows_virtual_machine_scale_set": "sku",
	"google_compute_instance": "machine_type",
	"google_compute_instance_template": "machine_type",
	"google_compute_region_instance_template": "machine_type",
	"google_sql_database_instance": "tier",
}

# METADATA
# description: Every judged resource that has a machine size, with the size.
machines := [{"resource": resource, "machine": size} |
	some resource in judged_of(object.keys(machine_attributes))
	size := machine(resource)
]

# METADATA
# description: The machine size of a resource, without the class's prefix (`db.`, `cache.`, `Standard_`).
machine(resource) := trim_prefix(trim_prefix(trim_prefix(value, "db."), "cache."), "Standard_") if {
	value := attribute(resource, machine_attributes[resource.type])
	is_string(value)
}

machine(resource) := trim_prefix(value, "db-") if {
	resource.type == "google_sql_database_instance"
	some settings in blocks(resource, "settings")
	value := settings.tier
	is_string(value)
}
