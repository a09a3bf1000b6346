# METADATA
# title: Generations
# description: Older generations cost more for the same work.
package finops.packs.generations

import data.finops.packs.lib

# METADATA
# title: A machine of a previous generation
# description: |
#   An AWS instance, database or cache of a family that has a successor.
#   https://aws.amazon.com/ec2/previous-generation/ (read 2026-11-25).
# custom:
#   id: generations/aws
#   severity: low
#   fix: Use the successor of the family.
deny_aws contains finding if {
	some {"resource": resource, "machine": machine} in lib.machines
	startswith(resource.type, "aws_")
	family := split(machine, ".")[0]
	successor := successor_of(resource.type, family)
	finding := lib.of_resource(resource, $"{resource.address} is a {machine}; {successor} does the same work for less.")
}

# Caches come on Graviton alone since the sixth generation: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html (read 2026-11-26).
successor_of(type, family) := {"c1": "m7g", "m1": "m7g", "m2": "r7g", "m3": "m7g", "m4": "m7g", "r3": "r7g", "r4": "r7g", "t1": "t4g", "t2": "t4g"}[family] if {
	type in {"aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_memorydb_cluster"}
}

successor_of(type, family) := aws_successors[family] if {
	not type in {"aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_memorydb_cluster"}
}

aws_successors := {
	"t1": "t3",
	"t2": "t3",
	"m1": "m7i",
	"m2": "r7i",
	"m3": "m7i",
	"m4": "m7i",
	"c1": "c7i",
	"c3": "c7i",
	"c4": "c7i",
	"r3": "r7i",
	"r4": "r7i",
	"i2": "i4i",
	"d2": "d3",
	"g2": "g5",
	"p2": "p4d",
	"x1": "x2idn",
}

# METADATA
# title: An Azure machine of a previous series
# description: |
#   A size without a version, or of version 2, where the series is at version 5 or later.
#   https://learn.microsoft.com/azure/virtual-machines/sizes/previous-gen-sizes-list (read 2026-11-25).
# custom:
#   id: generations/azure
#   severity: low
#   fix: Use the same size of series v5 or later.
deny_azure contains finding if {
	some {"resource": resource, "machine": machine} in lib.machines
	startswith(resource.type, "azurerm_")
	regex.match(`^[ABDEFGL]S?[0-9]+[a-z]*(_v2)?$`, machine)
	not regex.match(`^B[0-9]`, machine)
	finding := lib.of_resource(resource, $"{resource.address} is of the previous series {machine}.")
}

# METADATA
# title: A Google machine of a previous series
# description: |
#   N1, F1 or G1 machines, which N2, E2 and later replace.
#   https://cloud.google.com/compute/docs/machine-resource (read 2026-11-25).
# custom:
#   id: generations/google
#   severity: low
#   fix: Use an E2 or N4 machine.
deny_google contains finding if {
	some {"resource": resource, "machine": machine} in lib.machines
	startswith(resource.type, "google_")
	regex.match(`^(n1|f1|g1)-`, machine)
	finding := lib.of_resource(resource, $"{resource.address} is a {machine} of a previous series.")
}

# METADATA
# title: A machine that has a cheaper ARM twin
# description: |
#   With `preferArm`, an AWS machine, database or cache of an Intel or AMD family that has a Graviton twin.
# custom:
#   id: generations/arm
#   severity: low
#   fix: Use the Graviton family where the software runs on ARM.
deny_arm contains finding if {
	lib.setting("generations", "preferArm", false) == true
	some {"resource": resource, "machine": machine} in lib.machines
	startswith(resource.type, "aws_")
	family := split(machine, ".")[0]
	twin := arm_twins[family]
	finding := lib.of_resource(resource, $"{resource.address} is a {machine}; {twin} costs less.")
}

arm_twins := {
	"t3": "t4g",
	"t3a": "t4g",
	"m5": "m7g",
	"m5a": "m7g",
	"m6i": "m7g",
	"m6a": "m7g",
	"m7i": "m7g",
	"c5": "c7g",
	"c5a": "c7g",
	"c6i": "c7g",
	"c6a": "c7g",
	"c7i": "c7g",
	"r5": "r7g",
	"r5a": "r7g",
	"r6i": "r7g",
	"r7i": "r7g",
}

# METADATA
# title: A function on Intel
# description: With `preferArm`, a Lambda function whose architecture is not arm64, which costs a fifth less.
# custom:
#   id: generations/function-arm
#   severity: low
#   fix: Set architectures to arm64 where the code runs on ARM.
deny_function_arm contains finding if {
	lib.setting("generations", "preferArm", false) == true
	some resource in lib.judged_of({"aws_lambda_function"})
	not lib.unknown(resource, "architectures")
	not "arm64" in object.get(resource.attributes, "architectures", [])
	finding := lib.of_resource(resource, $"{resource.address} does not run on arm64.")
}

# METADATA
# title: A database engine in paid extended support
# description: |
#   A version of MySQL or PostgreSQL on RDS or Aurora past its end of standard support, which is billed by the vCPU.
#   https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html (read 2026-11-25).
# custom:
#   id: generations/extended-support
#   severity: high
#   fix: Upgrade the engine to a version in standard support.
deny_extended_support contains finding if {
	some resource in lib.judged_of({"aws_db_instance", "aws_rds_cluster"})
	some prefix in extended_support[resource.attributes.engine]
	version := resource.attributes.engine_version
	is_string(version)
	starts_version(version, prefix)
	finding := lib.of_resource(resource, $"{resource.address} runs {resource.attributes.engine} {version}, which is in paid extended support.")
}

starts_version(version, prefix) if version == prefix

starts_version(version, prefix) if startswith(version, concat("", [prefix, "."]))

extended_support := {
	"mysql": {"5.7"},
	"aurora-mysql": {"5.7"},
	"postgres": {"11", "12"},
	"aurora-postgresql": {"11", "12"},
}
