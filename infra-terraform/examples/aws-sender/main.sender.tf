# Applied with credentials of the account, and for the region, where those services run. The bus is the control plane's:
# `event_bus_arn` of ../aws-lifecycle, which lists this account among its `other_accounts`.
module "sender" {
  source = "../../modules/aws/sender"

  name          = var.name
  event_bus_arn = var.event_bus_arn
}
