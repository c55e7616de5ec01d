# Each run is refused, with the message of the variable that is wrong.
mock_provider "aws" {
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/shop-tokens" }
  }
}

variables {
  name             = "shop-tokens"
  policy           = "shop"
  environment      = "production"
  bundle_keys      = "{\"keys\":[]}"
  issuer           = "https://tokens.shop.example"
  package          = "terraform.tf"
  signing_key_arns = ["arn:aws:kms:eu-central-1:123456789012:key/one"]

  state = {
    bucket            = "shop-bundles-1"
    bucket_arn        = "arn:aws:s3:::shop-bundles-1"
    prefix            = "shop/"
    head_table        = "shop-head"
    head_table_arn    = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-head"
    control_table     = "shop-control"
    control_table_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-control"
    kms_key_arn       = "arn:aws:kms:eu-central-1:123456789012:key/0a1b"
  }
}

run "what_is_no_value_of_its_variable" {
  command = plan

  variables {
    name                     = "Shop"
    bundle_keys              = " "
    minimum_sequence         = -1
    issuer                   = "http://tokens.shop.example"
    signing_key_arns         = []
    identity_regions         = ["everywhere"]
    rate                     = { burst = 0, second = 1 }
    reserved_concurrency     = 0
    runtime                  = "java11"
    architecture             = "riscv"
    memory                   = 64
    permissions_boundary_arn = "boundary"
    log_retention_days       = 2
    alarm_actions            = ["pager"]
  }

  expect_failures = [
    var.name, var.bundle_keys, var.minimum_sequence, var.issuer, var.signing_key_arns, var.identity_regions, var.rate,
    var.reserved_concurrency, var.runtime, var.architecture, var.memory, var.permissions_boundary_arn, var.log_retention_days,
    var.alarm_actions,
  ]
}

run "settings_that_lambda_would_refuse" {
  command = plan

  variables {
    bundle_keys = jsonencode({ keys = [for number in range(80) : { kty = "EC", kid = "a key among very many others, ${number}" }] })
  }

  expect_failures = [aws_lambda_function.tokens]
}
