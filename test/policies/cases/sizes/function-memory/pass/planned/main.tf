provider "aws" {
  region = "us-east-1"
}

resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "r"
  handler       = "h"
  runtime       = "nodejs24.x"
  filename      = "f.zip"
  memory_size   = 512
}
