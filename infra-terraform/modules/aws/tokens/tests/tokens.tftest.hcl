mock_provider "aws" {
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/shop-tokens" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/shop-tokens" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:shop-tokens" }
  }
  mock_resource "aws_apigatewayv2_api" {
    defaults = { id = "a1b2c3", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3" }
  }
}

variables {
  name             = "shop-tokens"
  policy           = "shop"
  environment      = "production"
  bundle_keys      = "{\"keys\":[]}"
  issuer           = "https://tokens.shop.example"
  signing_key_arns = ["arn:aws:kms:eu-central-1:123456789012:key/one", "arn:aws:kms:eu-central-1:123456789012:key/two"]
  package          = "terraform.tf"

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

run "the_function_is_told_all_that_it_must_know" {
  assert {
    condition = aws_lambda_function.tokens.environment[0].variables == tomap({
      CORDON_POLICY           = "shop"
      CORDON_ENVIRONMENT      = "production"
      CORDON_BUNDLE_KEYS      = "{\"keys\":[]}"
      CORDON_MINIMUM_SEQUENCE = "0"
      CORDON_BUCKET           = "shop-bundles-1"
      CORDON_PREFIX           = "shop/"
      CORDON_HEAD_TABLE       = "shop-head"
      CORDON_CONTROL_TABLE    = "shop-control"
      CORDON_ISSUER           = "https://tokens.shop.example"
      CORDON_SIGNING_KEYS     = "arn:aws:kms:eu-central-1:123456789012:key/one,arn:aws:kms:eu-central-1:123456789012:key/two"
      JAVA_TOOL_OPTIONS       = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
    })
    error_message = jsonencode(aws_lambda_function.tokens.environment[0].variables)
  }
  assert {
    condition     = aws_lambda_function.tokens.handler == "dev.cordon.aws.host.TokenHandler" && aws_lambda_function.tokens.timeout < 30
    error_message = "another function, or one that API Gateway does not wait for"
  }
}

run "the_api_leads_every_path_to_it_and_nothing_else_may_call_it" {
  assert {
    condition     = aws_apigatewayv2_route.tokens.route_key == "$default" && aws_apigatewayv2_stage.tokens.name == "$default" && aws_apigatewayv2_integration.tokens.payload_format_version == "2.0"
    error_message = "paths are changed, or requests have another form"
  }
  assert {
    condition     = aws_lambda_permission.tokens.source_arn == "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/$default/$default" && aws_lambda_permission.tokens.principal == "apigateway.amazonaws.com"
    error_message = "others may"
  }
  assert {
    condition     = aws_apigatewayv2_stage.tokens.default_route_settings[0].throttling_rate_limit == 200 && aws_apigatewayv2_stage.tokens.default_route_settings[0].throttling_burst_limit == 500
    error_message = "anybody may ask without end"
  }
  assert {
    condition     = !can(regex("(?i)authorization|body|header", aws_apigatewayv2_stage.tokens.access_log_settings[0].format))
    error_message = "secrets are logged"
  }
}

run "the_role_may_what_it_must_and_no_more" {
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.tokens.policy).Statement : statement.Sid if can(regex("[*]", jsonencode(statement.Resource)))] == ["WriteToOwnLog", "SendTraces"]
    error_message = "a wildcard without its reason"
  }
  assert {
    condition     = !can(regex("secretsmanager|sqs:|dynamodb:(Scan|DeleteTable|[*])|kms:[*]", aws_iam_role_policy.tokens.policy))
    error_message = "it may more"
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.tokens.policy).Statement : alltrue([for kinds in values(statement.Condition)[*]["dynamodb:LeadingKeys"] : !can(regex("\"(service|credential/[*]|credential-latest|api-key|rotation|secret)\"", jsonencode(kinds)))]) if statement.Sid == "NoteWhatIsIssuedUsedAndRevoked"])
    error_message = "it may change services or credentials"
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.tokens.policy).Statement : length(values(statement.Condition)[0]["dynamodb:LeadingKeys"]) > 0 if can(regex("dynamodb:", jsonencode(statement.Action)))])
    error_message = "a table without its kinds"
  }
}

run "regions_of_workloads_by_list" {
  variables {
    identity_regions     = ["eu-central-1", "us-east-1"]
    reserved_concurrency = 20
    rate                 = { burst = 50, second = 10 }
  }

  assert {
    condition     = aws_lambda_function.tokens.environment[0].variables["CORDON_IDENTITY_REGIONS"] == "eu-central-1,us-east-1" && aws_lambda_function.tokens.reserved_concurrent_executions == 20 && aws_apigatewayv2_stage.tokens.default_route_settings[0].throttling_rate_limit == 10
    error_message = "not as it was asked for"
  }
}

run "what_people_must_look_at_is_watched" {
  assert {
    condition = { for it in aws_cloudwatch_metric_alarm.tokens : it.alarm_name => "${it.namespace} ${it.metric_name}" } == {
      "shop-tokens-errors"         = "AWS/Lambda Errors"
      "shop-tokens-throttles"      = "AWS/Lambda Throttles"
      "shop-tokens-faults"         = "AWS/ApiGateway 5xx"
      "shop-tokens-leaked-secrets" = "Cordon LeakedSecrets"
    }
    error_message = "other alarms"
  }
}
