locals {
  # Names of metrics are fixed by the function, which prints them into its log.
  alarms = {
    dead-letters = {
      namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum", threshold = 1, dimensions = { QueueName = aws_sqs_queue.dead.name }
      says      = "Events of services were not taken, again and again: look into the log, then send them again from the dead-letter queue."
    }
    errors = {
      namespace = "AWS/Lambda", metric = "Errors", statistic = "Sum", threshold = 1, dimensions = local.dimensions
      says      = "The control plane's function failed: its log names the cause."
    }
    rotation-errors = {
      namespace = "AWS/Lambda", metric = "Errors", statistic = "Sum", threshold = 1, dimensions = { FunctionName = local.rotation_name }
      says      = "A step of a rotation that Secrets Manager asked for failed: the rotation function's log names the cause."
    }
    parked-rotations = {
      namespace = "Cordon", metric = "ParkedRotations", statistic = "Maximum", threshold = 1, dimensions = local.dimensions
      says      = "A rotation was given up: the service goes on with the secret that it has. The log says which step failed, and why."
    }
    leaked-secrets = {
      namespace = "Cordon", metric = "LeakedSecrets", statistic = "Sum", threshold = 1, dimensions = local.dimensions
      says      = "A secret was shown after its time: it leaked, or a client was not told of the next one."
    }
    open-findings = {
      namespace = "Cordon", metric = "OpenFindings", statistic = "Maximum", threshold = 1, dimensions = local.dimensions
      says      = "The reconciler found what it can't mend: the log says what, and what to do."
    }
  }

  dimensions = { FunctionName = var.name }
}

resource "aws_cloudwatch_metric_alarm" "lifecycle" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.says
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
  tags                = var.tags
}
