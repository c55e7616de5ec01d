locals {
  signing_key_arns = length(var.signing_key_arns) > 0 ? var.signing_key_arns : aws_kms_key.tokens[*].arn
}

# Signs tokens, and never leaves KMS.
resource "aws_kms_key" "tokens" {
  count = length(var.signing_key_arns) > 0 ? 0 : 1

  description              = "Cordon: signs the tokens of ${var.issuer}"
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
  deletion_window_in_days  = var.key_deletion_days
  tags                     = var.tags
}
