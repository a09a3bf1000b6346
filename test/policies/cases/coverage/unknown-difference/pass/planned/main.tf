provider "aws" {
  region = "us-east-1"
}

resource "aws_elasticache_cluster" "c" {
  cluster_id      = "c"
  engine          = "redis"
  node_type       = "cache.m6g.large"
  num_cache_nodes = 1
}
