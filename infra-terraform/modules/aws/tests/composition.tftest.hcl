mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
  }
  mock_data "aws_kms_public_key" {
    defaults = { public_key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEXpY3R+Jd+X08SnE8ZK7fqbQO++w8Hrnxb0u66GCu6v/91azNXSOntc/aRP2IOrtBy7I//FZira3LuPNxVhzbwg==" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/1a2b3c4d-0000-4000-8000-123456789012" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::shop-bundles-1", id = "shop-bundles-1" }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-head" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/shop-authorizer" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/shop-authorizer" }
  }
}

variables {
  name        = "shop"
  kind        = "rest-request"
  policy      = "shop"
  environment = "production"
  package     = "terraform.tf"
  tags        = { owner = "platform" }

  apis = {
    orders = {
      api     = { id = "a1b2c3", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3" }
      service = "orders-api"
    }
  }
}

run "the_authorizer_reads_what_the_publisher_writes" {
  assert {
    condition     = output.place == "s3://shop-bundles-1/?head=shop-head" && output.function_name == "shop-authorizer" && output.signing_key == "awskms:///alias/shop-bundles"
    error_message = "${output.place} ${output.function_name} ${output.signing_key}"
  }
  assert {
    condition     = keys(output.authorizer_ids) == ["orders"] && keys(output.redeploy) == ["orders"]
    error_message = "no authorizer for the API"
  }
  assert {
    condition     = jsondecode(module.authorizer.role_policy).Statement[0].Resource[0] == "${module.state.bucket_arn}/policy.bundle" && jsondecode(module.state.publisher_policy).Statement[0].Resource[0] == "${module.state.bucket_arn}/policy.bundle"
    error_message = "one writes elsewhere than the other reads"
  }
}

run "an_observing_authorizer_has_no_alarm_for_being_one" {
  variables {
    mode = "observe"
  }

  assert {
    condition     = length(module.authorizer.identity_sources) == 0 && length(output.alarm_arns) == 6
    error_message = "the modules were told different modes"
  }
}

run "keys_from_elsewhere_are_pinned_instead" {
  variables {
    create_signing_key = false
    bundle_keys        = "bundle.jwks"
  }

  assert {
    condition     = output.signing_key == null && output.bundle_keys == ""
    error_message = "there is a key"
  }
}

run "the_authorizer_notes_connections_where_the_control_plane_looks" {
  variables {
    kind        = "websocket"
    connections = true
  }

  assert {
    condition     = output.state.connections_table == "shop-connections" && one([for it in jsondecode(module.authorizer.role_policy).Statement : it.Resource if it.Sid == "NoteConnections"]) == output.state.connections_table_arn
    error_message = "one writes elsewhere than the other reads"
  }
}
