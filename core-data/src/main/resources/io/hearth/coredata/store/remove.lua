-- Removes events of one device, the oldest first, with their counts: of a range of places those of one source, or all. Looks
-- at a bounded number of events a call. What is not there (any more) is passed over, so a call may be repeated.
-- KEYS  1 stream  2 late set  3 shapes  4 counts  5 latest
-- ARGV  first place ("-": from the oldest) as ms and sequence, last place as ms and sequence, most events to look at,
--       "*" for all sources or "=", the source, how many events of the source to leave (-1: no matter how many), for how
--       many s a device without events leaves its shapes
-- Answers how many were removed, how many events the device has left, the place to go on with as ms and sequence (nothing when
-- the range is done), of the removed events that kept an id: place and id, 26 octets each; and the fields of the latest
-- events that were removed.
local LAST_TIE = 4095
local ID_LENGTH = 16

local stream, late, shapes, counts, latest = unpack(KEYS)
local first_ms, first_sequence, last_ms, last_sequence = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local most = tonumber(ARGV[5])
local all, source, leave, shapes_left = ARGV[6] == '*', ARGV[7], tonumber(ARGV[8]), ARGV[9]
local from_oldest = first_ms == '-'

local function number_at(octets, at)
  local number, factor = 0, 1
  while true do
    local octet = string.byte(octets, at)
    at = at + 1
    number = number + octet % 128 * factor
    if octet < 128 then
      return number, at
    end
    factor = factor * 128
  end
end

local function text_at(octets, at)
  local length
  length, at = number_at(octets, at)
  return string.sub(octets, at, at + length - 1), at + length
end

-- What of a definition matters here; as Shape.parse reads it.
local function parse(definition)
  local at, text, slots = 2, nil, nil
  local shape = { resources = {}, removed = 0 }
  text, at = text_at(definition, at)
  shape.source, at = text_at(definition, at)
  text, at = text_at(definition, at)
  slots, at = number_at(definition, at)
  shape.readings = slots
  for _ = 1, slots do
    local resource
    resource, at = text_at(definition, at)
    shape.resources[resource] = (shape.resources[resource] or 0) + 1
    for _ = 1, 6 do
      text, at = text_at(definition, at)
    end
  end
  return shape
end

local by_definition, by_number = {}, {}

local function known(definition)
  local shape = by_definition[definition]
  if not shape then
    shape = parse(definition)
    by_definition[definition] = shape
  end
  return shape
end

local function shape_of(entry, sequence)
  local number, at = number_at(entry, sequence % (LAST_TIE + 1) == 0 and 1 or ID_LENGTH + 1)
  if number == 0 then
    return known((text_at(entry, at)))
  end
  local shape = by_number[number]
  if not shape then
    shape = known(redis.call('LINDEX', shapes, number - 1))
    by_number[number] = shape
  end
  return shape
end

local function late_key(ms, sequence)
  return struct.pack('>I6I4', tonumber(ms), tonumber(sequence))
end

local function is_older(one, other)
  return one.ms < other.ms or one.ms == other.ms and one.sequence < other.sequence
end

local function from_stream()
  local first = from_oldest and '-' or first_ms .. '-' .. first_sequence
  local items = {}
  for i, entry in ipairs(redis.call('XRANGE', stream, first, last_ms .. '-' .. last_sequence, 'COUNT', most)) do
    local dash = string.find(entry[1], '-', 1, true)
    items[i] = {
      id = entry[1], ms = tonumber(string.sub(entry[1], 1, dash - 1)), sequence = tonumber(string.sub(entry[1], dash + 1)),
      entry = entry[2][2]
    }
  end
  return items
end

local function from_late()
  local first = from_oldest and '-' or '[' .. late_key(first_ms, first_sequence)
  local last = '[' .. late_key(last_ms, last_sequence) .. '\255'
  local items = {}
  for i, member in ipairs(redis.call('ZRANGEBYLEX', late, first, last, 'LIMIT', 0, most)) do
    local ms, sequence = struct.unpack('>I6I4', member)
    -- Behind the place the format's version, one character.
    items[i] = { member = member, ms = ms, sequence = sequence, entry = string.sub(member, 12) }
  end
  return items
end

local streamed, lates = from_stream(), from_late()
-- Past a list that was cut off nothing is known of that list.
local frontier
for _, items in ipairs({ streamed, lates }) do
  if #items == most and (not frontier or is_older(items[most], frontier)) then
    frontier = items[most]
  end
end
local items = streamed
if #lates > 0 then
  items = {}
  for _, list in ipairs({ streamed, lates }) do
    for _, item in ipairs(list) do
      items[#items + 1] = item
    end
  end
  table.sort(items, is_older)
end

local may_go = math.huge
if leave >= 0 then
  may_go = tonumber(redis.call('HGET', counts, 's:' .. source) or 0) - leave
end

local removed, gone_shapes, gone_ids, gone_members, kept_ids = {}, {}, {}, {}, {}
local passed_over = false
for _, item in ipairs(items) do
  if frontier and is_older(frontier, item) or #removed >= may_go then
    break
  end
  local shape = shape_of(item.entry, item.sequence)
  if all or shape.source == source then
    removed[#removed + 1] = item
    if shape.removed == 0 then
      gone_shapes[#gone_shapes + 1] = shape
    end
    shape.removed = shape.removed + 1
    if item.member then
      gone_members[#gone_members + 1] = item.member
    else
      gone_ids[#gone_ids + 1] = item.id
    end
    if item.sequence % (LAST_TIE + 1) ~= 0 then
      kept_ids[#kept_ids + 1] = late_key(item.ms, item.sequence) .. string.sub(item.entry, 1, ID_LENGTH)
    end
  elseif not item.member then
    passed_over = true
  end
end
if #removed >= may_go then
  frontier = nil
end
local next_place = frontier and { string.format('%.0f', frontier.ms), string.format('%.0f', frontier.sequence + 1) } or {}
if #removed == 0 then
  return { 0, tonumber(redis.call('HGET', counts, 'e') or 0), next_place, {}, {} }
end

-- First of all the events: these commands are allowed also when Redis is full, and after one of them all others are.
if #gone_ids > 0 then
  if from_oldest and not passed_over then
    local newest = gone_ids[#gone_ids]
    local dash = string.find(newest, '-', 1, true)
    redis.call('XTRIM', stream, 'MINID', '=',
      string.sub(newest, 1, dash) .. string.format('%.0f', tonumber(string.sub(newest, dash + 1)) + 1))
  else
    redis.call('XDEL', stream, unpack(gone_ids))
  end
end
if #gone_members > 0 then
  redis.call('ZREM', late, unpack(gone_members))
end

local function count_down(field, by)
  local left = redis.call('HINCRBY', counts, field, -by)
  if left <= 0 then
    redis.call('HDEL', counts, field)
  end
  return left
end

local readings = 0
for _, shape in ipairs(gone_shapes) do
  for resource, each in pairs(shape.resources) do
    count_down('r:' .. resource, shape.removed * each)
  end
  count_down('s:' .. shape.source, shape.removed)
  readings = readings + shape.removed * shape.readings
end
count_down('r', readings)
local left = count_down('e', #removed)

local lost = {}
if left <= 0 then
  -- Nothing refers to the shapes any more, but for queries that read events a moment ago.
  redis.call('DEL', stream, late, counts, latest)
  redis.call('EXPIRE', shapes, shapes_left)
else
  local holders = {}
  local pairs_of_latest = redis.call('HGETALL', latest)
  for i = 1, #pairs_of_latest, 2 do
    local ms, sequence = struct.unpack('>I6I4', pairs_of_latest[i + 1])
    holders[string.format('%.0f-%.0f', ms, sequence)] = pairs_of_latest[i]
  end
  for _, item in ipairs(removed) do
    local field = holders[item.id or string.format('%.0f-%.0f', item.ms, item.sequence)]
    if field then
      redis.call('HDEL', latest, field)
      lost[#lost + 1] = field
    end
  end
end
return { #removed, left, next_place, kept_ids, lost }
