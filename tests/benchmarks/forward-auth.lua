-- Asks as nginx's auth_request does, one call of the pool after the other; each thread begins elsewhere. Arguments: the file
-- of calls, and how many milliseconds a connection waits on average between an answer and its next question (none: 0).
local requests = {}
local threads = 0
local next = 0

function setup(thread)
  thread:set("first", threads * 4099)
  threads = threads + 1
end

function init(args)
  for line in io.lines(args[1]) do
    local method, path, host, address, token = line:match("(%S+) (%S+) (%S+) (%S+) (%S+)")
    requests[#requests + 1] = wrk.format("GET", "/authorize", {
      ["Host"] = "cordon",
      ["X-Original-Method"] = method,
      ["X-Original-URI"] = path,
      ["X-Original-Host"] = host,
      ["X-Forwarded-For"] = address,
      ["X-Client-Verify"] = "NONE",
      ["Authorization"] = "Bearer " .. token,
    })
  end
  next = first
  local pause = tonumber(args[2])
  if pause then
    function delay()
      return math.random(0, 2 * pause)
    end
  end
end

function request()
  next = next % #requests + 1
  return requests[next]
end
