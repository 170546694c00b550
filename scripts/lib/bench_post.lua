-- POST /v1/comments with real texts, each made unique by a marker at its end.
--
--   wrk -s bench_post.lua URL -- BODIES MARKER
--
-- BODIES holds one request body a line, a tab where the marker goes; MARKER is this round's own. A round that starts
-- takes the texts from the first on.
local folder = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
dofile(folder .. "bench_latency.lua")

local threads = 0

function setup(thread)
   threads = threads + 1
   thread:set("number", threads)
end

function init(arguments)
   before, after = {}, {}
   for line in io.lines(arguments[1]) do
      local head, tail = line:match("^(.-)\t(.*)$")
      before[#before + 1], after[#after + 1] = head, tail
   end
   assert(#before > 0, "no request body in " .. arguments[1])
   marker = arguments[2] .. "." .. number .. "."
   sent = 0
   start = "POST /v1/comments HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port ..
      "\r\nContent-Type: application/json\r\nContent-Length: "
end

function request()
   local index = sent % #before + 1
   sent = sent + 1
   local body = before[index] .. marker .. sent .. after[index]
   return start .. #body .. "\r\n\r\n" .. body
end
