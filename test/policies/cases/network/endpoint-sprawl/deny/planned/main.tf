provider "aws" {
  region = "us-east-1"
}

resource "aws_vpc_endpoint" "e0" {
  vpc_id            = "vpc-1"
  service_name      = "com.amazonaws.us-east-1.s0"
  vpc_endpoint_type = "Interface"
}

resource "aws_vpc_endpoint" "e1" {
  vpc_id            = "vpc-1"
  service_name      = "com.amazonaws.us-east-1.s1"
  vpc_endpoint_type = "Interface"
}

resource "aws_vpc_endpoint" "e2" {
  vpc_id            = "vpc-1"
  service_name      = "com.amazonaws.us-east-1.s2"
  vpc_endpoint_type = "Interface"
}
