provider "aws" {
  region = "us-east-1"
}

resource "aws_ebs_volume" "v" {
  availability_zone = "us-east-1a"
  type              = "io1"
  size              = 100
  iops              = 4000
}
