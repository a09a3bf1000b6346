# A web shop: one database, one cluster, one bucket for receipts.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      team = "checkout"
      env  = "prod"
    }
  }
}

variable "region" {
  type    = string
  default = "us-east-1"
}

variable "database" {
  type = object({
    class    = string
    size     = number
    multi_az = optional(bool, false)
  })
  default = {
    class    = "db.m5.xlarge"
    size     = 200
    multi_az = true
  }
}

locals {
  name = "shop"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "main" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.private[0].id
}

resource "aws_db_instance" "orders" {
  identifier              = "${local.name}-orders"
  engine                  = "postgres"
  instance_class          = var.database.class
  allocated_storage       = var.database.size
  storage_type            = "gp3"
  multi_az                = var.database.multi_az
  backup_retention_period = 0
  username                = "orders"
  password                = var.database_password
}

variable "database_password" {
  type      = string
  sensitive = true
  default   = "from-the-vault"
}

resource "aws_instance" "worker" {
  count         = 3
  ami           = "ami-0c7217cdde317cfec"
  instance_type = "m5.xlarge"

  root_block_device {
    volume_type = "gp3"
    volume_size = 50
  }
}

resource "aws_s3_bucket" "receipts" {
  bucket = "${local.name}-receipts"
}
