-- The beginnings of letters' payloads. KEYS: the hash of payloads by id. ARGV: most octets of each, ids.
local found = {}
for i = 2, #ARGV do
  local payload = redis.call('HGET', KEYS[1], ARGV[i])
  found[i - 1] = payload and string.sub(payload, 1, tonumber(ARGV[1]))
end
return found
