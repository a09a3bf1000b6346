provider "aws" {
  region = "us-east-1"
}

resource "aws_emr_cluster" "e" {
  name          = "e"
  release_label = "emr-7.0.0"
  service_role  = "r"
  auto_termination_policy {
    idle_timeout = 3600
  }
}
