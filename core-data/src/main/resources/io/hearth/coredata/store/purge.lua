-- Takes away everything of one device at once, however much it is: the events go under other names, to be freed bit by bit;
-- what the device sends from now on begins anew.
-- KEYS  1 stream  2 late set  3 shapes  4 counts  5 latest  6 open roll-ups  7 list of roll-ups  8 list of what was put away
--       9 notes
-- ARGV  a name for what is put away now, what the keys of the device begin with, for how many s the shapes are left
-- Answers 1, or 0 when there was nothing.
local stream, late, shapes, counts, latest, open_rollups, rollups, gone, notes = unpack(KEYS)
local name, prefix, shapes_left = ARGV[1], ARGV[2], ARGV[3]
local A_BUCKET = 128

if redis.call('EXISTS', stream, late, counts, latest, open_rollups, rollups) == 0 then
  return 0
end
-- The roll-ups that new events would be added to go now, the others can wait.
local open = redis.call('HGETALL', open_rollups)
for i = 1, #open, 2 do
  local minute = struct.unpack('<I4', open[i + 1])
  local of_minute = string.format('m:%.0f:%s', math.floor(minute / A_BUCKET), open[i])
  local of_hour = string.format('h:%.0f:%s', math.floor(math.floor(minute / 60) / A_BUCKET), open[i])
  redis.call('UNLINK', prefix .. of_minute, prefix .. of_hour)
  redis.call('ZREM', rollups, of_minute, of_hour)
end
for suffix, key in pairs({ e = stream, late = late, x = rollups }) do
  if redis.call('EXISTS', key) == 1 then
    redis.call('RENAME', key, prefix .. 'gone:' .. name .. ':' .. suffix)
  end
end
redis.call('DEL', counts, latest, open_rollups, notes)
redis.call('EXPIRE', shapes, shapes_left)
redis.call('RPUSH', gone, name)
return 1
