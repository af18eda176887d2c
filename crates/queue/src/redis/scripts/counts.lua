-- {kind, waiting, delayed, running, dead, for how long the oldest waits (ms), or -1} of each kind.
local p = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local all = {}
for _, kind in ipairs(redis.call('SMEMBERS', p .. 'kinds')) do
    local waiting, running, oldest = 0, 0, -1
    for rank = 0, 2 do
        local stream = p .. 'stream:' .. kind .. ':' .. rank
        local pending = redis.pcall('XPENDING', stream, 'workers')
        local taken = pending.err and 0 or pending[1]
        running = running + taken
        local here = redis.call('XLEN', stream) - taken
        waiting = waiting + here
        if here > 0 then
            local from = '-'
            local groups = redis.call('XINFO', 'GROUPS', stream)
            if groups[1] then
                for i = 1, #groups[1], 2 do
                    if groups[1][i] == 'last-delivered-id' then
                        from = '(' .. groups[1][i + 1]
                    end
                end
            end
            local first = redis.call('XRANGE', stream, from, '+', 'COUNT', 1)
            if first[1] then
                local age = now - tonumber(string.match(first[1][1], '^%d+'))
                oldest = math.max(oldest, age)
            end
        end
    end
    all[#all + 1] = { kind, waiting, redis.call('ZCARD', p .. 'delayed:' .. kind), running,
        redis.call('ZCARD', p .. 'dead:' .. kind), oldest }
end
return all
