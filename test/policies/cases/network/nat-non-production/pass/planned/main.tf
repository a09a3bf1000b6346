provider "aws" {
  region = "us-east-1"
}

resource "aws_nat_gateway" "n0" {
  subnet_id = "subnet-0"
}
