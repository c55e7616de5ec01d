# One item says what is current. It is read strongly consistent, on every call that finds its snapshot too old.
resource "aws_dynamodb_table" "head" {
  name                        = "${var.name}-head"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "id"
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.tags

  attribute {
    name = "id"
    type = "S"
  }

  # The head has no such attribute and stays; what may be forgotten one day carries it.
  ttl {
    attribute_name = "expiresAt"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = local.kms_key_arn
  }
}
