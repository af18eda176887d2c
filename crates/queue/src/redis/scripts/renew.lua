-- Keeps leases from passing. Answers the ids of those that are still held.
-- ARGV: worker, then (id, kind, rank, entry) of each
local p, worker = KEYS[1], ARGV[1]
local held = {}
for i = 2, #ARGV, 4 do
    local stream, entry = p .. 'stream:' .. ARGV[i + 1] .. ':' .. ARGV[i + 2], ARGV[i + 3]
    local pending = redis.pcall('XPENDING', stream, 'workers', entry, entry, 1)
    if pending[1] and pending[1][2] == worker then
        redis.call('XCLAIM', stream, 'workers', worker, 0, entry, 'JUSTID')
        held[#held + 1] = ARGV[i]
    end
end
return held
