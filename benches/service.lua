-- Searches for wrk, going round words and places; at the end one JSON line.
-- Arguments: the label; "place" for searches within one municipality each, "all" for none, or
-- "bare" for the address as it is.
local words = {"siivooja", "l%C3%A4hihoitaja", "kokki", "s%C3%A4hk%C3%B6asentaja", "myyj%C3%A4",
    "opettaja", "hitsaaja", "sairaanhoitaja", "varastoty%C3%B6ntekij%C3%A4", "kirjanpit%C3%A4j%C3%A4",
    "kuljettaja", "tarjoilija", "mets%C3%A4koneenkuljettaja", "lastenhoitaja", "ohjelmoija"}
local places = {"167", "276", "422", "260", "309", "541", "426", "146", "848", "911", "707", "607", "176"}
local threads, n, kind = {}, 0, "all"

function setup(thread)
    thread:set("id", #threads)
    table.insert(threads, thread)
end

function init(args)
    label, kind = args[1], args[2]
    ok, busy, other, n = 0, 0, 0, id * 7
end

function request()
    n = n + 1
    if kind == "bare" then return wrk.format("GET", "/") end
    local path = "/api/v1/search?limit=20&text=" .. words[n % #words + 1]
    if kind == "place" then path = path .. "&place=" .. places[n % #places + 1] end
    return wrk.format("GET", path)
end

function response(status)
    if status == 200 then ok = ok + 1 elseif status == 429 then busy = busy + 1 else other = other + 1 end
end

function done(summary, latency)
    local sums = {ok = 0, busy = 0, other = 0}
    for _, thread in ipairs(threads) do
        for name in pairs(sums) do sums[name] = sums[name] + thread:get(name) end
    end
    local errors = summary.errors
    local s = summary.duration / 1e6
    io.write(string.format(
        '{"workload":"%s","requests_per_s":%.1f,"p50_ms":%.2f,"p99_ms":%.2f,"max_ms":%.1f,' ..
        '"n":%d,"ok":%d,"busy_429":%d,"other":%d,"socket_errors":%d,"seconds":%.1f}\n',
        threads[1]:get("label"), summary.requests / s, latency:percentile(50) / 1e3,
        latency:percentile(99) / 1e3, latency.max / 1e3, summary.requests, sums.ok, sums.busy,
        sums.other, errors.connect + errors.read + errors.write + errors.timeout, s))
end
