#!/bin/sh
# Makes the certificates of this folder anew; no test runs it. Private keys are thrown away: only signatures are tested.
# Each file is named for what it is, or for what is wrong with it. `one-day` is valid for a day.
set -eu
cd "$(dirname "$0")"
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT

# make NAME ISSUER DAYS EXTENSION...: an ISSUER of - signs itself
make() {
  name=$1 issuer=$2 days=$3
  shift 3
  signer=""
  [ "$issuer" = - ] || signer="-CA $issuer.pem -CAkey $keys/$issuer.key"
  extensions=""
  for extension in "$@"; do extensions="$extensions -addext $extension"; done
  # shellcheck disable=SC2086
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days "$days" -subj "/O=Shop/CN=$name" \
    -keyout "$keys/$name.key" -out "$name.pem" $signer $extensions 2> /dev/null
}

ca="basicConstraints=critical,CA:true keyUsage=critical,keyCertSign"
leaf="basicConstraints=CA:false"
orders="subjectAltName=URI:spiffe://shop.example/orders,DNS:Orders.Shop.Example"

# shellcheck disable=SC2086
{
  make root - 36500 $ca
  make other-root - 36500 $ca
  make intermediate root 36500 $ca
  make orders root 36500 $leaf "$orders" extendedKeyUsage=clientAuth keyUsage=digitalSignature
  make without-usages root 36500 $leaf "$orders"
  make via-intermediate intermediate 36500 $leaf "$orders"
  make of-other-root other-root 36500 $leaf "$orders"
  make for-servers-only root 36500 $leaf "$orders" extendedKeyUsage=serverAuth
  make without-digital-signature root 36500 $leaf "$orders" keyUsage=keyEncipherment
  make authority-as-client root 36500 $ca "$orders"
  make one-day root 1 $leaf "$orders"
  make two-uris root 36500 $leaf "subjectAltName=URI:spiffe://shop.example/orders,URI:spiffe://shop.example/acme"
  make no-spiffe root 36500 $leaf "subjectAltName=URI:https://shop.example/orders"
  make bare-name root 36500 $leaf
}
