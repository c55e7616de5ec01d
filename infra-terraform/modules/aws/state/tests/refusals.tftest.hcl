# Each run is refused, with the message of the variable that is wrong.
mock_provider "aws" {}

variables {
  name               = "shop"
  create_signing_key = false
}

run "what_is_no_value_of_its_variable" {
  command = plan

  variables {
    name              = "1shop"
    prefix            = "shop"
    create_kms_key    = false
    kms_key_arn       = "alias/shop"
    key_deletion_days = 1
  }

  expect_failures = [var.name, var.prefix, var.kms_key_arn, var.key_deletion_days]
}
