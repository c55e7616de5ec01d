output "role_arn" {
  value       = aws_iam_role.sender.arn
  description = "ARN of the role that sends."
}

output "dead_letter_queue_url" {
  value       = aws_sqs_queue.dead.id
  description = "URL of the queue with the events that the bus did not take."
}
