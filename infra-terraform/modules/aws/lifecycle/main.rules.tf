locals {
  # Names of the calls of AWS's APIs end in the API's version, which differs from call to call.
  rules = {
    functions = {
      source      = ["aws.lambda"]
      detail-type = ["AWS API Call via CloudTrail"]
      detail = {
        eventSource = ["lambda.amazonaws.com"]
        eventName = [
          { prefix = "CreateFunction2" }, { prefix = "UpdateFunctionCode" }, { prefix = "UpdateFunctionConfiguration" },
          { prefix = "PublishVersion" }, { prefix = "DeleteFunction2" },
        ]
      }
    }
    deployments = {
      source      = ["aws.ecs"]
      detail-type = ["ECS Deployment State Change"]
    }
    ecs-services = {
      source      = ["aws.ecs"]
      detail-type = ["AWS API Call via CloudTrail"]
      detail      = { eventSource = ["ecs.amazonaws.com"], eventName = ["DeleteService"] }
    }
    apis = {
      source      = ["aws.apigateway"]
      detail-type = ["AWS API Call via CloudTrail"]
      detail = {
        eventSource = ["apigateway.amazonaws.com"]
        eventName   = [{ prefix = "Create" }, { prefix = "Delete" }, { prefix = "Update" }, { prefix = "Import" }, { prefix = "Put" }]
      }
    }
  }
}

resource "aws_cloudwatch_event_rule" "events" {
  for_each = local.rules

  name           = "${var.name}-${each.key}"
  description    = "Cordon: ${each.key} that come and go"
  event_bus_name = var.event_bus
  event_pattern  = jsonencode(merge(each.value, { account = local.accounts, region = local.regions }))
  tags           = var.tags
}

resource "aws_cloudwatch_event_target" "events" {
  for_each = local.rules

  rule           = aws_cloudwatch_event_rule.events[each.key].name
  event_bus_name = var.event_bus
  target_id      = "cordon"
  arn            = aws_sqs_queue.events.arn

  # What EventBridge can't deliver itself.
  dead_letter_config {
    arn = aws_sqs_queue.dead.arn
  }
}

resource "aws_sqs_queue_policy" "dead" {
  queue_url = aws_sqs_queue.dead.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TheseRulesLeaveWhatTheyCannotDeliver"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.dead.arn
      Condition = { ArnEquals = { "aws:SourceArn" = [for rule in aws_cloudwatch_event_rule.events : rule.arn] } }
    }]
  })
}
