locals {
  # HTTP and WebSocket APIs are one API of AWS, the second version.
  http_apis = { for name, it in var.apis : name => it.api if !local.rest }
}

resource "aws_apigatewayv2_authorizer" "http" {
  for_each = local.http_apis

  name                              = "${var.name}-${each.key}"
  api_id                            = each.value.id
  authorizer_type                   = "REQUEST"
  authorizer_uri                    = aws_lambda_alias.live.invoke_arn
  identity_sources                  = local.identity_sources
  authorizer_payload_format_version = var.kind == "websocket" ? null : trimprefix(var.kind, "http-")
  authorizer_result_ttl_in_seconds  = var.kind == "websocket" ? null : var.ttl
  enable_simple_responses           = var.kind == "websocket" ? null : var.response == "simple"
}
