provider "aws" {
  region = "us-east-1"
}

resource "aws_nat_gateway" "n0" {
  subnet_id = "subnet-0"
}

resource "aws_nat_gateway" "n1" {
  subnet_id = "subnet-1"
}

resource "aws_nat_gateway" "n2" {
  subnet_id = "subnet-2"
}
