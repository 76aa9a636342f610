-- Lets a command through, or says which of its protections allows it last, and when (Unix ms).
-- KEYS: the device's switches, then one list of times per counted name, newest first.
-- ARGV: attempt, now, how long switches are remembered (ms), number of switches;
--       per switch resource, '1' or '0', least ms on, least ms off; per counted name count, window (ms).
local key, attempt, now, kept, n = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
-- Asked again after a lost connection: it was let through.
if redis.call('HGET', key, 'attempt') == attempt then
  return {-1}
end
local index, until_ms = -1, 0
local at = 5
local states = {}
for i = 1, n do
  local resource, on, min_on, min_off = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
  at = at + 4
  local stored = redis.call('HGET', key, 's:' .. resource)
  states[i] = {resource, on, stored}
  if stored then
    local was, since = string.sub(stored, 1, 1), tonumber(string.sub(stored, 3))
    if since > now then
      -- The clock has gone back: what was in the future counts from now.
      since = now
      redis.call('HSET', key, 's:' .. resource, was .. ':' .. string.format('%.0f', now))
    end
    if was ~= on then
      local allowed = since + (was == '1' and min_on or min_off)
      if allowed > now and allowed > until_ms then
        index, until_ms = i - 1, allowed
      end
    end
  end
end
local rates = at
for i = 2, #KEYS do
  local count, window = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
  at = at + 2
  local newest = redis.call('LINDEX', KEYS[i], 0)
  if newest and tonumber(newest) > now then
    -- The clock has gone back: what was in the future counts from now, once.
    for j = 0, redis.call('LLEN', KEYS[i]) - 1 do
      if tonumber(redis.call('LINDEX', KEYS[i], j)) > now then
        redis.call('LSET', KEYS[i], j, string.format('%.0f', now))
      end
    end
    redis.call('PEXPIRE', KEYS[i], window)
  end
  local oldest = redis.call('LINDEX', KEYS[i], count - 1)
  if oldest then
    local allowed = tonumber(oldest) + window
    if allowed > now and allowed > until_ms then
      index, until_ms = n + i - 2, allowed
    end
  end
end
if index >= 0 then
  return {index, string.format('%.0f', until_ms)}
end
for _, state in ipairs(states) do
  local resource, on, stored = state[1], state[2], state[3]
  if stored and string.sub(stored, 1, 1) == on then
    redis.call('HDEL', key, 'p:' .. resource)
  else
    redis.call('HSET', key, 'p:' .. resource, stored or '', 's:' .. resource, on .. ':' .. string.format('%.0f', now))
  end
end
at = rates
for i = 2, #KEYS do
  local count, window = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
  at = at + 2
  redis.call('LPUSH', KEYS[i], string.format('%.0f', now))
  redis.call('LTRIM', KEYS[i], 0, count - 1)
  redis.call('PEXPIRE', KEYS[i], window)
end
redis.call('HSET', key, 'attempt', attempt)
redis.call('PEXPIRE', key, kept)
return {-1}
