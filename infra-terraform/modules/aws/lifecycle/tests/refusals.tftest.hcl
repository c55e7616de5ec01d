# Each run is refused, with the message of the variable that is wrong.
mock_provider "aws" {
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/shop-lifecycle" }
  }
}

variables {
  name        = "shop-lifecycle"
  policy      = "shop"
  environment = "production"
  bundle_keys = "{\"keys\":[]}"
  issuer      = "https://tokens.shop.example"
  package     = "terraform.tf"
  names       = { "lambda/orders-prod" = "orders-api", "ecs/shop/payments" = "payments-api" }

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
    signing_key_arns         = ["alias/cordon"]
    key_deletion_days        = 1
    secrets_prefix           = "a b"
    recovery_days            = 1
    accounts                 = ["shop"]
    names                    = { "orders-prod" = "orders-api" }
    flushed_stages           = [{ kind = "soap", api_id = "a1", stage = "live" }]
    rotation_layers          = ["layer"]
    runtime                  = "java11"
    architecture             = "riscv"
    memory                   = 64
    permissions_boundary_arn = "boundary"
    log_retention_days       = 2
    alarm_actions            = ["pager"]
  }

  expect_failures = [
    var.name, var.bundle_keys, var.minimum_sequence, var.issuer, var.signing_key_arns, var.key_deletion_days, var.secrets_prefix,
    var.recovery_days, var.accounts, var.names, var.flushed_stages, var.rotation_layers, var.runtime, var.architecture, var.memory, var.permissions_boundary_arn,
    var.log_retention_days, var.alarm_actions,
  ]
}

run "stages_that_are_none" {
  command = plan

  variables {
    websocket_stages = [{ api_id = "a1b2c3", stage = "$default" }]
  }

  expect_failures = [var.websocket_stages]
}

run "connections_that_nobody_notes" {
  command = plan

  variables {
    websocket_stages = [{ api_id = "a1b2c3", stage = "live" }]
  }

  expect_failures = [var.websocket_stages]
}

run "a_secret_that_is_neither_a_services_nor_an_arn" {
  command = plan

  variables {
    rotated_secrets = { a = { secret = "elsewhere", days = 30 } }
  }

  expect_failures = [var.rotated_secrets]
}

run "a_secret_that_is_rotated_all_the_time" {
  command = plan

  variables {
    rotated_secrets = { a = { secret = "cordon/orders-api", days = 0 } }
  }

  expect_failures = [var.rotated_secrets]
}

run "a_secret_that_no_deploy_has_made_yet" {
  command = plan

  override_data {
    target = data.aws_secretsmanager_secrets.services
    values = { names = ["cordon/orders-api-2"] }
  }

  variables {
    rotated_secrets = { a = { secret = "cordon/orders-api", days = 30 } }
  }

  expect_failures = [aws_secretsmanager_secret_rotation.secrets]
}

run "settings_that_lambda_would_refuse" {
  command = plan

  variables {
    accounts = ["123456789012"]
    regions  = ["eu-central-1"]

    signing_key_arns = ["arn:aws:kms:eu-central-1:123456789012:key/one"]

    bundle_keys = jsonencode({ keys = [for number in range(80) : { kty = "EC", kid = "a key among very many others, ${number}" }] })
  }

  expect_failures = [aws_lambda_function.lifecycle]
}

run "an_inventory_of_an_account_whose_events_do_not_count" {
  command = plan

  override_resource {
    target          = aws_cloudwatch_log_group.lifecycle
    override_during = plan
    values          = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/shop-lifecycle" }
  }

  variables {
    accounts  = ["444455556666"]
    inventory = true
  }

  expect_failures = [aws_lambda_function.lifecycle]
}

run "a_table_of_connections_that_no_role_could_be_given" {
  command = plan

  variables {
    state = {
      bucket            = "shop-bundles-1"
      bucket_arn        = "arn:aws:s3:::shop-bundles-1"
      prefix            = "shop/"
      head_table        = "shop-head"
      head_table_arn    = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-head"
      control_table     = "shop-control"
      control_table_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-control"
      connections_table = "shop-connections"
      kms_key_arn       = "arn:aws:kms:eu-central-1:123456789012:key/0a1b"
    }
  }

  expect_failures = [var.state]
}
