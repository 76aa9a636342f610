-- Stores texts that nobody has stored, and renews those that are still as they were stored here before. They have 0 for their times.
-- KEYS: the hash of texts, the keys in their order, the octets of all.
-- ARGV: most keys, most octets, the key that says that all this was done once, then key, text, ...
-- What is missing although it was done once was removed by somebody, and stays so. Answers what there would be too much of, or "".
local most_keys, most_octets, ready = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local done = redis.call('HEXISTS', KEYS[1], ready) == 1
local new, octets = 0, tonumber(redis.call('GET', KEYS[3]) or '0')
local documents = {}

for i = 4, #ARGV, 2 do
  local before = redis.call('HGET', KEYS[1], ARGV[i])
  local document = '0 0 ' .. ARGV[i + 1]
  if before and string.sub(before, 1, 4) == '0 0 ' then
    octets = octets - #before + #document
    documents[ARGV[i]] = document
  elseif not before and not done then
    octets = octets + #ARGV[i] + #document
    new = new + 1
    documents[ARGV[i]] = document
  end
end
if new > 0 and redis.call('HLEN', KEYS[1]) + new > most_keys then
  return 'keys'
end
if octets > most_octets then
  return 'octets'
end

for key, document in pairs(documents) do
  redis.call('HSET', KEYS[1], key, document)
  redis.call('ZADD', KEYS[2], 0, key)
end
redis.call('SET', KEYS[3], octets)
return ''
