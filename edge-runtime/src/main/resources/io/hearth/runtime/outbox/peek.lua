-- The oldest messages, in parts that are each at most twice as long as the one before and only as long as the sizes seen allow:
-- how large messages are is known only when they are read.
-- KEYS  1 the stream of messages
-- ARGV  most messages, octets after which to stop
local TOGETHER = 32
local most, most_octets = tonumber(ARGV[1]), tonumber(ARGV[2])
local messages, octets, wanted, from = {}, 0, 1, '-'
while true do
  local part = redis.call('XRANGE', KEYS[1], from, '+', 'COUNT', wanted)
  for _, message in ipairs(part) do
    messages[#messages + 1] = message
    octets = octets + #message[2][4]
  end
  if #part < wanted or #messages >= most or octets >= most_octets then
    return messages
  end
  from = '(' .. messages[#messages][1]
  local affordable = math.floor((most_octets - octets) * #messages / math.max(1, octets))
  wanted = math.max(1, math.min(2 * wanted, TOGETHER, most - #messages, affordable))
end
