-- A dead or delayed job is due now. Answers whether there was one.
-- ARGV: id
local p, id = KEYS[1], ARGV[1]
local job = p .. 'job:' .. id
local kind = redis.call('HGET', job, 'kind')
if not kind then
    return 0
end
if redis.call('ZREM', p .. 'dead:' .. kind, id) + redis.call('ZREM', p .. 'delayed:' .. kind, id) == 0 then
    return 0
end
local stream = p .. 'stream:' .. kind .. ':' .. redis.call('HGET', job, 'priority')
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local entry = redis.call('XADD', stream, '*', 'id', id)
redis.call('HSET', job, 'attempts', 0, 'run_at', now, 'entry', entry)
return 1
