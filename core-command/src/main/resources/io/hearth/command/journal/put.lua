-- Writes one entry of the journal in the place of an earlier one of its id, and removes the oldest when there are too many.
-- KEYS: entries, index of all, those under way, octets, and what the indices of devices begin with.
-- ARGV: id ('' for none, only to remove), device, time (us), letter of the outcome, JSON, '1' when only one under way may be
--       replaced, most entries, most octets, oldest time that is kept.
local entries, all, open, octets, of_device = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local id, device, time, letter, json = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local only_open, most, most_octets, oldest = ARGV[6] == '1', tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
-- What an entry costs beside its text: three places in indices and in the hash.
local OVERHEAD = 300
-- A call does little at a time: the next one goes on.
local STEPS = 50

-- The device of a stored entry. What cannot be read as a whole (half a surrogate pair in a value) must not stop the trimming.
local function device_of(json)
  local read, entry = pcall(cjson.decode, json)
  if not read then
    read, entry = pcall(cjson.decode, '{' .. (string.match(json, '"deviceName":"[^"]*"') or '') .. '}')
  end
  local name = read and type(entry) == 'table' and entry.deviceName
  return type(name) == 'string' and name or ''
end

local function forget(entry_id, stored, entry_device)
  local member = entry_id .. string.sub(stored, 1, 1)
  redis.call('ZREM', all, member)
  redis.call('ZREM', of_device .. entry_device, member)
  redis.call('ZREM', open, entry_id .. 'u')
  redis.call('HDEL', entries, entry_id)
  redis.call('DECRBY', octets, #stored + OVERHEAD)
end

if id ~= '' then
  local before = redis.call('HGET', entries, id)
  if only_open and not (before and string.sub(before, 1, 1) == 'u') then
    return 0
  end
  if before then
    forget(id, before, device)
  end
  local stored = letter .. json
  redis.call('HSET', entries, id, stored)
  redis.call('ZADD', all, time, id .. letter)
  redis.call('ZADD', of_device .. device, time, id .. letter)
  if letter == 'u' then
    redis.call('ZADD', open, time, id .. 'u')
  end
  redis.call('INCRBY', octets, #stored + OVERHEAD)
end

for _ = 1, STEPS do
  local first = redis.call('ZRANGE', all, 0, 0, 'WITHSCORES')
  if not first[1] then
    break
  end
  if tonumber(first[2]) >= oldest
      and redis.call('ZCARD', all) <= most
      and tonumber(redis.call('GET', octets) or '0') <= most_octets then
    break
  end
  local old_id = string.sub(first[1], 1, -2)
  local stored = redis.call('HGET', entries, old_id)
  if stored then
    forget(old_id, stored, device_of(string.sub(stored, 2)))
  else
    redis.call('ZREM', all, first[1])
  end
end
return 1
