-- These are done, whoever has them now.
-- ARGV: seconds for which keys are remembered, then (id, kind, rank, entry, key) of each
local p = KEYS[1]
local jobs, entries = {}, {}
for i = 2, #ARGV, 5 do
    local id, stream = ARGV[i], p .. 'stream:' .. ARGV[i + 1] .. ':' .. ARGV[i + 2]
    entries[stream] = entries[stream] or {}
    table.insert(entries[stream], ARGV[i + 3])
    jobs[#jobs + 1] = p .. 'job:' .. id
    redis.call('SET', p .. 'key:' .. ARGV[i + 4], '', 'EX', ARGV[1])
end
local held = 0
for stream, all in pairs(entries) do
    held = held + redis.call('XACK', stream, 'workers', unpack(all))
    redis.call('XDEL', stream, unpack(all))
end
if held < #jobs then
    -- Another had one after its lease passed, and may have put it elsewhere.
    for i = 2, #ARGV, 5 do
        local id, kind = ARGV[i], ARGV[i + 1]
        redis.call('ZREM', p .. 'delayed:' .. kind, id)
        redis.call('ZREM', p .. 'dead:' .. kind, id)
        local entry = redis.call('HGET', p .. 'job:' .. id, 'entry')
        if entry and entry ~= '' then
            local stream = p .. 'stream:' .. kind .. ':' .. ARGV[i + 2]
            redis.call('XACK', stream, 'workers', entry)
            redis.call('XDEL', stream, entry)
        end
    end
end
redis.call('DEL', unpack(jobs))
