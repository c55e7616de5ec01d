output "function_name" {
  value       = aws_lambda_function.tokens.function_name
  description = "Name of the function that issues tokens."
}

output "function_arn" {
  value       = aws_lambda_function.tokens.arn
  description = "ARN of that function."
}

output "api_id" {
  value       = aws_apigatewayv2_api.tokens.id
  description = "Id of its API: map the domain of `issuer` to it and its stage `$default`."
}

output "api_endpoint" {
  value       = aws_apigatewayv2_api.tokens.api_endpoint
  description = "URL of its API without a domain of its own."
}

output "alarm_arns" {
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.tokens : name => alarm.arn }
  description = "ARNs of the alarms, by what they watch."
}
