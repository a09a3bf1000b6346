provider "aws" {
  region = "us-east-1"
}

resource "aws_ecs_service" "s" {
  name            = "s"
  cluster         = "c"
  task_definition = "t"
  desired_count   = 1
  launch_type     = "FARGATE"
  tags            = {
    team = "web"
  }
  propagate_tags  = "SERVICE"
}
