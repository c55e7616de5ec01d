# Each run is refused, with the message of the variable that is wrong.
mock_provider "aws" {}

variables {
  name        = "shop"
  kind        = "rest-request"
  policy      = "shop"
  environment = "production"
  package     = "terraform.tf"
  tags        = { owner = "platform" }

  apis = {
    orders = {
      api     = { id = "a1b2c3", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3" }
      service = "orders-api"
    }
  }
}

run "no_key_at_all" {
  command = plan

  variables {
    create_signing_key = false
  }

  expect_failures = [var.bundle_keys]
}

run "a_name_that_leaves_no_room" {
  command = plan

  variables {
    name = "a-name-that-is-far-too-long-for-this"
  }

  expect_failures = [var.name]
}

run "connections_of_what_holds_none_open" {
  command = plan

  variables {
    connections = true
  }

  expect_failures = [var.connections]
}
