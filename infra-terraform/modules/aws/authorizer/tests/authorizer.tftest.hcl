mock_provider "aws" {
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/shop-authorizer" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/shop-authorizer" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:shop-authorizer", version = "7" }
  }
  mock_resource "aws_lambda_alias" {
    defaults = {
      arn        = "arn:aws:lambda:eu-central-1:123456789012:function:shop-authorizer:live"
      invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:shop-authorizer:live/invocations"
    }
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

run "the_defaults_are_safe_and_whole" {
  # Answers are not kept.
  assert {
    condition     = aws_api_gateway_authorizer.rest["orders"].authorizer_result_ttl_in_seconds == 0
    error_message = "ttl is not 0"
  }
  assert {
    condition     = aws_api_gateway_authorizer.rest["orders"].identity_source == "method.request.header.Authorization"
    error_message = "identity source"
  }
  assert {
    condition     = aws_api_gateway_authorizer.rest["orders"].type == "REQUEST"
    error_message = "type"
  }

  # The function is told all that it must know.
  assert {
    condition = aws_lambda_function.authorizer.environment[0].variables == tomap({
      CORDON_POLICY           = "shop"
      CORDON_ENVIRONMENT      = "production"
      CORDON_BUNDLE_KEYS      = "{\"keys\":[]}"
      CORDON_MINIMUM_SEQUENCE = "0"
      CORDON_BUCKET           = "shop-bundles-1"
      CORDON_PREFIX           = "shop/"
      CORDON_HEAD_TABLE       = "shop-head"
      CORDON_CONTROL_TABLE    = "shop-control"
      CORDON_KINDS            = "rest-request"
      CORDON_TARGETS          = "a1b2c3=orders-api"
      CORDON_ACCOUNTS         = "123456789012"
      CORDON_MODE             = "enforce"
      CORDON_TTL              = "0"
      CORDON_IDENTITY_SOURCES = "method.request.header.Authorization"
      CORDON_RESPONSE         = "iam"
      CORDON_UNAUTHORIZED     = "deny"
      JAVA_TOOL_OPTIONS       = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
    })
    error_message = "the function's settings are others: ${jsonencode(aws_lambda_function.authorizer.environment[0].variables)}"
  }

  # Versions, an alias, SnapStart, traces, and a log that ends.
  assert {
    condition     = aws_lambda_function.authorizer.publish && aws_lambda_alias.live.function_version == "7"
    error_message = "the alias is not at the newest version"
  }
  assert {
    condition     = aws_lambda_function.authorizer.snap_start[0].apply_on == "PublishedVersions"
    error_message = "no SnapStart"
  }
  assert {
    condition     = aws_lambda_function.authorizer.tracing_config[0].mode == "Active"
    error_message = "no traces"
  }
  assert {
    condition     = aws_cloudwatch_log_group.decisions.name == "/aws/lambda/shop-authorizer" && aws_cloudwatch_log_group.decisions.retention_in_days == 90
    error_message = "the log"
  }
  assert {
    condition     = aws_iam_role.authorizer.permissions_boundary == null && length(aws_lambda_function.authorizer.vpc_config) == 0
    error_message = "a boundary or a VPC that nobody asked for"
  }

  # Only the authorizer of the API may ask.
  assert {
    condition     = aws_lambda_permission.gateway["orders"].source_arn == "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/authorizers/${aws_api_gateway_authorizer.rest["orders"].id}"
    error_message = "source: ${aws_lambda_permission.gateway["orders"].source_arn}"
  }
  assert {
    condition     = aws_lambda_permission.gateway["orders"].qualifier == "live" && aws_lambda_permission.gateway["orders"].principal == "apigateway.amazonaws.com"
    error_message = "not the alias, or not the gateway"
  }
  assert {
    condition     = aws_api_gateway_authorizer.rest["orders"].authorizer_uri == aws_lambda_alias.live.invoke_arn
    error_message = "the gateway does not ask the alias"
  }

  # The role reads what is published, and no more.
  assert {
    condition = { for it in jsondecode(output.role_policy).Statement : it.Sid => flatten([it.Action]) } == {
      ReadWhatIsPublished        = ["s3:GetObject"]
      ReadTheHead                = ["dynamodb:GetItem"]
      ReadServicesAndRevocations = ["dynamodb:GetItem", "dynamodb:Query"]
      DecryptWhatIsStored        = ["kms:Decrypt"]
      WriteToOwnLog              = ["logs:CreateLogStream", "logs:PutLogEvents"]
      SendTraces                 = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    }
    error_message = output.role_policy
  }
  assert {
    condition = { for it in jsondecode(output.role_policy).Statement : it.Sid => flatten([it.Resource]) } == {
      ReadWhatIsPublished        = ["arn:aws:s3:::shop-bundles-1/shop/policy.bundle", "arn:aws:s3:::shop-bundles-1/shop/issuer.keys"]
      ReadTheHead                = ["arn:aws:dynamodb:eu-central-1:123456789012:table/shop-head"]
      ReadServicesAndRevocations = ["arn:aws:dynamodb:eu-central-1:123456789012:table/shop-control"]
      DecryptWhatIsStored        = ["arn:aws:kms:eu-central-1:123456789012:key/0a1b"]
      WriteToOwnLog              = ["arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/shop-authorizer:log-stream:*"]
      SendTraces                 = ["*"]
    }
    error_message = output.role_policy
  }

  # Of the control plane's table it reads what decisions go by, and neither credentials nor tokens.
  assert {
    condition     = one([for it in jsondecode(output.role_policy).Statement : it.Condition if it.Sid == "ReadServicesAndRevocations"]) == { "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ["count", "service", "services-change", "revocation", "revocations-change"] } }
    error_message = output.role_policy
  }

  # Refusals tell callers nothing about the policy.
  assert {
    condition     = { for name, it in aws_api_gateway_gateway_response.refusal : name => it.status_code } == { "orders/UNAUTHORIZED" = "401", "orders/ACCESS_DENIED" = "403", "orders/AUTHORIZER_FAILURE" = "500", "orders/AUTHORIZER_CONFIGURATION_ERROR" = "500" }
    error_message = "other responses"
  }
  assert {
    condition     = jsondecode(aws_api_gateway_gateway_response.refusal["orders/ACCESS_DENIED"].response_templates["application/json"]) == { request = "$context.requestId", status = 403, title = "Forbidden" }
    error_message = "other text"
  }
}

run "in_a_vpc_the_service_may_join_the_network_and_the_code_may_not" {
  variables {
    subnet_ids               = ["subnet-1"]
    security_group_ids       = ["sg-1"]
    tracing                  = false
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = toset([for it in jsondecode(output.role_policy).Statement : "${it.Effect} ${it.Sid}" if strcontains(jsonencode(it.Resource), "*")]) == toset(["Allow WriteToOwnLog", "Allow JoinTheNetwork", "Deny DenyTheNetworkToTheCode"])
    error_message = output.role_policy
  }
  assert {
    condition     = !strcontains(jsonencode([for it in jsondecode(output.role_policy).Statement : it.Action]), "*")
    error_message = output.role_policy
  }
  assert {
    condition     = aws_iam_role.authorizer.permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "no boundary"
  }
  assert {
    condition     = aws_lambda_function.authorizer.vpc_config[0].subnet_ids == toset(["subnet-1"])
    error_message = "not in the VPC"
  }
}

run "ones_own_gateway_responses_stay" {
  variables {
    gateway_responses = false
  }

  assert {
    condition     = length(aws_api_gateway_gateway_response.refusal) == 0
    error_message = "they were replaced"
  }
}

run "a_rest_api_is_deployed_anew_when_its_authorizer_changes" {
  variables {
    ttl = 10
  }

  assert {
    condition     = output.redeploy["orders"] != run.the_defaults_are_safe_and_whole.redeploy["orders"]
    error_message = "the trigger is the same"
  }
  assert {
    condition     = aws_api_gateway_authorizer.rest["orders"].authorizer_result_ttl_in_seconds == 10 && aws_lambda_function.authorizer.environment[0].variables["CORDON_TTL"] == "10"
    error_message = "gateway and function were told different times"
  }
  assert {
    condition     = aws_api_gateway_authorizer.rest["orders"].identity_source == "method.request.header.Authorization,context.httpMethod,context.path" && aws_lambda_function.authorizer.environment[0].variables["CORDON_IDENTITY_SOURCES"] == aws_api_gateway_authorizer.rest["orders"].identity_source
    error_message = "one path would get another's answer"
  }
}

run "nothing_is_deployed_anew_where_nothing_changed" {
  variables {
    ttl    = 10
    memory = 2048
  }

  assert {
    condition     = output.redeploy["orders"] == run.a_rest_api_is_deployed_anew_when_its_authorizer_changes.redeploy["orders"]
    error_message = "the trigger is another one"
  }
}

run "a_token_authorizer_keeps_answers_where_no_path_has_parameters" {
  variables {
    kind                    = "rest-token"
    ttl                     = 10
    without_path_parameters = true
  }

  assert {
    condition     = aws_api_gateway_authorizer.rest["orders"].type == "TOKEN" && aws_api_gateway_authorizer.rest["orders"].identity_source == "method.request.header.Authorization"
    error_message = "not a token authorizer by its header"
  }
}

run "an_http_api_is_asked_with_its_payload_version" {
  variables {
    kind     = "http-2.0"
    response = "simple"
    ttl      = 10
    apis = {
      orders = {
        api     = { id = "d4e5f6", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:d4e5f6", protocol_type = "HTTP" }
        service = "orders-api"
        stages  = { staging = "orders-next" }
      }
    }
  }

  assert {
    condition     = length(aws_api_gateway_authorizer.rest) == 0 && length(aws_api_gateway_gateway_response.refusal) == 0 && length(output.redeploy) == 0
    error_message = "resources of a REST API"
  }
  assert {
    condition     = aws_apigatewayv2_authorizer.http["orders"].authorizer_payload_format_version == "2.0" && aws_apigatewayv2_authorizer.http["orders"].enable_simple_responses && aws_apigatewayv2_authorizer.http["orders"].authorizer_result_ttl_in_seconds == 10
    error_message = "another authorizer"
  }
  assert {
    condition     = aws_apigatewayv2_authorizer.http["orders"].identity_sources == toset(["$request.header.Authorization", "$context.routeKey", "$context.httpMethod", "$context.path"])
    error_message = "one route would get another's answer"
  }
  assert {
    condition     = aws_lambda_function.authorizer.environment[0].variables["CORDON_TARGETS"] == "d4e5f6=orders-api,d4e5f6/staging=orders-next"
    error_message = aws_lambda_function.authorizer.environment[0].variables["CORDON_TARGETS"]
  }
  assert {
    condition     = aws_lambda_permission.gateway["orders"].source_arn == "arn:aws:execute-api:eu-central-1:123456789012:d4e5f6/authorizers/${aws_apigatewayv2_authorizer.http["orders"].id}"
    error_message = aws_lambda_permission.gateway["orders"].source_arn
  }
}

run "a_websocket_api_is_asked_once_a_connection" {
  variables {
    kind = "websocket"
    apis = {
      news = {
        api     = { id = "g7h8", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:g7h8", protocol_type = "WEBSOCKET" }
        service = "news-api"
      }
    }
  }

  assert {
    condition     = aws_apigatewayv2_authorizer.http["news"].authorizer_payload_format_version == null && aws_apigatewayv2_authorizer.http["news"].identity_sources == toset(["route.request.header.Authorization"])
    error_message = "another authorizer"
  }
}

run "a_caller_known_by_certificate_alone_needs_no_header" {
  variables {
    client_authorities = "-----BEGIN CERTIFICATE-----"
    apis = {
      orders = {
        api     = { id = "a1b2c3", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3", disable_execute_api_endpoint = true }
        service = "orders-api"
      }
    }
  }

  assert {
    condition     = aws_api_gateway_authorizer.rest["orders"].identity_source == ""
    error_message = "it asks for a header"
  }
  assert {
    condition     = aws_lambda_function.authorizer.environment[0].variables["CORDON_CLIENT_AUTHORITIES"] == "-----BEGIN CERTIFICATE-----"
    error_message = "the function does not know the authorities"
  }
}

run "an_observer_is_asked_about_every_call_whatever_it_shows" {
  variables {
    mode = "observe"
  }

  assert {
    condition     = aws_api_gateway_authorizer.rest["orders"].identity_source == "" && aws_api_gateway_authorizer.rest["orders"].authorizer_result_ttl_in_seconds == 0
    error_message = "API Gateway refuses or keeps answers by itself"
  }
  assert {
    condition     = aws_lambda_function.authorizer.environment[0].variables["CORDON_MODE"] == "observe"
    error_message = "the function is not told"
  }
  assert {
    condition     = output.redeploy["orders"] != run.the_defaults_are_safe_and_whole.redeploy["orders"]
    error_message = "what was deployed still asks for the header"
  }
}

run "an_earlier_version_answers_again" {
  variables {
    live_version = "6"
  }

  assert {
    condition     = aws_lambda_alias.live.function_version == "6"
    error_message = "not rolled back"
  }
}

run "an_authorizer_of_a_websocket_api_notes_connections_and_may_no_more" {
  variables {
    kind = "websocket"

    state = {
      bucket                = "shop-bundles-1"
      bucket_arn            = "arn:aws:s3:::shop-bundles-1"
      prefix                = "shop/"
      head_table            = "shop-head"
      head_table_arn        = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-head"
      control_table         = "shop-control"
      control_table_arn     = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-control"
      connections_table     = "shop-connections"
      connections_table_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-connections"
      kms_key_arn           = "arn:aws:kms:eu-central-1:123456789012:key/0a1b"
    }
  }

  assert {
    condition     = aws_lambda_function.authorizer.environment[0].variables["CORDON_CONNECTIONS_TABLE"] == "shop-connections"
    error_message = "it notes them elsewhere"
  }
  assert {
    condition     = [for it in jsondecode(output.role_policy).Statement : it if can(regex("shop-connections", jsonencode(it.Resource)))] == [{ Sid = "NoteConnections", Effect = "Allow", Action = "dynamodb:PutItem", Resource = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-connections" }]
    error_message = output.role_policy
  }
}

run "an_authorizer_of_another_kind_notes_nothing_in_the_same_state" {
  variables {
    state = {
      bucket                = "shop-bundles-1"
      bucket_arn            = "arn:aws:s3:::shop-bundles-1"
      prefix                = "shop/"
      head_table            = "shop-head"
      head_table_arn        = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-head"
      control_table         = "shop-control"
      control_table_arn     = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-control"
      connections_table     = "shop-connections"
      connections_table_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-connections"
      kms_key_arn           = "arn:aws:kms:eu-central-1:123456789012:key/0a1b"
    }
  }

  assert {
    condition     = !contains(keys(aws_lambda_function.authorizer.environment[0].variables), "CORDON_CONNECTIONS_TABLE") && !can(regex("PutItem|shop-connections", output.role_policy))
    error_message = output.role_policy
  }
}

run "without_a_table_nothing_is_noted" {
  variables {
    kind = "websocket"
  }

  assert {
    condition     = !contains(keys(aws_lambda_function.authorizer.environment[0].variables), "CORDON_CONNECTIONS_TABLE") && !can(regex("PutItem", output.role_policy))
    error_message = output.role_policy
  }
}
