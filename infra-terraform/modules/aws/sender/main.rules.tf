locals {
  # The control plane's own: what it does not listen to is not sent.
  rules = jsondecode(file("${path.module}/../lifecycle/rules.json"))
}

resource "aws_cloudwatch_event_rule" "events" {
  for_each = local.rules

  name          = "${var.name}-${each.key}"
  description   = "Cordon: ${each.key} that come and go"
  event_pattern = jsonencode(each.value)
  tags          = var.tags
}

resource "aws_cloudwatch_event_target" "events" {
  for_each = local.rules

  rule      = aws_cloudwatch_event_rule.events[each.key].name
  target_id = "cordon"
  arn       = var.event_bus_arn
  role_arn  = aws_iam_role.sender.arn

  # What the bus does not take.
  dead_letter_config {
    arn = aws_sqs_queue.dead.arn
  }

  depends_on = [aws_iam_role_policy.sender]
}
