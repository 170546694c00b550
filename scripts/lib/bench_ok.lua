-- GET of the URL as it is: the same wrk, the same report, no work on either side.
local folder = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
dofile(folder .. "bench_latency.lua")
