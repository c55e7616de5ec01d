output "authorizer_ids" {
  value       = local.authorizer_ids
  description = "Ids of the authorizers by the names in `apis`: the `authorizer_id` of methods and routes."

  # An authorizer that may not ask its function answers every call with 500.
  depends_on = [aws_lambda_permission.gateway]
}

output "redeploy" {
  value       = local.redeploy
  description = "By the names in `apis`, what changes whenever a REST API must be deployed anew: one of the `triggers` of its deployment. HTTP APIs need none."
}

output "function_name" {
  value       = aws_lambda_function.authorizer.function_name
  description = "Name of the function."
}

output "function_arn" {
  value       = aws_lambda_function.authorizer.arn
  description = "ARN of the function."
}

output "alias" {
  value       = aws_lambda_alias.live.name
  description = "The alias that API Gateway asks."
}

output "version" {
  value       = aws_lambda_alias.live.function_version
  description = "The version that answers: note it before an upgrade, to name it in `live_version` if you must go back."
}

output "log_group" {
  value       = aws_cloudwatch_log_group.decisions.name
  description = "Name of the log group with the decisions."
}

output "identity_sources" {
  value       = local.identity_sources
  description = "What a request must carry to be asked for, and what an answer is kept by."
}

output "role_policy" {
  value       = local.role_policy
  description = "What the function may do, as JSON."
}
