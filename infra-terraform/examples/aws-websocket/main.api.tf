# A WebSocket API as yours may look. Two lines attach it to Cordon; `# Cordon` marks them.
resource "aws_apigatewayv2_api" "feed" {
  name                       = "${var.name}-feed"
  protocol_type              = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}

resource "aws_apigatewayv2_integration" "feed" {
  api_id             = aws_apigatewayv2_api.feed.id
  integration_type   = "HTTP_PROXY"
  integration_method = "POST"
  integration_uri    = "${var.upstream}/feed"

  # What the authorizer found out about the caller when it connected comes with each message too.
  request_parameters = {
    "integration.request.header.X-Connection"    = "context.connectionId"
    "integration.request.header.X-Event"         = "context.eventType"
    "integration.request.header.X-Cordon-Caller" = "context.authorizer.caller"
    "integration.request.header.X-Cordon-Flow"   = "context.authorizer.flow"
  }
}

resource "aws_apigatewayv2_route" "connect" {
  api_id             = aws_apigatewayv2_api.feed.id
  route_key          = "$connect"
  target             = "integrations/${aws_apigatewayv2_integration.feed.id}"
  authorization_type = "CUSTOM"                             # Cordon
  authorizer_id      = module.cordon.authorizer_ids["feed"] # Cordon
}

# Who could not connect can't send, so API Gateway asks about `$connect` only.
resource "aws_apigatewayv2_route" "connected" {
  for_each = toset(["$default", "$disconnect"])

  api_id    = aws_apigatewayv2_api.feed.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.feed.id}"
}

resource "aws_apigatewayv2_stage" "live" {
  api_id      = aws_apigatewayv2_api.feed.id
  name        = "live"
  auto_deploy = true

  # Without a route `$connect` everybody may connect: nothing is live before it is guarded.
  depends_on = [aws_apigatewayv2_route.connect]
}
