module "state" {
  source = "./state"

  name = var.name
  tags = var.tags

  prefix              = var.prefix
  create_kms_key      = var.create_kms_key
  kms_key_arn         = var.kms_key_arn
  create_signing_key  = var.create_signing_key
  key_deletion_days   = var.key_deletion_days
  deletion_protection = var.deletion_protection
  connections         = var.connections
}
