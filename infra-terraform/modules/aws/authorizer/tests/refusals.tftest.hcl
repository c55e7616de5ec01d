# Each run is refused, with the message of the variable that is wrong.
mock_provider "aws" {
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/shop-authorizer" }
  }
}

variables {
  name        = "shop-authorizer"
  kind        = "rest-request"
  policy      = "shop"
  environment = "production"
  bundle_keys = "{\"keys\":[]}"
  package     = "terraform.tf"

  apis = {
    orders = {
      api     = { id = "a1b2c3", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3" }
      service = "orders-api"
    }
  }

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
    response                 = "xml"
    refresh                  = 0
    revocation_bound         = 0
    bundle_keys              = " "
    minimum_sequence         = -1
    unauthorized             = "ignore"
    runtime                  = "java8"
    architecture             = "sparc"
    memory                   = 128
    timeout                  = 30
    reserved_concurrency     = 0
    live_version             = "latest"
    subnet_ids               = ["subnet-1"]
    permissions_boundary_arn = "boundary"
    log_retention_days       = 8
    apis                     = {}
  }

  expect_failures = [var.name, var.response, var.refresh, var.revocation_bound, var.bundle_keys, var.minimum_sequence, var.unauthorized, var.runtime, var.architecture, var.memory, var.timeout, var.reserved_concurrency, var.live_version, var.subnet_ids, var.permissions_boundary_arn, var.log_retention_days, var.apis]
}

run "a_kind_that_is_none" {
  command = plan

  variables {
    kind = "grpc"
  }

  expect_failures = [var.kind]
}

run "apis_that_are_not_named_or_lead_nowhere" {
  command = plan

  variables {
    apis = {
      "the orders" = { api = { id = "a1", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:a1" }, service = "orders-api" }
      nowhere      = { api = { id = "a1", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:a1" } }
      starred      = { api = { id = "a1", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:a1" }, service = "orders,payments" }
      socket       = { api = { id = "b2", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:b2", protocol_type = "WEBSOCKET" }, service = "news-api" }
    }
  }

  expect_failures = [var.apis]
}

run "simple_answers_to_what_does_not_know_them" {
  command = plan

  variables {
    response = "simple"
  }

  expect_failures = [var.response]
}

run "errors_to_an_http_api_which_makes_them_500" {
  command = plan

  variables {
    kind         = "http-2.0"
    unauthorized = "throw"
  }

  expect_failures = [var.unauthorized]
}

run "client_certificates_while_the_default_endpoint_asks_for_none" {
  command = plan

  variables {
    client_authorities = "-----BEGIN CERTIFICATE-----"
  }

  expect_failures = [var.apis]
}

run "client_certificates_where_they_are_never_shown" {
  command = plan

  variables {
    kind               = "rest-token"
    client_authorities = "-----BEGIN CERTIFICATE-----"
  }

  expect_failures = [var.client_authorities]
}

run "kept_answers_with_client_certificates" {
  command = plan

  variables {
    ttl                = 10
    client_authorities = "-----BEGIN CERTIFICATE-----"
  }

  expect_failures = [var.apis, var.ttl]
}

run "a_time_in_parts_of_a_second" {
  command = plan

  variables {
    ttl = 0.5
  }

  expect_failures = [var.ttl]
}

run "kept_answers_of_a_websocket_api" {
  command = plan

  variables {
    kind = "websocket"
    ttl  = 10
  }

  expect_failures = [var.ttl]
}

run "kept_answers_that_outlive_the_revocation_bound" {
  command = plan

  variables {
    ttl = 24
  }

  expect_failures = [var.ttl]
}

run "kept_answers_by_token_alone" {
  command = plan

  variables {
    kind = "rest-token"
    ttl  = 10
  }

  expect_failures = [var.ttl]
}

run "kept_answers_by_another_header_than_the_credential" {
  command = plan

  variables {
    ttl              = 10
    identity_sources = ["method.request.header.X-Tenant", "context.httpMethod", "context.path"]
  }

  expect_failures = [var.identity_sources]
}

run "kept_answers_by_method_without_path" {
  command = plan

  variables {
    ttl              = 10
    identity_sources = ["method.request.header.Authorization", "context.httpMethod"]
  }

  expect_failures = [var.identity_sources]
}

run "kept_simple_answers_without_the_route" {
  command = plan

  variables {
    kind             = "http-2.0"
    response         = "simple"
    ttl              = 10
    identity_sources = ["$request.header.Authorization", "$context.path"]
  }

  expect_failures = [var.identity_sources]
}

run "kept_answers_of_an_http_api_for_all_paths" {
  command = plan

  variables {
    kind             = "http-1.0"
    ttl              = 10
    identity_sources = ["$request.header.Authorization"]
  }

  expect_failures = [var.identity_sources]
}

run "two_headers_of_a_token_authorizer_and_both_the_same" {
  command = plan

  variables {
    kind             = "rest-token"
    identity_sources = ["method.request.header.Authorization", "method.request.header.Authorization"]
  }

  expect_failures = [var.identity_sources]
}

run "an_identity_source_of_another_kind" {
  command = plan

  variables {
    identity_sources = ["$request.header.Authorization"]
  }

  expect_failures = [var.identity_sources]
}

run "a_mode_that_is_none" {
  command = plan

  variables {
    mode = "watch"
  }

  expect_failures = [var.mode]
}

run "kept_answers_of_an_observer" {
  command = plan

  variables {
    mode = "observe"
    ttl  = 10
  }

  expect_failures = [var.mode]
}

run "an_observer_that_is_not_asked_about_calls_without_the_header" {
  command = plan

  variables {
    mode = "observe"
    kind = "rest-token"
  }

  expect_failures = [var.mode]
}

run "an_observer_that_is_not_asked_about_calls_without_a_source" {
  command = plan

  variables {
    mode             = "observe"
    identity_sources = ["method.request.header.Authorization"]
  }

  expect_failures = [var.mode]
}

run "settings_that_do_not_fit_a_function" {
  command = plan

  variables {
    bundle_keys = format("%04000d", 0)
  }

  expect_failures = [aws_lambda_function.authorizer]
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
