-- Adds events of one device, in the order of their places (behind rollups.lua, which it uses); all keys are the device's, so they are on one shard.
-- KEYS  1 stream  2 late set  3 shapes  4 counts  5 latest  6 open roll-ups  7 list of roll-ups
-- ARGV  format version, most shapes of a device, most octets of a shape kept once,
--       what the keys of closed roll-ups begin with, now in s, how long minutes and hours are kept in s (0: no roll-ups),
--       the last ms that the stream takes,
--       number of shapes; per shape: definition, name of its source, name of the source's counter, number of resources; per
--         resource: name of its counter, readings an event; 1 if its readings have origins of their own, else 0, number of
--         numeric readings; per such: resource,
--       number of events; per event: number of its shape above, ms, sequence of tie 0, own id or "", body, numbers
-- The numbers of an event: per numeric reading its value as a double, behind each its ms as another if it has its own.
-- Answers per event: 1 stored, 0 was there before, -1 no room left in its nanosecond. And last: 1 when the device had no
-- events before, else 0.
local STORED, DUPLICATE, CROWDED = 1, 0, -1
local LAST_TIE = 4095
local ID_LENGTH = 16

local stream, late, shapes, counts, latest, open_rollups, rollups = unpack(KEYS)
local at = 0

local function take()
  at = at + 1
  return ARGV[at]
end

local version = take()
local most_shapes, most_octets = tonumber(take()), tonumber(take())
local rollup_prefix, now, minutes_kept, hours_kept = take(), tonumber(take()), tonumber(take()), tonumber(take())
local last_ms = tonumber(take())

-- Unsigned, seven bits an octet, the least first, as Packer.unsigned.
local function packed(number)
  local octets = ''
  while number >= 128 do
    octets = octets .. string.char(number % 128 + 128)
    number = math.floor(number / 128)
  end
  return octets .. string.char(number)
end

-- The number of a shape is its position in the list, given on first sight and never changed. What is past the bounds goes
-- into each entry itself. The second answer is the shape's number as text, nil when it has none.
local function shape_prefix(definition)
  if #definition <= most_octets then
    local position = redis.call('LPOS', shapes, definition)
    if position then
      return packed(position + 1), tostring(position + 1)
    end
    if redis.call('LLEN', shapes) < most_shapes then
      position = redis.call('RPUSH', shapes, definition)
      return packed(position), tostring(position)
    end
  end
  return packed(0) .. packed(#definition) .. definition
end

local known_shapes = {}
for i = 1, tonumber(take()) do
  local shape = { resources = {}, numeric = {}, stored = 0 }
  shape.prefix, shape.field = shape_prefix(take())
  shape.source, shape.source_counter = take(), take()
  for j = 1, tonumber(take()) do
    shape.resources[j] = { counter = take(), readings = tonumber(take()) }
  end
  shape.timed = take() == '1'
  for j = 1, tonumber(take()) do
    shape.numeric[j] = take()
  end
  known_shapes[i] = shape
end

local function id_of(ms, sequence)
  return ms .. '-' .. string.format('%.0f', sequence)
end

local function late_key(ms, sequence)
  return struct.pack('>I6I4', tonumber(ms), sequence)
end

-- The newest place of the late set: what is behind it is not there. Mostly there is none.
local late_ms, late_sequence = -1, -1
local newest_late = redis.call('ZREVRANGE', late, 0, 0)[1]
if newest_late then
  late_ms, late_sequence = struct.unpack('>I6I4', newest_late)
end

local function is_behind_late(ms, sequence)
  ms = tonumber(ms)
  return ms > late_ms or ms == late_ms and sequence > late_sequence
end

-- A stream takes only what is newer than all it ever had. So one event from the far future would send all that follow it to
-- the late set: such a one goes there itself. If the stream takes an event, there was none at its place in the stream; and
-- none in the late set if the place is behind all that is there.
local function append(ms, sequence, entry)
  if tonumber(ms) > last_ms then
    return false
  end
  local reply = redis.pcall('XADD', stream, id_of(ms, sequence), version, entry)
  if type(reply) == 'string' then
    return true
  end
  if string.find(reply.err, 'equal or smaller', 1, true) then
    return false
  end
  return nil, reply
end

local function put_late(ms, sequence, entry)
  redis.call('ZADD', late, 0, late_key(ms, sequence) .. version .. entry)
  if is_behind_late(ms, sequence) then
    late_ms, late_sequence = tonumber(ms), sequence
  end
end

local function is_late(ms, sequence)
  local key = late_key(ms, sequence)
  return #redis.call('ZRANGEBYLEX', late, '[' .. key, '[' .. key .. '\255', 'LIMIT', 0, 1) > 0
end

-- Both ways to add answer what became of the event, and a failure of Redis' if there was one, or else where it is now, and
-- whether it is the newest of all.
local function add_with_computed_id(ms, sequence, entry)
  local newest = is_behind_late(ms, sequence)
  if not newest and is_late(ms, sequence) then
    return DUPLICATE
  end
  local appended, failure = append(ms, sequence, entry)
  if failure then
    return nil, failure
  end
  if appended then
    return STORED, nil, sequence, newest
  end
  local id = id_of(ms, sequence)
  if #redis.call('XRANGE', stream, id, id) > 0 then
    return DUPLICATE
  end
  put_late(ms, sequence, entry)
  return STORED, nil, sequence, false
end

-- Who is in a nanosecond: the ids, and the last tie taken (0: none). Read once a call, however many events it is asked for.
local instants = {}

local function instant(ms, sequence)
  local at_first = id_of(ms, sequence + 1)
  local known = instants[at_first]
  if known then
    return known
  end
  known = { ids = {}, last = 0 }
  for _, entry in ipairs(redis.call('XRANGE', stream, at_first, id_of(ms, sequence + LAST_TIE))) do
    known.ids[string.sub(entry[2][2], 1, ID_LENGTH)] = true
    known.last = math.max(known.last, tonumber(string.match(entry[1], '-(%d+)$')) - sequence)
  end
  local first_key, last_key = late_key(ms, sequence + 1), late_key(ms, sequence + LAST_TIE)
  for _, member in ipairs(redis.call('ZRANGEBYLEX', late, '[' .. first_key, '[' .. last_key .. '\255')) do
    local id_at = #first_key + #version + 1
    known.ids[string.sub(member, id_at, id_at + ID_LENGTH - 1)] = true
    known.last = math.max(known.last, struct.unpack('>I4', member, 7) - sequence)
  end
  instants[at_first] = known
  return known
end

local function add_with_own_id(ms, sequence, id, entry)
  if is_behind_late(ms, sequence + 1) and not instants[id_of(ms, sequence + 1)] then
    local appended, failure = append(ms, sequence + 1, entry)
    if failure then
      return nil, failure
    end
    if appended then
      return STORED, nil, sequence + 1, true
    end
  end
  local known = instant(ms, sequence)
  if known.ids[id] then
    return DUPLICATE
  end
  if known.last == LAST_TIE then
    return CROWDED
  end
  local place = sequence + known.last + 1
  local newest = is_behind_late(ms, place)
  local appended, failure = append(ms, place, entry)
  if failure then
    return nil, failure
  end
  if not appended then
    put_late(ms, place, entry)
  end
  known.ids[id] = true
  known.last = known.last + 1
  return STORED, nil, place, appended and newest
end

local roll_up, write_rollups = new_rollups(open_rollups, rollups, rollup_prefix, now, minutes_kept, hours_kept)

local answers = {}
local events, readings = 0, 0
local failure
for i = 1, tonumber(take()) do
  local shape = known_shapes[tonumber(take())]
  local ms, sequence, id, body, numbers = take(), tonumber(take()), take(), take(), take()
  local entry = id .. shape.prefix .. body
  local answer, place, newest
  if id == '' then
    answer, failure, place, newest = add_with_computed_id(ms, sequence, entry)
  else
    answer, failure, place, newest = add_with_own_id(ms, sequence, id, entry)
  end
  if failure then
    break
  end
  if answer == STORED then
    shape.stored = shape.stored + 1
    events = events + 1
    -- They come in the order of their origins; but within a nanosecond an own id goes behind a computed one.
    if not shape.latest or shape.latest.ms ~= ms or shape.latest.place < place then
      shape.latest = { ms = ms, place = place, entry = entry, newest = newest }
    end
    if numbers ~= '' then
      roll_up(shape, tonumber(ms), numbers)
    end
  end
  answers[i] = answer
end

-- Shapes without a number have one field for each source and its resources, so that whatever else changes (tags) does not
-- add to them. If even these become too many, those of a source share a field.
local function latest_field(shape)
  if shape.field then
    return shape.field
  end
  local names = { shape.source }
  for i, resource in ipairs(shape.resources) do
    names[i + 1] = resource.counter
  end
  local own = '#' .. redis.sha1hex(table.concat(names, '\0'))
  if redis.call('HEXISTS', latest, own) == 1 or redis.call('HLEN', latest) < 2 * most_shapes then
    return own
  end
  return '=' .. shape.source
end

-- What is the newest of all is the newest of its shape; a late event has to be compared.
local function is_latest(shape, field)
  local mine = shape.latest
  if mine.newest then
    return true
  end
  local known = redis.call('HGET', latest, field)
  if not known then
    return true
  end
  local ms, place = struct.unpack('>I6I4', known)
  local my_ms = tonumber(mine.ms)
  return my_ms > ms or my_ms == ms and mine.place > place
end

-- Also after a failure: what was stored until then is counted, since a repetition will find it there.
local latest_fields = {}
for _, shape in ipairs(known_shapes) do
  if shape.stored > 0 then
    for _, resource in ipairs(shape.resources) do
      redis.call('HINCRBY', counts, resource.counter, shape.stored * resource.readings)
      readings = readings + shape.stored * resource.readings
    end
    redis.call('HINCRBY', counts, shape.source_counter, shape.stored)
    local field = latest_field(shape)
    if is_latest(shape, field) then
      latest_fields[#latest_fields + 1] = field
      latest_fields[#latest_fields + 1] = late_key(shape.latest.ms, shape.latest.place) .. version .. shape.latest.entry
    end
  end
end
local first_events = false
if events > 0 then
  first_events = redis.call('HINCRBY', counts, 'e', events) == events
  redis.call('HINCRBY', counts, 'r', readings)
  write_rollups()
end
if #latest_fields > 0 then
  redis.call('HSET', latest, unpack(latest_fields))
end
if first_events then
  -- A device that had lost all its events leaves its shapes for a while, see remove.lua.
  redis.call('PERSIST', shapes)
end
answers[#answers + 1] = first_events and 1 or 0
return failure or answers
