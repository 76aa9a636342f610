-- Keeps one dead letter, unless it was kept already, and drops the oldest when there are too many or they are too large together.
-- KEYS: the stream of letters, the hash of their payloads by id, the octets of all, the keys of letters kept lately.
-- ARGV: most letters, most octets, the letter without its payload, the payload, the letter's key, for how many ms it
-- is remembered.
-- Answers how many there are, their octets, and how many were dropped.
local letters, payloads, size, seen = unpack(KEYS)

local function octets(id, fields)
  return #fields[2] + redis.call('HSTRLEN', payloads, id)
end

-- Letters of a version that did not count are counted once.
local total = tonumber(redis.call('GET', size) or '-1')
if total < 0 then
  total = 0
  for _, entry in ipairs(redis.call('XRANGE', letters, '-', '+')) do
    total = total + octets(entry[1], entry[2])
  end
end

-- A reply that was lost brings the same letter again.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
if redis.call('ZADD', seen, 'NX', string.format('%.0f', now), ARGV[5]) == 0 then
  return {redis.call('XLEN', letters), total, 0}
end
redis.call('ZREMRANGEBYSCORE', seen, '-inf', string.format('(%.0f', now - tonumber(ARGV[6])))
redis.call('ZREMRANGEBYRANK', seen, 0, -1 - math.max(1, tonumber(ARGV[1])))

local id = redis.call('XADD', letters, '*', 'd', ARGV[3])
redis.call('HSET', payloads, id, ARGV[4])
total = total + #ARGV[3] + #ARGV[4]

local count, dropped = redis.call('XLEN', letters), 0
while count > 0 and (count > tonumber(ARGV[1]) or total > tonumber(ARGV[2])) do
  local oldest = redis.call('XRANGE', letters, '-', '+', 'COUNT', 1)[1]
  total = total - octets(oldest[1], oldest[2])
  redis.call('XDEL', letters, oldest[1])
  redis.call('HDEL', payloads, oldest[1])
  count, dropped = count - 1, dropped + 1
end
redis.call('SET', size, total)
return {count, total, dropped}
