locals {
  rest_apis = { for name, it in var.apis : name => it.api if local.rest }

  # What callers see says nothing about the policy. The log has the reason under the request's id.
  refusals = {
    UNAUTHORIZED                   = { status = 401, title = "Unauthorized" }
    ACCESS_DENIED                  = { status = 403, title = "Forbidden" }
    AUTHORIZER_FAILURE             = { status = 500, title = "Internal Server Error" }
    AUTHORIZER_CONFIGURATION_ERROR = { status = 500, title = "Internal Server Error" }
  }

  rest_refusals = merge([for name, api in local.rest_apis : { for type, refusal in local.refusals : "${name}/${type}" => merge(refusal, { api = api.id, type = type }) } if var.gateway_responses]...)
}

resource "aws_api_gateway_authorizer" "rest" {
  for_each = local.rest_apis

  name                             = "${var.name}-${each.key}"
  rest_api_id                      = each.value.id
  type                             = var.kind == "rest-token" ? "TOKEN" : "REQUEST"
  authorizer_uri                   = aws_lambda_alias.live.invoke_arn
  authorizer_result_ttl_in_seconds = var.ttl
  identity_source                  = join(",", local.identity_sources)
}

resource "aws_api_gateway_gateway_response" "refusal" {
  for_each = local.rest_refusals

  rest_api_id   = each.value.api
  response_type = each.value.type
  status_code   = tostring(each.value.status)

  response_templates = {
    "application/json" = jsonencode({ request = "$context.requestId", status = each.value.status, title = each.value.title })
  }

  response_parameters = each.value.status == 401 ? { "gatewayresponse.header.WWW-Authenticate" = "'Bearer'" } : {}
}

locals {
  # A deployment is a copy of the API's authorizers and responses. What is not deployed anew is not in force. The ids make
  # the deployment wait for both; their contents are taken as written here, for what AWS reads back may differ in form.
  redeploy = { for name, api in local.rest_apis : name => sha256(jsonencode([
    [aws_api_gateway_authorizer.rest[name].id, var.kind, aws_lambda_alias.live.arn, var.ttl, local.identity_sources],
    [for type, refusal in local.refusals : [aws_api_gateway_gateway_response.refusal["${name}/${type}"].id, refusal] if var.gateway_responses],
  ])) }
}
