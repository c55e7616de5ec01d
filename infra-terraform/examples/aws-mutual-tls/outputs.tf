output "url" {
  value       = "https://${aws_apigatewayv2_domain_name.payments.domain_name}"
  description = "Where the API answers, once the domain leads to `dns_target`."
}

output "dns_target" {
  value       = aws_apigatewayv2_domain_name.payments.domain_name_configuration[0].target_domain_name
  description = "Where the domain's record in DNS must lead: a CNAME, or an alias of Route 53 in the zone `dns_zone_id`."
}

output "dns_zone_id" {
  value       = aws_apigatewayv2_domain_name.payments.domain_name_configuration[0].hosted_zone_id
  description = "The zone of `dns_target`, for an alias of Route 53."
}

output "place" {
  value       = module.cordon.place
  description = "Where to publish: `cordon bundle publish shop.bundle PLACE --bundle-key bundle.jwks`."
}

output "signing_key" {
  value       = module.cordon.signing_key
  description = "What signs: `cordon bundle create shop.yaml --key SIGNING_KEY`."
}

output "function_name" {
  value       = module.cordon.function_name
  description = "Name of the authorizer's function."
}

output "log_group" {
  value       = module.cordon.log_group
  description = "Where the decisions are: `aws logs tail LOG_GROUP --follow`."
}

output "bundle_keys" {
  value       = module.cordon.bundle_keys
  description = "The public half of what signs: the file of `cordon bundle publish --bundle-key`."
}

output "version" {
  value       = module.cordon.version
  description = "The version of the function that answers: note it before an upgrade, to go back to it with `live_version`."
}
