mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
  }
}

variables {
  function_name = "shop-authorizer"
}

run "errors_throttles_denials_and_staleness_are_watched" {
  variables {
    alarm_actions     = ["arn:aws:sns:eu-central-1:123456789012:pager"]
    staleness_seconds = 5
  }

  assert {
    condition = { for it in aws_cloudwatch_metric_alarm.authorizer : it.alarm_name => "${it.namespace} ${it.metric_name} ${it.statistic} ${it.threshold}" } == {
      "shop-authorizer-errors"         = "AWS/Lambda Errors Sum 1"
      "shop-authorizer-throttles"      = "AWS/Lambda Throttles Sum 1"
      "shop-authorizer-deny-burst"     = "Cordon Denied Sum 100"
      "shop-authorizer-staleness"      = "Cordon Staleness Maximum 5000"
      "shop-authorizer-refresh-failed" = "Cordon RefreshFailed Sum 1"
      "shop-authorizer-dropped"        = "Cordon Dropped Sum 1"
      "shop-authorizer-unenforced"     = "Cordon Unenforced Sum 1"
    }
    error_message = "other alarms"
  }
  assert {
    condition     = alltrue([for it in aws_cloudwatch_metric_alarm.authorizer : it.alarm_actions == toset(["arn:aws:sns:eu-central-1:123456789012:pager"]) && it.ok_actions == it.alarm_actions && it.dimensions == tomap({ FunctionName = "shop-authorizer" })])
    error_message = "nobody is told, or of another function"
  }
  assert {
    condition     = alltrue([for it in jsondecode(aws_cloudwatch_dashboard.authorizer[0].dashboard_body).widgets : alltrue([for metric in it.properties.metrics : slice(metric, 2, 4) == ["FunctionName", "shop-authorizer"]]) && it.properties.region == "eu-central-1"])
    error_message = "the dashboard shows another function"
  }
}

run "what_is_let_through_on_purpose_rings_no_alarm" {
  variables {
    mode = "observe"
  }

  assert {
    condition     = !contains([for it in aws_cloudwatch_metric_alarm.authorizer : it.metric_name], "Unenforced")
    error_message = "it rings all the time"
  }
}

run "no_dashboard_where_none_is_wanted" {
  variables {
    dashboard = false
  }

  assert {
    condition     = output.dashboard == null
    error_message = "there is one"
  }
}
