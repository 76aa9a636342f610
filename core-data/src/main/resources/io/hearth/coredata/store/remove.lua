-- Removes events of one device, the oldest first, with their counts: of a range of places those of one source, or all. Looks
-- at a bounded number of events and octets a call. What is not there (any more) is passed over, so a call may be repeated.
-- Behind entries.lua.
-- KEYS  as there
-- ARGV  as there; then 9 how many events of the source to leave (-1: no matter how many), 10 of which they are the newest:
--       "*" of all of the source, "c" of those that its note has counted, 11 "1" to note how far this looked, else "0",
--       12 for how many s a device without events leaves its shapes
-- Answers how many were removed, how many events the device has left, the place to go on with as ms and sequence (nothing when
-- the range is done), of the removed events that kept an id: place and id, 26 octets each; and the fields of the latest
-- events that were removed.
local leave, of_counted, notes_down, shapes_left = tonumber(ARGV[9]), ARGV[10] == 'c', ARGV[11] == '1', ARGV[12]

local note
if notes_down then
  note = valid_note()
  if first_ms == 'n' then
    note = note or { gone = { ms = 0, sequence = 0 }, counted = { ms = 0, sequence = 0 }, events = 0, lates = 0 }
    behind = note.gone
  end
end
local may_go = math.huge
if leave >= 0 then
  local events = of_counted and (note and note.events or 0) or redis.call('HGET', counts, 's:' .. source) or 0
  may_go = tonumber(events) - leave
end

local items, frontier = {}, nil
if may_go > 0 then
  items, frontier = read_events()
end
local removed, gone_shapes, gone_ids, gone_members, kept_ids = {}, {}, {}, {}, {}
local passed_over = false
for _, item in ipairs(items) do
  if #removed >= may_go then
    break
  end
  local shape
  shape, item.number = shape_of(item)
  item.shape = shape
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
  elseif item.id then
    passed_over = true
  end
  if note and item.id then
    note.gone = item
  end
end
if #removed >= may_go then
  frontier = nil
end

-- After the removal: what is at or before the newest place that was looked at is gone, and the late set is as it is now.
local function note_down()
  if note then
    for _, item in ipairs(removed) do
      if not is_older(note.counted, item) then
        note.events = note.events - 1
      end
    end
    if is_older(note.counted, note.gone) then
      note.counted, note.events = note.gone, 0
    end
    note.lates = lates_up_to(note.counted)
    write_note(source, note)
  end
end

if #removed == 0 then
  note_down()
  return { 0, tonumber(redis.call('HGET', counts, 'e') or 0), place_behind(frontier), {}, {} }
end

-- First of all the events: these commands are allowed also when Redis is full, and after one of them all others are.
if #gone_ids > 0 then
  -- To cut off a stream's beginning is much less work than to take single events out.
  if not passed_over and redis.call('XRANGE', stream, '-', '+', 'COUNT', 1)[1][1] == gone_ids[1] then
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

-- Where add.lua may have put an event of this shape among the latest.
local function latest_fields(item)
  if item.number > 0 then
    return { tostring(item.number) }
  end
  if not item.shape.fields then
    local names = { item.shape.source }
    for i, resource in ipairs(item.shape.ordered) do
      names[i + 1] = 'r:' .. resource
    end
    item.shape.fields = { '#' .. redis.sha1hex(table.concat(names, '\0')), '=' .. item.shape.source }
  end
  return item.shape.fields
end

-- The latest events are looked into only where one is as long as a removed one: they may be large.
local held, lost = {}, {}

local function lose(item)
  for _, field in ipairs(latest_fields(item)) do
    local holder = held[field]
    if not holder then
      holder = { octets = redis.call('HSTRLEN', latest, field) }
      held[field] = holder
    end
    if holder.octets == 11 + #item.entry then
      holder.place = holder.place or string.sub(redis.call('HGET', latest, field), 1, 10)
      if holder.place == late_key(item.ms, item.sequence) then
        redis.call('HDEL', latest, field)
        lost[#lost + 1] = field
        holder.octets = 0
      end
    end
  end
end

-- The notes of the other sources tell of what was removed for another reason too.
local function take_off_notes()
  local lates, of_source = {}, {}
  for _, item in ipairs(removed) do
    if item.member then
      lates[#lates + 1] = item
    end
    local same = of_source[item.shape.source] or {}
    same[#same + 1] = item
    of_source[item.shape.source] = same
  end
  local function up_to(place, items)
    local number = 0
    for _, item in ipairs(items or {}) do
      if is_older(place, item) then
        break
      end
      number = number + 1
    end
    return number
  end
  local all_notes = redis.call('HGETALL', notes)
  for i = 1, #all_notes, 2 do
    if not (note and all_notes[i] == source) then
      local other = parse_note(all_notes[i + 1])
      local late_ones = up_to(other.counted, lates)
      local own = up_to(other.counted, of_source[all_notes[i]])
      if late_ones > other.lates or own > other.events then
        redis.call('HDEL', notes, all_notes[i])
      elseif late_ones + own > 0 then
        other.lates, other.events = other.lates - late_ones, other.events - own
        write_note(all_notes[i], other)
      end
    end
  end
end

if left <= 0 then
  -- Nothing refers to the shapes any more, but for queries that read events a moment ago.
  redis.call('DEL', stream, late, counts, latest, notes)
  redis.call('EXPIRE', shapes, shapes_left)
else
  for _, item in ipairs(removed) do
    lose(item)
  end
  take_off_notes()
  note_down()
end
return { #removed, left, place_behind(frontier), kept_ids, lost }
