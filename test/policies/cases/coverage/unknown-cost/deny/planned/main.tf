provider "aws" {
  region = "us-east-1"
}

resource "terraform_data" "size" {
  input = "m7i.large"
}

resource "aws_instance" "web" {
  ami           = "ami-1"
  instance_type = terraform_data.size.id
}
