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

  schedules = {
    work      = { every = "rate(1 minute)", says = "what is due of rotations and retirements" }
    reconcile = { every = "rate(10 minutes)", says = "what crashes and lost events left" }
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

# Schedules stand on the account's own bus.
resource "aws_cloudwatch_event_rule" "schedule" {
  for_each = local.schedules

  name                = "${var.name}-${each.key}"
  description         = "Cordon: ${each.value.says}"
  schedule_expression = each.value.every
  tags                = var.tags
}

resource "aws_cloudwatch_event_target" "schedule" {
  for_each = local.schedules

  rule      = aws_cloudwatch_event_rule.schedule[each.key].name
  target_id = "cordon"
  arn       = aws_lambda_function.lifecycle.arn
  input     = jsonencode({ schedule = each.key })
}

resource "aws_lambda_permission" "schedule" {
  for_each = local.schedules

  statement_id  = "schedule-${each.key}"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.lifecycle.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.schedule[each.key].arn
}
