-- Adds events of one device, in the order of their places; all keys are the device's, so they are on one shard.
-- KEYS  1 stream  2 late set  3 shapes  4 counts
-- ARGV  format version, most shapes of a device, most octets of a shape kept once,
--       number of shapes; per shape: definition, number of resources; per resource: name of its counter, readings an event,
--       number of events; per event: number of its shape above, ms, sequence of tie 0, own id or "", body
-- Answers per event: 1 stored, 0 was there before, -1 no room left in its nanosecond.
local STORED, DUPLICATE, CROWDED = 1, 0, -1
local LAST_TIE = 4095
local ID_LENGTH = 16

local stream, late, shapes, counts = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local at = 0

local function take()
  at = at + 1
  return ARGV[at]
end

local version = take()
local most_shapes, most_octets = tonumber(take()), tonumber(take())

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
-- into each entry itself.
local function shape_prefix(definition)
  if #definition <= most_octets then
    local position = redis.call('LPOS', shapes, definition)
    if position then
      return packed(position + 1)
    end
    if redis.call('LLEN', shapes) < most_shapes then
      return packed(redis.call('RPUSH', shapes, definition))
    end
  end
  return packed(0) .. packed(#definition) .. definition
end

local known_shapes = {}
for i = 1, tonumber(take()) do
  local shape = { prefix = shape_prefix(take()), resources = {}, stored = 0 }
  for j = 1, tonumber(take()) do
    shape.resources[j] = { counter = take(), readings = tonumber(take()) }
  end
  known_shapes[i] = shape
end

local function id_of(ms, sequence)
  return ms .. '-' .. string.format('%.0f', sequence)
end

local function late_key(ms, sequence)
  return struct.pack('>I6I4', tonumber(ms), sequence)
end

-- A stream takes only what is newer than all it ever had. So if it takes the event, there was none at its place, neither
-- in the stream nor in the late set, into which only older ones go.
local function append(ms, sequence, entry)
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
end

local function add_with_computed_id(ms, sequence, entry)
  local newest, failure = append(ms, sequence, entry)
  if failure then
    return nil, failure
  end
  if newest then
    return STORED
  end
  local id, key = id_of(ms, sequence), late_key(ms, sequence)
  if #redis.call('XRANGE', stream, id, id) > 0
      or #redis.call('ZRANGEBYLEX', late, '[' .. key, '[' .. key .. '\255', 'LIMIT', 0, 1) > 0 then
    return DUPLICATE
  end
  put_late(ms, sequence, entry)
  return STORED
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
  if not instants[id_of(ms, sequence + 1)] then
    local newest, failure = append(ms, sequence + 1, entry)
    if failure then
      return nil, failure
    end
    if newest then
      return STORED
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
  local newest, failure = append(ms, place, entry)
  if failure then
    return nil, failure
  end
  if not newest then
    put_late(ms, place, entry)
  end
  known.ids[id] = true
  known.last = known.last + 1
  return STORED
end

local answers = {}
local events, readings = 0, 0
local failure
for i = 1, tonumber(take()) do
  local shape = known_shapes[tonumber(take())]
  local ms, sequence, id, body = take(), tonumber(take()), take(), take()
  local answer
  if id == '' then
    answer, failure = add_with_computed_id(ms, sequence, shape.prefix .. body)
  else
    answer, failure = add_with_own_id(ms, sequence, id, id .. shape.prefix .. body)
  end
  if failure then
    break
  end
  if answer == STORED then
    shape.stored = shape.stored + 1
    events = events + 1
  end
  answers[i] = answer
end

-- Also after a failure: what was stored until then is counted, since a repetition will find it there.
for _, shape in ipairs(known_shapes) do
  if shape.stored > 0 then
    for _, resource in ipairs(shape.resources) do
      redis.call('HINCRBY', counts, resource.counter, shape.stored * resource.readings)
      readings = readings + shape.stored * resource.readings
    end
  end
end
if events > 0 then
  redis.call('HINCRBY', counts, 'e', events)
  redis.call('HINCRBY', counts, 'r', readings)
end
return failure or answers
