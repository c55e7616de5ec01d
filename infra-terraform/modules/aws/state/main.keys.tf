data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  # `id` is the region's name in every provider version; `name` is deprecated from 6 on.
  region = data.aws_region.current.id

  kms_key_arn = var.create_kms_key ? aws_kms_key.data[0].arn : var.kms_key_arn

  # In a key's policy the resource `*` is that key and nothing else.
  data_key_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # Without it nobody but the key's maker could ever change the key; it lets IAM policies grant, and grants nothing itself.
        Sid       = "ThisKeyIsGovernedByIamPolicies"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        # Logs of functions whose names begin like this state's, and no others.
        Sid       = "ThisKeyEncryptsTheFunctionsLogs"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.region}.amazonaws.com" }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:DescribeKey"]
        Resource  = "*"
        Condition = {
          ArnLike = {
            "kms:EncryptionContext:aws:logs:arn" = "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:/aws/lambda/${var.name}*"
          }
        }
      },
    ]
  })
}

resource "aws_kms_key" "data" {
  count = var.create_kms_key ? 1 : 0

  description             = "${var.name}: Cordon's bundles, tables and logs"
  enable_key_rotation     = true
  deletion_window_in_days = var.key_deletion_days
  policy                  = local.data_key_policy
  tags                    = var.tags
}

resource "aws_kms_alias" "data" {
  count = var.create_kms_key ? 1 : 0

  name          = "alias/${var.name}-data"
  target_key_id = aws_kms_key.data[0].key_id
}

# KMS rotates no asymmetric key: a new one is made and pinned beside the old, then the old one is let go.
resource "aws_kms_key" "signing" {
  count = var.create_signing_key ? 1 : 0

  description              = "${var.name}: signs Cordon's policy bundles"
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
  deletion_window_in_days  = var.key_deletion_days
  tags                     = var.tags
}

resource "aws_kms_alias" "signing" {
  count = var.create_signing_key ? 1 : 0

  name          = "alias/${var.name}-bundles"
  target_key_id = aws_kms_key.signing[0].key_id
}
