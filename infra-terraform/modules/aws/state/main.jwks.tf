data "aws_kms_public_key" "signing" {
  count = var.create_signing_key ? 1 : 0

  key_id = aws_kms_key.signing[0].arn
}

locals {
  # The public key as a JWK Set. A P-256 key in DER is 27 bytes that are always the same, 32 bytes x, 32 bytes y: the first
  # 27 are 36 whole characters of base64. x and y need not begin at a character, so they are cut by bits.
  base64     = split("", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  base64url  = split("", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
  der        = var.create_signing_key ? data.aws_kms_public_key.signing[0].public_key : ""
  bits       = join("", [for character in split("", replace(substr(local.der, 36, -1), "=", "")) : format("%06b", index(local.base64, character))])
  coordinate = { for name, offset in { x = 0, y = 256 } : name => join("", [for at in range(0, 258, 6) : local.base64url[parseint(substr("${substr(local.bits, offset, 256)}00", at, 6), 2)]]) if var.create_signing_key }
  # RFC 7638: the members in this order, without spaces. `jsonencode` sorts them so.
  thumbprint = var.create_signing_key ? replace(replace(replace(base64sha256(jsonencode({ crv = "P-256", kty = "EC", x = local.coordinate.x, y = local.coordinate.y })), "=", ""), "+", "-"), "/", "_") : ""
  bundle_keys = var.create_signing_key ? jsonencode({
    keys = [{ alg = "ES256", crv = "P-256", kid = local.thumbprint, kty = "EC", use = "sig", x = local.coordinate.x, y = local.coordinate.y }]
  }) : ""
}
