locals {
  schedules = {
    work      = { every = "rate(1 minute)", says = "what is due of rotations and retirements" }
    reconcile = { every = "rate(10 minutes)", says = "what crashes and lost events left" }
  }
}

resource "aws_scheduler_schedule" "lifecycle" {
  for_each = local.schedules

  name                = "${var.name}-${each.key}"
  description         = "Cordon: ${each.value.says}"
  schedule_expression = each.value.every

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.lifecycle.arn
    role_arn = aws_iam_role.scheduler.arn
    input    = jsonencode({ schedule = each.key })

    retry_policy {
      # The next one does what this one did not.
      maximum_event_age_in_seconds = 60
      maximum_retry_attempts       = 0
    }
  }

  depends_on = [aws_iam_role_policy.scheduler]
}

resource "aws_iam_role" "scheduler" {
  name                 = "${var.name}-scheduler"
  description          = "Lets EventBridge Scheduler invoke ${var.name}"
  permissions_boundary = var.permissions_boundary_arn == "" ? null : var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "scheduler" {
  name = "invoke"
  role = aws_iam_role.scheduler.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "InvokeTheFunction"
      Effect   = "Allow"
      Action   = "lambda:InvokeFunction"
      Resource = aws_lambda_function.lifecycle.arn
    }]
  })
}
