# What the pipeline that publishes bundles may do. Attach it to that pipeline's role, and to nobody else.
locals {
  # The names are fixed by the program; `dev.cordon.publication.ObjectStore` has them too.
  objects     = ["policy.bundle", "issuer.keys"]
  object_arns = [for object in local.objects : "${aws_s3_bucket.bundles.arn}/${var.prefix}${object}"]

  publisher_statements = [
    {
      # It reads what it replaces: a write names the version that it replaces.
      Sid      = "PublishObjects"
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = local.object_arns
    },
    {
      # Without it S3 answers "forbidden" where there is no object yet, and the first publication could not tell.
      Sid      = "SeeThatNothingIsPublishedYet"
      Effect   = "Allow"
      Action   = "s3:ListBucket"
      Resource = aws_s3_bucket.bundles.arn
    },
    {
      Sid      = "RaiseTheHead"
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:PutItem"]
      Resource = aws_dynamodb_table.head.arn
      Condition = {
        "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ["head"] }
      }
    },
    {
      Sid      = "EncryptWhatIsStored"
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource = local.kms_key_arn
      Condition = {
        StringEquals = {
          "kms:ViaService" = ["s3.${local.region}.amazonaws.com", "dynamodb.${local.region}.amazonaws.com"]
        }
      }
    },
  ]

  signer_statements = flatten([for key in aws_kms_key.signing : [{
    Sid      = "SignBundles"
    Effect   = "Allow"
    Action   = "kms:Sign"
    Resource = key.arn
    Condition = {
      StringEquals = { "kms:SigningAlgorithm" = "ECDSA_SHA_256" }
    }
    }, {
    Sid      = "KnowTheSigningKey"
    Effect   = "Allow"
    Action   = "kms:GetPublicKey"
    Resource = key.arn
  }]])

  publisher_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.publisher_statements, local.signer_statements)
  })
}

resource "aws_iam_policy" "publisher" {
  name        = "${var.name}-publisher"
  description = "May sign and publish Cordon's policy bundles and issuers' keys, and nothing else"
  policy      = local.publisher_policy
  tags        = var.tags
}
