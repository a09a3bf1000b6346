provider "aws" {
  region = "us-east-1"
}

resource "aws_savingsplans_plan" "p" {
  savings_plan_offering_id = "x"
  commitment               = "1.0"
}
