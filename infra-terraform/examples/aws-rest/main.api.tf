# A REST API as yours may look: it answers by itself. Three lines attach it to Cordon; `# Cordon` marks them.
locals {
  operations = {
    "GET /orders"         = { path = "orders", method = "GET" }
    "POST /orders"        = { path = "orders", method = "POST" }
    "GET /orders/{id}"    = { path = "order", method = "GET" }
    "DELETE /orders/{id}" = { path = "order", method = "DELETE" }
  }

  paths = {
    orders = aws_api_gateway_resource.orders.id
    order  = aws_api_gateway_resource.order.id
  }
}

resource "aws_api_gateway_rest_api" "orders" {
  name = "${var.name}-orders"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  parent_id   = aws_api_gateway_rest_api.orders.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_resource" "order" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  parent_id   = aws_api_gateway_resource.orders.id
  path_part   = "{id}"
}

resource "aws_api_gateway_method" "orders" {
  for_each = local.operations

  rest_api_id   = aws_api_gateway_rest_api.orders.id
  resource_id   = local.paths[each.value.path]
  http_method   = each.value.method
  authorization = "CUSTOM"                               # Cordon
  authorizer_id = module.cordon.authorizer_ids["orders"] # Cordon
}

resource "aws_api_gateway_integration" "orders" {
  for_each = aws_api_gateway_method.orders

  rest_api_id = each.value.rest_api_id
  resource_id = each.value.resource_id
  http_method = each.value.http_method
  type        = "MOCK"

  request_templates = { "application/json" = jsonencode({ statusCode = 200 }) }
}

resource "aws_api_gateway_method_response" "orders" {
  for_each = aws_api_gateway_integration.orders

  rest_api_id = each.value.rest_api_id
  resource_id = each.value.resource_id
  http_method = each.value.http_method
  status_code = "200"
}

resource "aws_api_gateway_integration_response" "orders" {
  for_each = aws_api_gateway_method_response.orders

  rest_api_id = each.value.rest_api_id
  resource_id = each.value.resource_id
  http_method = each.value.http_method
  status_code = each.value.status_code

  # What the authorizer found out about the caller is there for the integration.
  response_templates = { "application/json" = jsonencode({ caller = "$context.authorizer.caller", flow = "$context.authorizer.flow" }) }
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id

  triggers = {
    operations = sha256(jsonencode(local.operations))
    cordon     = module.cordon.redeploy["orders"] # Cordon
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_api_gateway_integration_response.orders]
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  deployment_id = aws_api_gateway_deployment.orders.id
  stage_name    = "live"
}
