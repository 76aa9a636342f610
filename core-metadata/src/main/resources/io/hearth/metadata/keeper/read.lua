-- A key and those below it with their texts, in their order.
-- KEYS: the hash of texts, the keys in their order. ARGV: the key, where those below it begin, where they have ended.
local found = {}
local own = redis.call('HGET', KEYS[1], ARGV[1])
if own then
  found[1] = {ARGV[1], own}
end
-- Redis's Lua cannot unpack more than some 8000 words at once.
local names = redis.call('ZRANGEBYLEX', KEYS[2], ARGV[2], ARGV[3])
for first = 1, #names, 1000 do
  local last = math.min(first + 999, #names)
  local texts = redis.call('HMGET', KEYS[1], unpack(names, first, last))
  for i = 1, #texts do
    found[#found + 1] = {names[first + i - 1], texts[i]}
  end
end
return found
