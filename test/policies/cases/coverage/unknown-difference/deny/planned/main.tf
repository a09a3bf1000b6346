provider "aws" {
  region = "us-east-1"
}

resource "terraform_data" "size" {
  input = "x"
}

resource "aws_elasticache_cluster" "c" {
  cluster_id      = "c"
  engine          = "redis"
  node_type       = terraform_data.size.id
  num_cache_nodes = 1
}
