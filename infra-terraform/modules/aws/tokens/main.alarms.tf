locals {
  # Names of Cordon's metrics are fixed by the function, which prints them into its log.
  alarms = {
    errors = {
      namespace = "AWS/Lambda", metric = "Errors", threshold = 1, dimensions = local.dimensions
      says      = "The token service's function failed: its log names the cause, a wrong setting in one line at the start."
    }
    throttles = {
      namespace = "AWS/Lambda", metric = "Throttles", threshold = 1, dimensions = local.dimensions
      says      = "Requests for tokens were turned away: the function has no concurrency left."
    }
    faults = {
      namespace = "AWS/ApiGateway", metric = "5xx", threshold = 1, dimensions = { ApiId = aws_apigatewayv2_api.tokens.id }
      says      = "Requests for tokens were not answered, or a store, KMS or STS did not answer: the function's log says which."
    }
    leaked-secrets = {
      namespace = "Cordon", metric = "LeakedSecrets", threshold = 1, dimensions = local.dimensions
      says      = "A secret was shown after its time: it leaked, or a client was not told of the next one."
    }
  }

  dimensions = { FunctionName = var.name }
}

resource "aws_cloudwatch_metric_alarm" "tokens" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.says
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
  tags                = var.tags
}
