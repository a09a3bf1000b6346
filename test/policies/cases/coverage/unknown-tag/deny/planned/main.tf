provider "aws" {
  region = "us-east-1"
}

resource "terraform_data" "t" {
  input = "x"
}

resource "aws_instance" "web" {
  ami           = "ami-1"
  instance_type = "m7i.large"
  tags          = {
    team = terraform_data.t.id
  }
}
