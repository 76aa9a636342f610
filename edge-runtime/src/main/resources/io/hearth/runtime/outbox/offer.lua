-- Appends a message unless too many wait, or they are too large together.
-- KEYS  1 the stream of messages  2 the octets of all
-- ARGV  most messages, most octets, topic, payload
-- Answers 1, or 0 when there is no room; how many wait then, and their octets.
local waiting = redis.call('XLEN', KEYS[1])
-- Messages that an earlier version left were not counted by octets; with the last of them the count is right.
local octets = waiting == 0 and 0 or tonumber(redis.call('GET', KEYS[2]) or 0)
local size = #ARGV[3] + #ARGV[4]
if waiting >= tonumber(ARGV[1]) or waiting > 0 and octets + size > tonumber(ARGV[2]) then
  return { 0, waiting, octets }
end
redis.call('XADD', KEYS[1], '*', 't', ARGV[3], 'p', ARGV[4])
redis.call('SET', KEYS[2], string.format('%.0f', octets + size))
return { 1, waiting + 1, octets + size }
