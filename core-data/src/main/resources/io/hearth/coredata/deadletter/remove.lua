-- Removes letters by their ids; those that are gone already do not count.
-- KEYS: the stream of letters, the hash of their payloads by id, the octets of all. ARGV: ids.
-- Answers how many are left, their octets, and how many were removed.
local total, removed = tonumber(redis.call('GET', KEYS[3]) or '0'), 0
for _, id in ipairs(ARGV) do
  local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
  if entry then
    total = math.max(0, total - #entry[2][2] - redis.call('HSTRLEN', KEYS[2], id))
    redis.call('XDEL', KEYS[1], id)
    redis.call('HDEL', KEYS[2], id)
    removed = removed + 1
  end
end
redis.call('SET', KEYS[3], total)
return {redis.call('XLEN', KEYS[1]), total, removed}
