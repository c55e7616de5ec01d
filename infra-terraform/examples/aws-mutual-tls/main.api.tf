# An HTTP API as yours may look. Two lines attach it to Cordon; `# Cordon` marks them.
resource "aws_apigatewayv2_api" "payments" {
  name          = "${var.name}-payments"
  protocol_type = "HTTP"

  # It asks for no certificate, so it is off: the domain is the only way in.
  disable_execute_api_endpoint = true
}

resource "aws_apigatewayv2_integration" "payments" {
  api_id             = aws_apigatewayv2_api.payments.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "${var.upstream}/charges"

  # What the authorizer found out about the caller; a caller's own headers of these names are overwritten.
  request_parameters = {
    "overwrite:header.X-Cordon-Caller" = "$context.authorizer.caller"
    "overwrite:header.X-Cordon-Flow"   = "$context.authorizer.flow"
  }
}

resource "aws_apigatewayv2_route" "payments" {
  api_id             = aws_apigatewayv2_api.payments.id
  route_key          = "POST /charges"
  target             = "integrations/${aws_apigatewayv2_integration.payments.id}"
  authorization_type = "CUSTOM"                                 # Cordon
  authorizer_id      = module.cordon.authorizer_ids["payments"] # Cordon
}

resource "aws_apigatewayv2_stage" "live" {
  api_id      = aws_apigatewayv2_api.payments.id
  name        = "$default"
  auto_deploy = true
}
