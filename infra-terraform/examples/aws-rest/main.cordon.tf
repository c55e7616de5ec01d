# Cordon in front of one REST API. Before it allows anything, publish a bundle and the issuers' keys: outputs say where.
module "cordon" {
  source = "../../modules/aws"

  name        = var.name
  package     = var.package
  policy      = "shop"
  environment = "production"

  live_version = var.live_version

  mode = var.mode
  kind = "rest-request"
  apis = { orders = { api = aws_api_gateway_rest_api.orders, service = "orders-api" } }

  # This is an example: leave both out, and bundles and keys outlive a slip of the hand.
  deletion_protection = !var.removable
  key_deletion_days   = 7
}
