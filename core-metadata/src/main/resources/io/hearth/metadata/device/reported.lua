-- Keeps when devices last reported: never an earlier time than is known, and nothing of a device that is not there.
-- KEYS: the hash of times, the hash of devices. ARGV: name, Unix ms, name, Unix ms, ...
for i = 1, #ARGV, 2 do
  local device, at = ARGV[i], ARGV[i + 1]
  if redis.call('HEXISTS', KEYS[2], device) == 1 then
    local before = redis.call('HGET', KEYS[1], device)
    if not before or tonumber(before) < tonumber(at) then
      redis.call('HSET', KEYS[1], device, at)
    end
  end
end
return 0
