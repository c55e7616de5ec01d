# The token service's own API: clients authenticate to the service, so that nothing stands in front of it but a limit.
resource "aws_apigatewayv2_api" "tokens" {
  name          = var.name
  description   = "Cordon: the token service ${var.issuer}"
  protocol_type = "HTTP"
  tags          = var.tags
}

resource "aws_apigatewayv2_integration" "tokens" {
  api_id                 = aws_apigatewayv2_api.tokens.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.tokens.arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "tokens" {
  api_id    = aws_apigatewayv2_api.tokens.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.tokens.id}"
}

resource "aws_cloudwatch_log_group" "access" {
  name              = "/aws/apigateway/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn == "" ? null : var.log_kms_key_arn
  tags              = var.tags
}

# The function answers at the paths of `issuer`: a stage with a name would stand before them.
resource "aws_apigatewayv2_stage" "tokens" {
  api_id      = aws_apigatewayv2_api.tokens.id
  name        = "$default"
  auto_deploy = true
  tags        = var.tags

  default_route_settings {
    throttling_burst_limit = var.rate.burst
    throttling_rate_limit  = var.rate.second
  }

  # Neither headers nor bodies: they hold secrets.
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format = jsonencode({
      requestId = "$context.requestId"
      time      = "$context.requestTimeEpoch"
      source    = "$context.identity.sourceIp"
      method    = "$context.httpMethod"
      path      = "$context.path"
      status    = "$context.status"
      millis    = "$context.responseLatency"
      error     = "$context.integrationErrorMessage"
    })
  }
}

resource "aws_lambda_permission" "tokens" {
  statement_id  = "OwnApi"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.tokens.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.tokens.execution_arn}/$default/$default"
}
