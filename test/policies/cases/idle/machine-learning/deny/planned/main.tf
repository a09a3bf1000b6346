provider "aws" {
  region = "us-east-1"
}

resource "aws_sagemaker_notebook_instance" "n" {
  name          = "n"
  role_arn      = "r"
  instance_type = "ml.t3.medium"
}
