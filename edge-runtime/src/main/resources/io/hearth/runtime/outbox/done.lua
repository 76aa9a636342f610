-- Takes messages out that the broker has.
-- KEYS  1 the stream of messages  2 the octets of all, where they are counted
-- ARGV  per message its id and its octets
-- Answers how many are left, and their octets.
local gone = 0
for i = 1, #ARGV, 2 do
  if redis.call('XDEL', KEYS[1], ARGV[i]) == 1 then
    gone = gone + tonumber(ARGV[i + 1])
  end
end
local left = redis.call('XLEN', KEYS[1])
local octets = math.max(0, tonumber(redis.call('GET', KEYS[2]) or 0) - gone)
if left == 0 then
  octets = 0
  redis.call('DEL', KEYS[2])
elseif octets > 0 then
  redis.call('SET', KEYS[2], string.format('%.0f', octets))
end
return { left, octets }
