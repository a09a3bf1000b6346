provider "aws" {
  region = "us-east-1"
}

resource "aws_db_instance" "db" {
  engine                  = "postgres"
  instance_class          = "db.m7g.large"
  allocated_storage       = 20
  storage_type            = "gp3"
  backup_retention_period = 35
}
