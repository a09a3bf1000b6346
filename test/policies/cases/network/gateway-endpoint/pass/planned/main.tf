provider "aws" {
  region = "us-east-1"
}

resource "aws_nat_gateway" "n0" {
  subnet_id = "subnet-0"
}

resource "aws_vpc_endpoint" "e0" {
  vpc_id            = "vpc-1"
  service_name      = "com.amazonaws.us-east-1.s0"
  vpc_endpoint_type = "Gateway"
}
