provider "aws" {
  region = "us-east-1"
}

resource "aws_ecr_repository" "r" {
  name = "r"
}

resource "aws_ecr_lifecycle_policy" "p" {
  repository = "r"
  policy     = "{}"
}
