-- Shared by both load scripts: wrk's own statistics as one line of JSON.
-- Latencies are microseconds; wrk has corrected them for coordinated omission (stats_correct in its wrk.c).
function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format(
      '\nbench {"requests":%d,"microseconds":%d,"connect":%d,"read":%d,"write":%d,"timeout":%d,"status":%d,' ..
      '"p50":%d,"p99":%d,"max":%d}\n',
      summary.requests, summary.duration, errors.connect, errors.read, errors.write, errors.timeout, errors.status,
      latency:percentile(50), latency:percentile(99), latency.max))
end
