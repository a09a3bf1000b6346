provider "aws" {
  region = "us-east-1"
}

resource "aws_autoscaling_group" "g" {
  min_size         = 1
  max_size         = 10
  desired_capacity = 1
}
