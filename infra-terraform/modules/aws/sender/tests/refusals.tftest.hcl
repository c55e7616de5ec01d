# Each run is refused, with the message of the variable that is wrong.
mock_provider "aws" {}

run "what_is_no_value_of_its_variable" {
  command = plan

  variables {
    name                     = "Shop"
    event_bus_arn            = "shop-services"
    permissions_boundary_arn = "boundary"
    alarm_actions            = ["pager"]
  }

  expect_failures = [var.name, var.event_bus_arn, var.permissions_boundary_arn, var.alarm_actions]
}
