-- Takes back what admit.lua took note of, unless another attempt came since.
-- KEYS: as in admit.lua. ARGV: attempt, then the resources it switched.
local key, attempt = KEYS[1], ARGV[1]
if redis.call('HGET', key, 'attempt') ~= attempt then
  return 0
end
for i = 2, #ARGV do
  local before = redis.call('HGET', key, 'p:' .. ARGV[i])
  if before == '' then
    redis.call('HDEL', key, 's:' .. ARGV[i])
  elseif before then
    redis.call('HSET', key, 's:' .. ARGV[i], before)
  end
  redis.call('HDEL', key, 'p:' .. ARGV[i])
end
for i = 2, #KEYS do
  redis.call('LPOP', KEYS[i])
end
redis.call('HDEL', key, 'attempt')
return 1
