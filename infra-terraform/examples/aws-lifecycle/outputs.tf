output "place" {
  value       = module.state.place
  description = "Where to publish."
}

output "signing_key" {
  value       = module.state.signing_key
  description = "The key that signs bundles."
}

output "bundle_keys" {
  value       = module.state.bundle_keys
  description = "The public key that signs bundles."
}

output "bucket" {
  value       = module.state.bucket
  description = "Name of the bucket with the bundles."
}

output "head_table" {
  value       = module.state.head_table
  description = "Name of the table with the head."
}

output "queue_url" {
  value       = module.lifecycle.queue_url
  description = "URL of the queue of events."
}

output "dead_letter_queue_url" {
  value       = module.lifecycle.dead_letter_queue_url
  description = "URL of the queue with the events that were not taken."
}

output "tokens_endpoint" {
  value       = module.tokens.api_endpoint
  description = "URL of the token service's API without its domain."
}

output "event_bus_arn" {
  value       = join("", aws_cloudwatch_event_bus.services[*].arn)
  description = "ARN of the bus that other accounts send to; empty where there are none."
}
