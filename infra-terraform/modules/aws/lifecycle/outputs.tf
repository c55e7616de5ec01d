output "function_name" {
  value       = aws_lambda_function.lifecycle.function_name
  description = "Name of the function that looks after services."
}

output "function_arn" {
  value       = aws_lambda_function.lifecycle.arn
  description = "ARN of that function."
}

output "rotation_function_arn" {
  value       = aws_lambda_function.rotation.arn
  description = "ARN of the function that Secrets Manager has secrets rotated by: `rotation_lambda_arn` of an `aws_secretsmanager_secret_rotation`."
}

output "queue_url" {
  value       = aws_sqs_queue.events.id
  description = "URL of the queue of events."
}

output "queue_arn" {
  value       = aws_sqs_queue.events.arn
  description = "ARN of that queue."
}

output "dead_letter_queue_url" {
  value       = aws_sqs_queue.dead.id
  description = "URL of the queue with the events that were not taken."
}

output "signing_key_arns" {
  value       = local.signing_key_arns
  description = "ARNs of the keys that tokens are signed with: publish their public halves as the issuer's."
}

output "alarm_arns" {
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.lifecycle : name => alarm.arn }
  description = "ARNs of the alarms, by what they watch."
}
