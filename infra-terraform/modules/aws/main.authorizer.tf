module "authorizer" {
  source = "./authorizer"

  name            = "${var.name}-authorizer"
  state           = module.state
  bundle_keys     = var.bundle_keys == "" ? module.state.bundle_keys : var.bundle_keys
  log_kms_key_arn = var.encrypt_log ? module.state.kms_key_arn : ""
  tags            = var.tags

  kind                     = var.kind
  response                 = var.response
  apis                     = var.apis
  mode                     = var.mode
  ttl                      = var.ttl
  without_path_parameters  = var.without_path_parameters
  refresh                  = var.refresh
  revocation_bound         = var.revocation_bound
  identity_sources         = var.identity_sources
  policy                   = var.policy
  environment              = var.environment
  minimum_sequence         = var.minimum_sequence
  client_authorities       = var.client_authorities
  unauthorized             = var.unauthorized
  package                  = var.package
  runtime                  = var.runtime
  architecture             = var.architecture
  memory                   = var.memory
  timeout                  = var.timeout
  java_options             = var.java_options
  snap_start               = var.snap_start
  tracing                  = var.tracing
  reserved_concurrency     = var.reserved_concurrency
  live_version             = var.live_version
  subnet_ids               = var.subnet_ids
  security_group_ids       = var.security_group_ids
  permissions_boundary_arn = var.permissions_boundary_arn
  log_retention_days       = var.log_retention_days
  gateway_responses        = var.gateway_responses
}
