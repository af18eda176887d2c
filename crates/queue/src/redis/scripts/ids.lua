-- The ids of jobs of a state, in no order.
-- ARGV: state, kind or '', most
local p, state, most = KEYS[1], ARGV[1], tonumber(ARGV[3])
local kinds = ARGV[2] ~= '' and { ARGV[2] } or redis.call('SMEMBERS', p .. 'kinds')
local ids = {}
for _, kind in ipairs(kinds) do
    if state == 'delayed' or state == 'dead' then
        for _, id in ipairs(redis.call('ZRANGE', p .. state .. ':' .. kind, 0, most - 1)) do
            ids[#ids + 1] = id
        end
    else
        for rank = 0, 2 do
            local stream = p .. 'stream:' .. kind .. ':' .. rank
            local running = {}
            local pending = redis.pcall('XPENDING', stream, 'workers', '-', '+', most)
            for _, entry in ipairs(pending) do
                running[entry[1]] = true
            end
            for _, entry in ipairs(redis.call('XRANGE', stream, '-', '+', 'COUNT', most)) do
                if (running[entry[1]] or false) == (state == 'running') then
                    ids[#ids + 1] = entry[2][2]
                end
            end
        end
    end
end
return ids
