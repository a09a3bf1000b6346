provider "aws" {
  region = "us-east-1"
}

resource "aws_ec2_capacity_reservation" "c" {
  instance_type     = "m7i.large"
  instance_platform = "Linux/UNIX"
  availability_zone = "us-east-1a"
  instance_count    = 1
}
