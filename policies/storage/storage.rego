# METADATA
# title: Storage
# description: Volume types and provisioned performance.
package finops.packs.storage

import data.finops.packs.lib

# METADATA
# description: Every volume of a judged resource, with the type it has.
volumes := [{"resource": resource, "volume": volume} |
	some resource in lib.judged_of({
		"aws_db_instance",
		"aws_ebs_volume",
		"aws_instance",
		"aws_launch_configuration",
		"aws_spot_instance_request",
	})
	some volume in volumes_of(resource)
]

volumes_of(resource) := [{
	"type": object.get(resource.attributes, "type", null),
	"iops": object.get(resource.attributes, "iops", null),
	"throughput": object.get(resource.attributes, "throughput", null),
}] if {
	resource.type == "aws_ebs_volume"
}

volumes_of(resource) := [{
	"type": object.get(resource.attributes, "storage_type", null),
	"iops": object.get(resource.attributes, "iops", null),
	"throughput": object.get(resource.attributes, "storage_throughput", null),
}] if {
	resource.type == "aws_db_instance"
}

volumes_of(resource) := [{
	"type": object.get(block, "volume_type", null),
	"iops": object.get(block, "iops", null),
	"throughput": object.get(block, "throughput", null),
} |
	some name in {"ebs_block_device", "root_block_device"}
	some block in lib.blocks(resource, name)
] if {
	resource.type in {"aws_instance", "aws_launch_configuration", "aws_spot_instance_request"}
}

# METADATA
# title: A gp2 volume
# description: |
#   gp3 costs a fifth less for each GiB and does not tie performance to size.
#   https://aws.amazon.com/ebs/pricing/ (read 2026-11-25).
# custom:
#   id: storage/gp2
#   severity: low
#   fix: Use gp3.
deny_gp2 contains finding if {
	some each in volumes
	each.volume.type == "gp2"
	finding := lib.of_resource(each.resource, $"{each.resource.address} uses gp2; gp3 costs less.")
}

# METADATA
# title: A volume with provisioned IOPS that gp3 also gives
# description: An io1 or io2 volume with no more than `gp3MaxIops` (16000), which gp3 reaches.
# custom:
#   id: storage/provisioned-iops
#   severity: medium
#   fix: Use gp3 with the same IOPS, or io2 where its durability is needed.
deny_provisioned_iops contains finding if {
	some each in volumes
	each.volume.type in {"io1", "io2"}
	is_number(each.volume.iops)
	each.volume.iops <= lib.setting("storage", "gp3MaxIops", 16000)
	finding := lib.of_resource(each.resource, $"{each.resource.address} uses {each.volume.type} with {each.volume.iops} IOPS, which gp3 gives for less.")
}

# METADATA
# title: A magnetic volume
# description: Volumes of type standard are of a previous generation and bill each request.
# custom:
#   id: storage/magnetic
#   severity: low
#   fix: Use gp3, or st1 and sc1 for large sequential data.
deny_magnetic contains finding if {
	some each in volumes
	each.volume.type == "standard"
	finding := lib.of_resource(each.resource, $"{each.resource.address} uses magnetic storage.")
}

# METADATA
# title: A disk is larger than allowed
# description: A volume, disk or database has more than `maxGiB` (2048) of storage.
# custom:
#   id: storage/max-size
#   severity: medium
#   fix: Start smaller; volumes can grow in use.
deny_max_size contains finding if {
	limit := lib.setting("storage", "maxGiB", 2048)
	some resource in lib.judged_of({
		"aws_db_instance",
		"aws_ebs_volume",
		"azurerm_managed_disk",
		"google_compute_disk",
	})
	size := max({value |
		some name in {"size", "allocated_storage", "disk_size_gb", "size_gb"}
		value := resource.attributes[name]
		is_number(value)
	})
	size > limit
	finding := lib.of_resource(resource, $"{resource.address} has {size} GiB, more than {limit}.")
}

# METADATA
# title: Premium disks outside production
# description: In an environment that is named and not a production one, a disk of the dearest class.
# custom:
#   id: storage/premium-non-production
#   severity: low
#   fix: Use standard SSDs outside production.
deny_premium_non_production contains finding if {
	lib.non_production
	some resource in lib.judged_of({"azurerm_managed_disk", "google_compute_disk"})
	class := premium(resource)
	finding := lib.of_resource(resource, $"{resource.address} uses {class} in environment {input.environment}.")
}

premium(resource) := resource.attributes.storage_account_type if {
	resource.type == "azurerm_managed_disk"
	resource.attributes.storage_account_type in {"Premium_LRS", "Premium_ZRS", "PremiumV2_LRS", "UltraSSD_LRS"}
}

premium(resource) := resource.attributes.type if {
	resource.type == "google_compute_disk"
	resource.attributes.type in {"pd-ssd", "pd-extreme", "hyperdisk-extreme"}
}

# METADATA
# title: Storage is copied to another region
# description: |
#   Geo-redundant storage outside production doubles what is stored. Replication class of an Azure storage account, or
#   a multi-region Google bucket.
# custom:
#   id: storage/geo-redundant
#   severity: low
#   fix: Use locally redundant storage outside production.
deny_geo_redundant contains finding if {
	lib.non_production
	some resource in lib.judged_of({"azurerm_storage_account", "google_storage_bucket"})
	geo_redundant(resource)
	finding := lib.of_resource(resource, $"{resource.address} is stored in several regions in environment {input.environment}.")
}

geo_redundant(resource) if {
	resource.type == "azurerm_storage_account"
	resource.attributes.account_replication_type in {"GRS", "RAGRS", "GZRS", "RAGZRS"}
}

geo_redundant(resource) if {
	resource.type == "google_storage_bucket"
	upper(resource.attributes.location) in {"US", "EU", "ASIA"}
}
