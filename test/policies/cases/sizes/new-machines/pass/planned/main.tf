provider "aws" {
  region = "us-east-1"
}

resource "aws_instance" "web0" {
  ami           = "ami-1"
  instance_type = "t3.micro"
}

resource "aws_instance" "web1" {
  ami           = "ami-1"
  instance_type = "t3.micro"
}
