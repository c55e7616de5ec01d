mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::210987654321:role/shop-sender" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:210987654321:shop-sender-dead-letters" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-central-1:210987654321:rule/shop-sender-1" }
  }
}

variables {
  name          = "shop-sender"
  event_bus_arn = "arn:aws:events:eu-central-1:123456789012:event-bus/shop-services"
}

run "what_the_control_plane_listens_to_is_sent_to_its_bus" {
  assert {
    condition     = { for name, rule in aws_cloudwatch_event_rule.events : name => jsondecode(rule.event_pattern) } == jsondecode(file("../lifecycle/rules.json"))
    error_message = "something else is sent"
  }
  assert {
    condition     = alltrue([for name, target in aws_cloudwatch_event_target.events : target.rule == aws_cloudwatch_event_rule.events[name].name && target.arn == "arn:aws:events:eu-central-1:123456789012:event-bus/shop-services" && target.role_arn == aws_iam_role.sender.arn])
    error_message = "it is sent elsewhere"
  }
  assert {
    condition     = alltrue([for target in aws_cloudwatch_event_target.events : target.dead_letter_config[0].arn == aws_sqs_queue.dead.arn]) && aws_cloudwatch_metric_alarm.dead.dimensions == tomap({ QueueName = aws_sqs_queue.dead.name })
    error_message = "what the bus refuses is lost, or nobody is told"
  }
}

run "the_role_may_put_events_onto_that_bus_and_nothing_else" {
  assert {
    condition     = jsondecode(aws_iam_role_policy.sender.policy).Statement == [{ Sid = "SendToTheControlPlanesBus", Effect = "Allow", Action = "events:PutEvents", Resource = "arn:aws:events:eu-central-1:123456789012:event-bus/shop-services" }]
    error_message = aws_iam_role_policy.sender.policy
  }
  assert {
    condition     = alltrue([for statement in concat(jsondecode(aws_iam_role.sender.assume_role_policy).Statement, jsondecode(aws_sqs_queue_policy.dead.policy).Statement) : statement.Principal.Service == "events.amazonaws.com" && length(statement.Condition.ArnEquals["aws:SourceArn"]) == 4])
    error_message = "others may, too"
  }
}
