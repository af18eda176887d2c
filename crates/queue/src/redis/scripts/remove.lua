-- Removes a job, wherever it is. Answers whether there was one.
-- ARGV: id, seconds for which its key is remembered
local p, id = KEYS[1], ARGV[1]
local job = p .. 'job:' .. id
local fields = redis.call('HMGET', job, 'kind', 'priority', 'entry', 'key')
local kind, entry = fields[1], fields[3]
if not kind then
    return 0
end
redis.call('ZREM', p .. 'delayed:' .. kind, id)
redis.call('ZREM', p .. 'dead:' .. kind, id)
if entry ~= '' then
    local stream = p .. 'stream:' .. kind .. ':' .. fields[2]
    redis.pcall('XACK', stream, 'workers', entry)
    redis.call('XDEL', stream, entry)
end
redis.call('DEL', job)
redis.call('SET', p .. 'key:' .. fields[4], '', 'EX', ARGV[2])
return 1
