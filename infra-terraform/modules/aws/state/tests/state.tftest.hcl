mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
  }
  mock_data "aws_kms_public_key" {
    defaults = { public_key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEXpY3R+Jd+X08SnE8ZK7fqbQO++w8Hrnxb0u66GCu6v/91azNXSOntc/aRP2IOrtBy7I//FZira3LuPNxVhzbwg==" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/1a2b3c4d-0000-4000-8000-123456789012", key_id = "1a2b3c4d-0000-4000-8000-123456789012" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::shop-bundles-1", id = "shop-bundles-1" }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-head" }
  }
}

variables {
  name = "shop"
}

run "what_is_stored_is_encrypted_kept_and_protected" {
  assert {
    condition     = aws_kms_key.data[0].enable_key_rotation && one(one(aws_s3_bucket_server_side_encryption_configuration.bundles.rule).apply_server_side_encryption_by_default).kms_master_key_id == aws_kms_key.data[0].arn
    error_message = "the bucket is not encrypted with a key that rotates"
  }
  assert {
    condition     = aws_s3_bucket_versioning.bundles.versioning_configuration[0].status == "Enabled" && !aws_s3_bucket.bundles.force_destroy
    error_message = "bundles can get lost"
  }
  assert {
    condition     = alltrue([aws_s3_bucket_public_access_block.bundles.block_public_acls, aws_s3_bucket_public_access_block.bundles.block_public_policy, aws_s3_bucket_public_access_block.bundles.ignore_public_acls, aws_s3_bucket_public_access_block.bundles.restrict_public_buckets])
    error_message = "the bucket can become public"
  }
  assert {
    condition     = aws_dynamodb_table.head.billing_mode == "PAY_PER_REQUEST" && aws_dynamodb_table.head.hash_key == "id" && aws_dynamodb_table.head.point_in_time_recovery[0].enabled && aws_dynamodb_table.head.ttl[0].attribute_name == "expiresAt" && aws_dynamodb_table.head.server_side_encryption[0].kms_key_arn == aws_kms_key.data[0].arn && aws_dynamodb_table.head.deletion_protection_enabled
    error_message = "the table is another one"
  }
  assert {
    condition     = aws_dynamodb_table.control.billing_mode == "PAY_PER_REQUEST" && aws_dynamodb_table.control.hash_key == "kind" && aws_dynamodb_table.control.range_key == "id" && aws_dynamodb_table.control.point_in_time_recovery[0].enabled && aws_dynamodb_table.control.ttl[0].attribute_name == "expires" && aws_dynamodb_table.control.server_side_encryption[0].kms_key_arn == aws_kms_key.data[0].arn && aws_dynamodb_table.control.deletion_protection_enabled
    error_message = "the control plane's table is another one"
  }
  assert {
    condition     = [for it in jsondecode(aws_s3_bucket_policy.bundles.policy).Statement : "${it.Effect} ${jsonencode(it.Condition)}"] == ["Deny {\"Bool\":{\"aws:SecureTransport\":\"false\"}}", "Deny {\"NumericLessThan\":{\"s3:TlsVersion\":\"1.2\"}}"]
    error_message = aws_s3_bucket_policy.bundles.policy
  }
}

run "no_connections_are_noted_unless_wanted" {
  assert {
    condition     = length(aws_dynamodb_table.connections) == 0 && output.connections_table == null && output.connections_table_arn == null
    error_message = "there is a table"
  }
}

run "connections_are_noted_in_a_table_that_forgets_them" {
  variables {
    connections = true
  }

  assert {
    condition     = aws_dynamodb_table.connections[0].billing_mode == "PAY_PER_REQUEST" && aws_dynamodb_table.connections[0].hash_key == "stage" && aws_dynamodb_table.connections[0].range_key == "connection" && aws_dynamodb_table.connections[0].ttl[0].attribute_name == "expires" && aws_dynamodb_table.connections[0].ttl[0].enabled && aws_dynamodb_table.connections[0].server_side_encryption[0].kms_key_arn == aws_kms_key.data[0].arn && aws_dynamodb_table.connections[0].deletion_protection_enabled
    error_message = "the table is another one"
  }
  assert {
    condition     = output.connections_table == "shop-connections" && output.connections_table_arn == aws_dynamodb_table.connections[0].arn
    error_message = "the outputs name another table"
  }
}

run "the_signing_key_is_pinned_as_its_jwk_set" {
  assert {
    condition     = aws_kms_key.signing[0].customer_master_key_spec == "ECC_NIST_P256" && aws_kms_key.signing[0].key_usage == "SIGN_VERIFY"
    error_message = "another key"
  }
  # Made with another program from the same public key.
  assert {
    condition = jsondecode(output.bundle_keys) == {
      keys = [{ alg = "ES256", crv = "P-256", kid = "m0fJ5908gz2bevfy0vzWtyUcPWORPuDZZAlzxahN7eU", kty = "EC", use = "sig", x = "XpY3R-Jd-X08SnE8ZK7fqbQO--w8Hrnxb0u66GCu6v8", y = "_dWszV0jp7XP2kT9iDq7QcuyP_xWYq2ty7jzcVYc28I" }]
    }
    error_message = output.bundle_keys
  }
  assert {
    condition     = output.signing_key == "awskms:///alias/shop-bundles" && output.place == "s3://shop-bundles-1/?head=shop-head"
    error_message = "${output.signing_key} ${output.place}"
  }
}

run "the_publisher_signs_and_publishes_and_no_more" {
  variables {
    prefix = "shop/"
  }

  assert {
    condition = { for it in jsondecode(output.publisher_policy).Statement : it.Sid => flatten([it.Action, it.Resource]) } == {
      PublishObjects               = ["s3:GetObject", "s3:PutObject", "arn:aws:s3:::shop-bundles-1/shop/policy.bundle", "arn:aws:s3:::shop-bundles-1/shop/issuer.keys"]
      SeeThatNothingIsPublishedYet = ["s3:ListBucket", "arn:aws:s3:::shop-bundles-1"]
      RaiseTheHead                 = ["dynamodb:GetItem", "dynamodb:PutItem", "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-head"]
      EncryptWhatIsStored          = ["kms:Decrypt", "kms:GenerateDataKey", "arn:aws:kms:eu-central-1:123456789012:key/1a2b3c4d-0000-4000-8000-123456789012"]
      SignBundles                  = ["kms:Sign", "arn:aws:kms:eu-central-1:123456789012:key/1a2b3c4d-0000-4000-8000-123456789012"]
      KnowTheSigningKey            = ["kms:GetPublicKey", "arn:aws:kms:eu-central-1:123456789012:key/1a2b3c4d-0000-4000-8000-123456789012"]
    }
    error_message = output.publisher_policy
  }
  assert {
    condition     = !strcontains(output.publisher_policy, "*")
    error_message = output.publisher_policy
  }
  assert {
    condition     = output.place == "s3://shop-bundles-1/shop/?head=shop-head"
    error_message = output.place
  }
}

run "wildcards_stand_only_where_they_deny_or_mean_the_key_itself" {
  assert {
    condition     = toset([for it in concat(jsondecode(aws_s3_bucket_policy.bundles.policy).Statement, jsondecode(aws_kms_key.data[0].policy).Statement) : "${it.Effect} ${it.Sid}" if strcontains(jsonencode([it.Action, it.Resource, it.Principal]), "*")]) == toset(["Deny DenyWhatIsNotTls", "Deny DenyOldTls", "Allow ThisKeyIsGovernedByIamPolicies", "Allow ThisKeyEncryptsTheFunctionsLogs"])
    error_message = "another wildcard"
  }
}

run "a_key_of_ones_own_encrypts_and_bundles_may_be_signed_elsewhere" {
  variables {
    create_kms_key      = false
    kms_key_arn         = "arn:aws:kms:eu-central-1:123456789012:key/yours"
    create_signing_key  = false
    deletion_protection = false
  }

  assert {
    condition     = length(aws_kms_key.data) == 0 && aws_dynamodb_table.head.server_side_encryption[0].kms_key_arn == "arn:aws:kms:eu-central-1:123456789012:key/yours" && output.kms_key_arn == "arn:aws:kms:eu-central-1:123456789012:key/yours"
    error_message = "another key encrypts"
  }
  assert {
    condition     = output.signing_key == null && output.bundle_keys == "" && !strcontains(output.publisher_policy, "kms:Sign")
    error_message = "there is a signing key"
  }
  assert {
    condition     = aws_s3_bucket.bundles.force_destroy && !aws_dynamodb_table.head.deletion_protection_enabled
    error_message = "it can't be removed"
  }
}
