provider "aws" {
  region = "us-east-1"
}

resource "aws_lb" "l0" {
  name               = "l0"
  load_balancer_type = "application"
}

resource "aws_lb" "l1" {
  name               = "l1"
  load_balancer_type = "application"
}

resource "aws_lb" "l2" {
  name               = "l2"
  load_balancer_type = "application"
}
