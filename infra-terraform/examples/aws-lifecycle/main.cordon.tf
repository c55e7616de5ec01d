# Where policy, head, services and revocations lie. Beside the authorizer it is `module.cordon.state` of modules/aws.
module "state" {
  source = "../../modules/aws/state"

  name                = var.name
  deletion_protection = var.deletion_protection
}

module "lifecycle" {
  source = "../../modules/aws/lifecycle"

  name        = "${var.name}-lifecycle"
  package     = var.package
  state       = module.state
  bundle_keys = module.state.bundle_keys
  policy      = "shop"
  environment = "production"
  issuer      = "https://tokens.shop.example"
  event_bus   = length(var.other_accounts) > 0 ? aws_cloudwatch_event_bus.services[0].name : "default"
  accounts    = concat([data.aws_caller_identity.current.account_id], var.other_accounts)

  names = {
    "lambda/orders-prod" = "orders-api"
    "lambda/web-prod"    = "web-bff"
  }

  rotated_secrets = var.rotated_secrets
}

# Issues tokens at `issuer`, whose domain is to be mapped to this API.
module "tokens" {
  source = "../../modules/aws/tokens"

  name             = "${var.name}-tokens"
  package          = var.package
  state            = module.state
  bundle_keys      = module.state.bundle_keys
  policy           = "shop"
  environment      = "production"
  issuer           = "https://tokens.shop.example"
  signing_key_arns = module.lifecycle.signing_key_arns
}

data "aws_caller_identity" "current" {}
