provider "aws" {
  region = "us-east-1"
}

resource "aws_dynamodb_table" "t" {
  name           = "t"
  hash_key       = "id"
  read_capacity  = 400
  write_capacity = 200
  attribute {
    name = "id"
    type = "S"
  }
}
