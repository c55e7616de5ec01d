output "authorizer_ids" {
  value       = module.authorizer.authorizer_ids
  description = "Ids of the authorizers by the names in `apis`: the `authorizer_id` of methods and routes."
}

output "redeploy" {
  value       = module.authorizer.redeploy
  description = "By the names in `apis`, what changes whenever a REST API must be deployed anew: one of the `triggers` of its deployment. HTTP APIs need none."
}

output "function_name" {
  value       = module.authorizer.function_name
  description = "Name of the function."
}

output "function_arn" {
  value       = module.authorizer.function_arn
  description = "ARN of the function."
}

output "version" {
  value       = module.authorizer.version
  description = "The version that answers: note it before an upgrade, to name it in `live_version` if you must go back."
}

output "log_group" {
  value       = module.authorizer.log_group
  description = "Name of the log group with the decisions."
}

output "state" {
  value       = module.state
  description = "Where everything lies: the `state` of the `lifecycle` module."
}

output "bucket" {
  value       = module.state.bucket
  description = "Name of the bucket with the bundles."
}

output "control_table" {
  value       = module.state.control_table
  description = "Name of the table with what the control plane keeps."
}

output "head_table" {
  value       = module.state.head_table
  description = "Name of the table with the head."
}

output "place" {
  value       = module.state.place
  description = "Where to publish: the PLACE of `cordon bundle publish` and `cordon keys publish`."
}

output "signing_key" {
  value       = module.state.signing_key
  description = "The key that signs bundles: the `--key` of `cordon bundle create`. Null where none is made."
}

output "bundle_keys" {
  value       = module.state.bundle_keys
  description = "The public key that signs bundles, as a JWK Set to pin. Empty where none is made."
}

output "publisher_policy_arn" {
  value       = module.state.publisher_policy_arn
  description = "ARN of the policy that lets a pipeline sign and publish, and nothing else."
}

output "alarm_arns" {
  value       = module.observability.alarm_arns
  description = "ARNs of the alarms, by what they watch."
}

output "dashboard" {
  value       = module.observability.dashboard
  description = "Name of the dashboard. Null where none is made."
}
