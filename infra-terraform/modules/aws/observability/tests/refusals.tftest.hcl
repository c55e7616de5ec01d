# Each run is refused, with the message of the variable that is wrong.
mock_provider "aws" {}

run "what_is_no_value_of_its_variable" {
  command = plan

  variables {
    function_name     = "shop-authorizer"
    alarm_actions     = ["pager"]
    denied_per_minute = 0
    staleness_seconds = 0
    mode              = "watch"
  }

  expect_failures = [var.alarm_actions, var.denied_per_minute, var.staleness_seconds, var.mode]
}
