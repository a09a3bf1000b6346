provider "aws" {
  region = "us-east-1"
}

resource "aws_gamelift_fleet" "f" {
  name = "f"
}
