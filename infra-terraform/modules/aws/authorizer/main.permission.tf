# Only these authorizers of these APIs may ask the function, whoever else has an API in the account.
resource "aws_lambda_permission" "gateway" {
  for_each = var.apis

  statement_id  = "ApiGateway-${each.key}"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.authorizer.function_name
  qualifier     = aws_lambda_alias.live.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${each.value.api.execution_arn}/authorizers/${local.authorizer_ids[each.key]}"
}

locals {
  authorizer_ids = merge(
    { for name, authorizer in aws_api_gateway_authorizer.rest : name => authorizer.id },
    { for name, authorizer in aws_apigatewayv2_authorizer.http : name => authorizer.id },
  )
}
