-- These are done, whoever has them now.
-- ARGV: seconds for which keys are remembered, then (id, kind, rank, entry, key) of each
local p = KEYS[1]
for i = 2, #ARGV, 5 do
    local stream, entry = p .. 'stream:' .. ARGV[i + 1] .. ':' .. ARGV[i + 2], ARGV[i + 3]
    redis.pcall('XACK', stream, 'workers', entry)
    redis.call('XDEL', stream, entry)
    redis.call('DEL', p .. 'job:' .. ARGV[i])
    redis.call('SET', p .. 'key:' .. ARGV[i + 4], '', 'EX', ARGV[1])
end
