# Cordon in front of one HTTP API. Before it allows anything, publish a bundle and the issuers' keys: outputs say where.
module "cordon" {
  source = "../../modules/aws"

  name        = var.name
  package     = var.package
  policy      = "shop"
  environment = "production"

  live_version = var.live_version

  mode     = var.mode
  kind     = "http-2.0"
  response = "simple"
  apis     = { orders = { api = aws_apigatewayv2_api.orders, service = "orders-api" } }

  # This is an example: leave both out, and bundles and keys outlive a slip of the hand.
  deletion_protection = !var.removable
  key_deletion_days   = 7
}
