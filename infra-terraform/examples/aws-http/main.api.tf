# An HTTP API as yours may look. Two lines attach it to Cordon; `# Cordon` marks them.
resource "aws_apigatewayv2_api" "orders" {
  name          = "${var.name}-orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "orders" {
  for_each = toset(["/orders", "/orders/{id}"])

  api_id             = aws_apigatewayv2_api.orders.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "${var.upstream}${each.key}"

  # What the authorizer found out about the caller; a caller's own headers of these names are overwritten.
  request_parameters = {
    "overwrite:header.X-Cordon-Caller" = "$context.authorizer.caller"
    "overwrite:header.X-Cordon-Flow"   = "$context.authorizer.flow"
  }
}

resource "aws_apigatewayv2_route" "orders" {
  for_each = toset(["GET /orders", "POST /orders", "GET /orders/{id}", "DELETE /orders/{id}"])

  api_id             = aws_apigatewayv2_api.orders.id
  route_key          = each.key
  target             = "integrations/${aws_apigatewayv2_integration.orders[split(" ", each.key)[1]].id}"
  authorization_type = "CUSTOM"                               # Cordon
  authorizer_id      = module.cordon.authorizer_ids["orders"] # Cordon
}

resource "aws_apigatewayv2_stage" "live" {
  api_id      = aws_apigatewayv2_api.orders.id
  name        = "$default"
  auto_deploy = true
}
