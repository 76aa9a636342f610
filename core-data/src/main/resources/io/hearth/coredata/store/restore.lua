-- Makes an event the latest of its kind again after a newer one was removed: if it is still there, and nothing newer is.
-- KEYS  1 stream  2 late set  3 latest
-- ARGV  field among the latest, id of the event's place, the event as a member of the late set
local PLACE = 10
local field, id, member = ARGV[1], ARGV[2], ARGV[3]

if #redis.call('XRANGE', KEYS[1], id, id) == 0 and not redis.call('ZSCORE', KEYS[2], member) then
  return 0
end
local known = redis.call('HGET', KEYS[3], field)
-- Places sort as their octets do.
if known and string.sub(known, 1, PLACE) >= string.sub(member, 1, PLACE) then
  return 0
end
redis.call('HSET', KEYS[3], field, member)
return 1
