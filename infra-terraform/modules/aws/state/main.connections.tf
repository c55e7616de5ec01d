# What authorizers note of WebSocket connections before they open. It is over after two hours: there is nothing to restore.
resource "aws_dynamodb_table" "connections" {
  count = var.connections ? 1 : 0

  name                        = "${var.name}-connections"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "stage"
  range_key                   = "connection"
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.tags

  attribute {
    name = "stage"
    type = "S"
  }

  attribute {
    name = "connection"
    type = "S"
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = local.kms_key_arn
  }
}
