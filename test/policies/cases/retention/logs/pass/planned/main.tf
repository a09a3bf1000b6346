provider "aws" {
  region = "us-east-1"
}

resource "aws_cloudwatch_log_group" "l" {
  name              = "l"
  retention_in_days = 30
}
