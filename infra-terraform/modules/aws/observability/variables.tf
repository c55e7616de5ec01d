variable "function_name" {
  type        = string
  nullable    = false
  description = "Name of the authorizer's function; the names of alarms and dashboard begin with it."
}

variable "mode" {
  type        = string
  nullable    = false
  default     = "enforce"
  description = "`enforce`, or `observe` for a first roll-out: every call is let through, and the log has what would be denied."

  validation {
    condition     = contains(["enforce", "observe"], var.mode)
    error_message = "`mode` is `enforce` or `observe`"
  }
}

variable "alarm_actions" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "ARNs of what is told when an alarm starts or ends, such as an SNS topic. Empty: alarms show in the console only."

  validation {
    condition     = alltrue([for arn in var.alarm_actions : startswith(arn, "arn:")])
    error_message = "`alarm_actions` are ARNs"
  }
}

variable "denied_per_minute" {
  type        = number
  nullable    = false
  default     = 100
  description = "How many denied calls a minute are a burst."

  validation {
    condition     = var.denied_per_minute >= 1
    error_message = "`denied_per_minute` is a number from 1 on"
  }
}

variable "staleness_seconds" {
  type        = number
  nullable    = false
  default     = 10
  description = "From what age on a snapshot is worth an alarm: above the policy's `refresh`, below its `deny-after`."

  validation {
    condition     = var.staleness_seconds > 0
    error_message = "`staleness_seconds` is a number above 0"
  }
}

variable "dashboard" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether to make a dashboard."
}

variable "tags" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Tags of all alarms."
}
