provider "aws" {
  region = "us-east-1"
}

resource "aws_instance" "a" {
  ami           = "ami-1"
  instance_type = "m5.large"
}

resource "aws_instance" "b" {
  ami           = "ami-1"
  instance_type = "m5.large"
}
