provider "aws" {
  region = "us-east-1"
}

resource "terraform_data" "n" {
  input = 1
}

resource "aws_autoscaling_group" "g" {
  min_size         = 1
  max_size         = terraform_data.n.id
  desired_capacity = 1
}
