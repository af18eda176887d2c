-- Takes jobs that are due. Answers {id, payload, key, attempt, token} of each.
-- ARGV: kind, count, worker, lease (ms), whether to look for orphans, after how long workers are forgotten (ms)
local p, kind, count, worker = KEYS[1], ARGV[1], tonumber(ARGV[2]), ARGV[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local delayed = p .. 'delayed:' .. kind
for _, id in ipairs(redis.call('ZRANGEBYSCORE', delayed, '-inf', now, 'LIMIT', 0, 100)) do
    redis.call('ZREM', delayed, id)
    local job = p .. 'job:' .. id
    local priority = redis.call('HGET', job, 'priority')
    if priority then
        local entry = redis.call('XADD', p .. 'stream:' .. kind .. ':' .. priority, '*', 'id', id)
        redis.call('HSET', job, 'entry', entry)
    end
end

local leased = {}

local function take(stream, rank, entries)
    for _, found in ipairs(entries) do
        local entry, id = found[1], found[2][2]
        local job = p .. 'job:' .. id
        local fields = redis.call('HMGET', job, 'payload', 'key')
        if fields[1] then
            local attempt = redis.call('HINCRBY', job, 'attempts', 1)
            leased[#leased + 1] = { id, fields[1], fields[2], attempt, rank .. ':' .. entry }
        else
            -- Removed while it ran.
            redis.call('XACK', stream, 'workers', entry)
            redis.call('XDEL', stream, entry)
        end
    end
end

local function read(stream)
    return redis.pcall('XREADGROUP', 'GROUP', 'workers', worker, 'COUNT', count - #leased,
        'STREAMS', stream, '>')
end

-- One call looks at ten times as many as it may take: more than that may be in living hands.
local function claim_orphans(stream, rank)
    local from = '0-0'
    repeat
        local found = redis.pcall('XAUTOCLAIM', stream, 'workers', worker, ARGV[4], from,
            'COUNT', count - #leased)
        if found.err then
            return
        end
        take(stream, rank, found[2])
        from = found[1]
    until from == '0-0' or #leased == count
end

-- Each has a name of its own and some never come back.
local function forget_workers(stream)
    local workers = redis.pcall('XINFO', 'CONSUMERS', stream, 'workers')
    for _, fields in ipairs(workers) do
        local of = {}
        for i = 1, #fields, 2 do
            of[fields[i]] = fields[i + 1]
        end
        if of.pending == 0 and of.idle >= tonumber(ARGV[6]) and of.name ~= worker then
            redis.call('XGROUP', 'DELCONSUMER', stream, 'workers', of.name)
        end
    end
end

for rank = 0, 2 do
    local stream = p .. 'stream:' .. kind .. ':' .. rank
    if #leased < count and redis.call('EXISTS', stream) == 1 then
        if ARGV[5] == '1' then
            claim_orphans(stream, rank)
            forget_workers(stream)
        end
        if #leased < count then
            local fresh = read(stream)
            if fresh and fresh.err then
                -- The first to come makes the group, also after Redis came back empty.
                redis.call('XGROUP', 'CREATE', stream, 'workers', '0')
                fresh = read(stream)
            end
            if fresh then
                take(stream, rank, fresh[1][2])
            end
        end
    end
end
return leased
