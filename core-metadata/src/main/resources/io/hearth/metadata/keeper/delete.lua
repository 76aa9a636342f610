-- Removes a key, and those below it when asked to; what is to be told of it comes with it.
-- KEYS: the hash of texts, the keys in their order, the octets of all, the outbox, a mark of this very removal that
-- remembers what was removed, so that it can be sent again when the answer to it was lost.
-- ARGV: the key, where those below it begin, where they have ended, whether they are meant too (1), how long the mark is
-- kept (ms), a topic, another topic, the message.
-- Answers "gone", "absent" or "below", and the keys that were removed.
if redis.call('EXISTS', KEYS[5]) == 1 then
  return {'gone', redis.call('LRANGE', KEYS[5], 0, -1)}
end
local names = redis.call('ZRANGEBYLEX', KEYS[2], ARGV[2], ARGV[3])
if #names > 0 and ARGV[4] ~= '1' then
  return {'below', {}}
end
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then
  table.insert(names, 1, ARGV[1])
end
if #names == 0 then
  return {'absent', {}}
end

local octets = tonumber(redis.call('GET', KEYS[3]) or '0')
for _, name in ipairs(names) do
  octets = octets - #name - #(redis.call('HGET', KEYS[1], name) or '')
  redis.call('HDEL', KEYS[1], name)
  redis.call('ZREM', KEYS[2], name)
  redis.call('RPUSH', KEYS[5], name)
end
redis.call('SET', KEYS[3], octets)
redis.call('PEXPIRE', KEYS[5], ARGV[5])
redis.call('XADD', KEYS[4], '*', 't', ARGV[6], 'p', ARGV[8])
redis.call('XADD', KEYS[4], '*', 't', ARGV[7], 'p', ARGV[8])
return {'gone', names}
