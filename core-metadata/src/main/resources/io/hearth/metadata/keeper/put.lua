-- Stores texts under keys, all or none, and what is to be told of it.
-- KEYS: the hash of texts, the keys in their order, the octets of all, the outbox.
-- ARGV: now (ms), most keys, most octets, a topic, another topic, the message, then key, text, ...
-- A stored text has its times before it: created and modified in ms. Answers what there would be too much of, or "".
local now, most_keys, most_octets = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local new, octets = 0, tonumber(redis.call('GET', KEYS[3]) or '0')
local documents = {}

for i = 7, #ARGV, 2 do
  local before = redis.call('HGET', KEYS[1], ARGV[i])
  local created = before and string.match(before, '^%d+') or now
  if created == '0' then
    -- It was put there at the start, see seed.lua.
    created = now
  end
  local document = created .. ' ' .. now .. ' ' .. ARGV[i + 1]
  if before then
    octets = octets - #before
  else
    octets = octets + #ARGV[i]
    new = new + 1
  end
  octets = octets + #document
  documents[i] = document
end
if new > 0 and redis.call('HLEN', KEYS[1]) + new > most_keys then
  return 'keys'
end
if octets > most_octets then
  return 'octets'
end

for i = 7, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], documents[i])
  redis.call('ZADD', KEYS[2], 0, ARGV[i])
end
redis.call('SET', KEYS[3], octets)
redis.call('XADD', KEYS[4], '*', 't', ARGV[4], 'p', ARGV[6])
redis.call('XADD', KEYS[4], '*', 't', ARGV[5], 'p', ARGV[6])
return ''
