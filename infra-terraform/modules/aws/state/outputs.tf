output "bucket" {
  value       = aws_s3_bucket.bundles.id
  description = "Name of the bucket with the bundles."
}

output "bucket_arn" {
  value       = aws_s3_bucket.bundles.arn
  description = "ARN of the bucket with the bundles."
}

output "prefix" {
  value       = var.prefix
  description = "What the names of the published objects begin with."
}

output "head_table" {
  value       = aws_dynamodb_table.head.name
  description = "Name of the table with the head."
}

output "head_table_arn" {
  value       = aws_dynamodb_table.head.arn
  description = "ARN of the table with the head."
}

output "control_table" {
  value       = aws_dynamodb_table.control.name
  description = "Name of the table with what the control plane keeps."
}

output "control_table_arn" {
  value       = aws_dynamodb_table.control.arn
  description = "ARN of the table with what the control plane keeps."
}

output "connections_table" {
  value       = one(aws_dynamodb_table.connections[*].name)
  description = "Name of the table where connections are noted. Null where none is made."
}

output "connections_table_arn" {
  value       = one(aws_dynamodb_table.connections[*].arn)
  description = "ARN of the table where connections are noted. Null where none is made."
}

output "kms_key_arn" {
  value       = local.kms_key_arn
  description = "ARN of the key that encrypts what is stored."
}

output "place" {
  value       = "s3://${aws_s3_bucket.bundles.id}/${var.prefix}?head=${aws_dynamodb_table.head.name}"
  description = "Where to publish: the PLACE of `cordon bundle publish` and `cordon keys publish`."
}

output "signing_key" {
  value       = one([for alias in aws_kms_alias.signing : "awskms:///${alias.name}"])
  description = "The key that signs bundles: the `--key` of `cordon bundle create`. Null where none is made."
}

output "bundle_keys" {
  value       = local.bundle_keys
  description = "The public key that signs bundles, as a JWK Set to pin. Empty where none is made."
}

output "publisher_policy_arn" {
  value       = aws_iam_policy.publisher.arn
  description = "ARN of the policy that lets a pipeline sign and publish, and nothing else."
}

output "publisher_policy" {
  value       = local.publisher_policy
  description = "The same policy as JSON."
}
