# The domain asks for client certificates. The record that leads to it in DNS is yours to make: outputs say where to.
resource "aws_apigatewayv2_domain_name" "payments" {
  domain_name = var.domain

  domain_name_configuration {
    certificate_arn                        = var.certificate_arn
    ownership_verification_certificate_arn = var.ownership_certificate_arn == "" ? null : var.ownership_certificate_arn
    endpoint_type                          = "REGIONAL"
    security_policy                        = "TLS_1_2"
  }

  mutual_tls_authentication {
    truststore_uri     = "s3://${aws_s3_object.truststore.bucket}/${aws_s3_object.truststore.key}"
    truststore_version = aws_s3_object.truststore.version_id
  }
}

resource "aws_apigatewayv2_api_mapping" "payments" {
  api_id      = aws_apigatewayv2_api.payments.id
  domain_name = aws_apigatewayv2_domain_name.payments.id
  stage       = aws_apigatewayv2_stage.live.id
}

# Whom API Gateway trusts. It is told one version, so that another object under that name changes nothing.
resource "aws_s3_object" "truststore" {
  bucket  = aws_s3_bucket_versioning.truststore.bucket
  key     = "truststore.pem"
  content = file(var.client_authorities)
}

resource "aws_s3_bucket" "truststore" {
  bucket_prefix = "${var.name}-truststore-"
  force_destroy = var.removable
}

resource "aws_s3_bucket_versioning" "truststore" {
  bucket = aws_s3_bucket.truststore.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "truststore" {
  bucket = aws_s3_bucket.truststore.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
