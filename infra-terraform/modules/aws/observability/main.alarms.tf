locals {
  # Names of metrics are fixed by the function, which prints them into its log.
  alarms = merge(local.always, var.mode == "enforce" ? local.enforcing : {})

  # While calls are observed on purpose this would ring all the time.
  enforcing = {
    unenforced = {
      namespace = "Cordon", metric = "Unenforced", statistic = "Sum", threshold = 1, minutes = 1
      says      = "Calls that the policy denies were let through: the function's `CORDON_MODE` was set to `observe` by hand."
    }
  }

  always = {
    errors = {
      namespace = "AWS/Lambda", metric = "Errors", statistic = "Sum", threshold = 1, minutes = 1
      says      = "The authorizer failed: API Gateway answers 500, or 401 where `unauthorized` is `throw`. Look into its log."
    }
    throttles = {
      namespace = "AWS/Lambda", metric = "Throttles", statistic = "Sum", threshold = 1, minutes = 1
      says      = "Lambda refused to run the authorizer: calls are answered with 500. Raise its concurrency or the account's."
    }
    deny-burst = {
      namespace = "Cordon", metric = "Denied", statistic = "Sum", threshold = var.denied_per_minute, minutes = 1
      says      = "Many calls are denied: an attack, or a policy or key that does not fit its callers. The log has the reasons."
    }
    staleness = {
      namespace = "Cordon", metric = "Staleness", statistic = "Maximum", threshold = var.staleness_seconds * 1000, minutes = 1
      says      = "The authorizer decides from an old snapshot, and denies once it is older than `deny-after`. Look at S3, DynamoDB and KMS."
    }
    refresh-failed = {
      namespace = "Cordon", metric = "RefreshFailed", statistic = "Sum", threshold = 1, minutes = 3
      says      = "What is published could not be read for three minutes. The log says what failed."
    }
    dropped = {
      namespace = "Cordon", metric = "Dropped", statistic = "Sum", threshold = 1, minutes = 1
      says      = "Records of decisions were lost: the log is incomplete."
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "authorizer" {
  for_each = local.alarms

  alarm_name          = "${var.function_name}-${each.key}"
  alarm_description   = each.value.says
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = { FunctionName = var.function_name }
  statistic           = each.value.statistic
  period              = 60
  evaluation_periods  = each.value.minutes
  datapoints_to_alarm = each.value.minutes
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
  tags                = var.tags
}
