-- Reads the events of one device in a range of places, the oldest first, and knows how far a source was looked through
-- before. Used by remove.lua and count.lua, which follow it.
-- KEYS  1 stream  2 late set  3 shapes  4 counts  5 latest  6 notes
-- ARGV  1 first place as ms ("-": from the oldest, "n": from where the source's note says, or else from the oldest) and
--       2 sequence, 3 last place as ms and 4 sequence, 5 most events to look at, 6 octets after which to stop,
--       7 "*" for all sources or "=", 8 the source
local LAST_TIE = 4095
local ID_LENGTH = 16
-- How many events are read at once at most. How large they are is known only afterwards: this bounds the surprise.
local TOGETHER = 32

local stream, late, shapes, counts, latest, notes = unpack(KEYS)
local first_ms, first_sequence, last_ms, last_sequence = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local most, most_octets = tonumber(ARGV[5]), tonumber(ARGV[6])
local all, source = ARGV[7] == '*', ARGV[8]

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
  local shape = { resources = {}, ordered = {}, removed = 0 }
  text, at = text_at(definition, at)
  shape.source, at = text_at(definition, at)
  text, at = text_at(definition, at)
  slots, at = number_at(definition, at)
  shape.readings = slots
  for _ = 1, slots do
    local resource
    resource, at = text_at(definition, at)
    if not shape.resources[resource] then
      shape.ordered[#shape.ordered + 1] = resource
    end
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

-- The shape of an event, and the shape's number; 0 when the entry holds the definition itself.
local function shape_of(item)
  local number, at = number_at(item.entry, item.sequence % (LAST_TIE + 1) == 0 and 1 or ID_LENGTH + 1)
  if number == 0 then
    return known((text_at(item.entry, at))), 0
  end
  local shape = by_number[number]
  if not shape then
    shape = known(redis.call('LINDEX', shapes, number - 1))
    by_number[number] = shape
  end
  return shape, number
end

local function late_key(ms, sequence)
  return struct.pack('>I6I4', tonumber(ms), tonumber(sequence))
end

local function id_of(place)
  return string.format('%.0f-%.0f', place.ms, place.sequence)
end

local function is_older(one, other)
  return one.ms < other.ms or one.ms == other.ms and one.sequence < other.sequence
end

-- The note of a source says where the last look through it ended: none of its events is at or before "gone", and "events" of
-- them are behind that and at or before "counted". What comes at or before a place that the stream has reached comes into the
-- late set. So the note holds for as long as there are "lates" in the late set up to "counted"; remove.lua takes that down
-- with what it removes.
local NOTE = '>I6I4I6I4I4I4'

local function lates_up_to(place)
  return redis.call('ZLEXCOUNT', late, '-', '[' .. late_key(place.ms, place.sequence) .. '\255')
end

local function parse_note(text)
  local note = { gone = {}, counted = {} }
  note.gone.ms, note.gone.sequence, note.counted.ms, note.counted.sequence, note.events, note.lates =
    struct.unpack(NOTE, text)
  return note
end

-- The note of the source, if it has one that holds.
local function valid_note()
  local text = redis.call('HGET', notes, source)
  if text then
    local note = parse_note(text)
    if lates_up_to(note.counted) == note.lates then
      return note
    end
  end
  return nil
end

-- Of use to the next look only: a full Redis may refuse it.
local function write_note(name, note)
  local reply = redis.pcall('HSET', notes, name, struct.pack(NOTE, note.gone.ms, note.gone.sequence,
    note.counted.ms, note.counted.sequence, note.events, note.lates))
  return type(reply) ~= 'table'
end

-- Behind this place reading begins; nil when it begins with the place that was given, or with the oldest.
local behind

local function stream_part(from, wanted)
  local first
  if from then
    first = '(' .. id_of(from)
  else
    first = (first_ms == '-' or first_ms == 'n') and '-' or first_ms .. '-' .. first_sequence
  end
  local items = {}
  for i, entry in ipairs(redis.call('XRANGE', stream, first, last_ms .. '-' .. last_sequence, 'COUNT', wanted)) do
    local dash = string.find(entry[1], '-', 1, true)
    items[i] = {
      id = entry[1], ms = tonumber(string.sub(entry[1], 1, dash - 1)), sequence = tonumber(string.sub(entry[1], dash + 1)),
      entry = entry[2][2]
    }
  end
  return items
end

local function late_part(from, wanted)
  local first
  if from then
    first = '[' .. late_key(from.ms, from.sequence + 1)
  else
    first = (first_ms == '-' or first_ms == 'n') and '-' or '[' .. late_key(first_ms, first_sequence)
  end
  local last = '[' .. late_key(last_ms, last_sequence) .. '\255'
  local items = {}
  for i, member in ipairs(redis.call('ZRANGEBYLEX', late, first, last, 'LIMIT', 0, wanted)) do
    local ms, sequence = struct.unpack('>I6I4', member)
    -- Behind the place the format's version, one character.
    items[i] = { member = member, ms = ms, sequence = sequence, entry = string.sub(member, 12) }
  end
  return items
end

-- Reads a list in parts, each at most twice as long as the one before and only as long as the sizes seen allow. The second
-- answer is whether there may be more.
local function read_bounded(part)
  local items, octets, wanted, from = {}, 0, 1, behind
  while true do
    local found = part(from, wanted)
    for _, item in ipairs(found) do
      items[#items + 1] = item
      octets = octets + #item.entry
    end
    if #found < wanted then
      return items, false
    end
    if #items >= most or octets >= most_octets then
      return items, true
    end
    from = items[#items]
    local affordable = math.floor((most_octets - octets) * #items / math.max(1, octets))
    wanted = math.max(1, math.min(2 * wanted, TOGETHER, most - #items, affordable))
  end
end

-- The events of the range from its beginning on, and the place up to which they are all; nil when that is the range's end.
local function read_events()
  local streamed, more_streamed = read_bounded(stream_part)
  local lates, more_lates = read_bounded(late_part)
  local frontier
  if more_streamed then
    frontier = streamed[#streamed]
  end
  -- Past a list that was cut off nothing is known of that list.
  if more_lates and (not frontier or is_older(lates[#lates], frontier)) then
    frontier = lates[#lates]
  end
  local items = streamed
  if #lates > 0 then
    items = {}
    for _, list in ipairs({ streamed, lates }) do
      for _, item in ipairs(list) do
        if not frontier or not is_older(frontier, item) then
          items[#items + 1] = item
        end
      end
    end
    table.sort(items, is_older)
  end
  return items, frontier
end

local function place_behind(frontier)
  return frontier and { string.format('%.0f', frontier.ms), string.format('%.0f', frontier.sequence + 1) } or {}
end
