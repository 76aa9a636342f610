-- Registers a service that is not registered yet. The same document again is the same request, sent again.
-- KEYS: what services said, what was found of them. ARGV: the service's key, its document, most services.
-- Answers 1 when it is registered, 0 when it was already, -1 when there are too many.
local there = redis.call('HGET', KEYS[1], ARGV[1])
if there then
  return there == ARGV[2] and 1 or 0
end
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then
  return -1
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('HDEL', KEYS[2], ARGV[1])
return 1
