data "aws_region" "current" {}

locals {
  widgets = [
    { title = "Calls", statistic = "Sum", metrics = [["Cordon", "Allowed"], ["Cordon", "Denied"], ["Cordon", "Unenforced"]] },
    { title = "Failures", statistic = "Sum", metrics = [["AWS/Lambda", "Errors"], ["AWS/Lambda", "Throttles"], ["Cordon", "RefreshFailed"], ["Cordon", "Dropped"]] },
    { title = "Time of a decision, 99 of 100 are faster", statistic = "p99", metrics = [["Cordon", "Latency"]] },
    { title = "Time of the function, 99 of 100 are faster", statistic = "p99", metrics = [["AWS/Lambda", "Duration"]] },
    { title = "Age of the snapshot", statistic = "Maximum", metrics = [["Cordon", "Staleness"]] },
    { title = "Cold starts", statistic = "Sum", metrics = [["Cordon", "ColdStart"]] },
    { title = "Instances at once", statistic = "Maximum", metrics = [["AWS/Lambda", "ConcurrentExecutions"]] },
  ]
}

resource "aws_cloudwatch_dashboard" "authorizer" {
  count = var.dashboard ? 1 : 0

  dashboard_name = var.function_name

  dashboard_body = jsonencode({
    widgets = [for number, widget in local.widgets : {
      type   = "metric"
      x      = number % 2 * 12
      y      = floor(number / 2) * 6
      width  = 12
      height = 6
      properties = {
        title = widget.title
        view  = "timeSeries"
        # `id` is the region's name in every provider version; `name` is deprecated from 6 on.
        region  = data.aws_region.current.id
        period  = 60
        stat    = widget.statistic
        metrics = [for metric in widget.metrics : concat(metric, ["FunctionName", var.function_name])]
      }
    }]
  })
}
