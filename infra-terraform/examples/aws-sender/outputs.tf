output "dead_letter_queue_url" {
  value       = module.sender.dead_letter_queue_url
  description = "URL of the queue with the events that the bus did not take."
}
