-- One was not done. Of no effect if another worker has it, or none.
-- ARGV: worker, id, kind, rank, entry, error, 'retry' | 'dead' | 'release', run at (ms; 0 is now)
local p, worker, id, kind = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local stream, entry = p .. 'stream:' .. kind .. ':' .. ARGV[4], ARGV[5]
local job = p .. 'job:' .. id
local pending = redis.pcall('XPENDING', stream, 'workers', entry, entry, 1)
if not pending[1] or pending[1][2] ~= worker or redis.call('EXISTS', job) == 0 then
    return
end
local at = tonumber(ARGV[8])
if at == 0 then
    local time = redis.call('TIME')
    at = time[1] * 1000 + math.floor(time[2] / 1000)
end
redis.call('XACK', stream, 'workers', entry)
redis.call('XDEL', stream, entry)
redis.call('HSET', job, 'error', ARGV[6], 'run_at', at, 'entry', '')
if ARGV[7] == 'retry' then
    redis.call('ZADD', p .. 'delayed:' .. kind, at, id)
elseif ARGV[7] == 'dead' then
    redis.call('ZADD', p .. 'dead:' .. kind, at, id)
else
    redis.call('HINCRBY', job, 'attempts', -1)
    redis.call('HSET', job, 'entry', redis.call('XADD', stream, '*', 'id', id))
end
