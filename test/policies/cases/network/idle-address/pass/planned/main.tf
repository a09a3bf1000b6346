provider "aws" {
  region = "us-east-1"
}

resource "aws_eip" "a" {
  domain   = "vpc"
  instance = "i-0123456789"
}
