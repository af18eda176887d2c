-- Adds a job, unless its key is known. Answers 'added', 'full', 'finished', or the id that has the key.
-- ARGV: id, kind, payload, key, priority, run at (ms), created at (ms), most
local p, id, kind, priority = KEYS[1], ARGV[1], ARGV[2], ARGV[5]
local key = p .. 'key:' .. ARGV[4]
local known = redis.call('GET', key)
if known == '' then
    return 'finished'
end
-- A Redis that is short of memory may have thrown the job away and kept its key.
if known and redis.call('EXISTS', p .. 'job:' .. known) == 1 then
    return known
end
local held = 0
for rank = 0, 2 do
    held = held + redis.call('XLEN', p .. 'stream:' .. kind .. ':' .. rank)
end
if held >= tonumber(ARGV[8]) then
    return 'full'
end
local delayed = p .. 'delayed:' .. kind
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local entry = ''
if tonumber(ARGV[6]) > now then
    redis.call('ZADD', delayed, ARGV[6], id)
else
    entry = redis.call('XADD', p .. 'stream:' .. kind .. ':' .. priority, '*', 'id', id)
end
redis.call('SET', key, id)
redis.call('SADD', p .. 'kinds', kind)
redis.call('HSET', p .. 'job:' .. id, 'kind', kind, 'payload', ARGV[3], 'key', ARGV[4],
    'priority', priority, 'run_at', ARGV[6], 'created_at', ARGV[7], 'attempts', 0, 'entry', entry)
return 'added'
