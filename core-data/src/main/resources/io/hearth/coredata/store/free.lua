-- Looks at the beginning of what was put away of a device, to free it: which of its events kept an id that the index is to
-- forget. Changes nothing. Behind entries.lua.
-- KEYS  as there, but the stream and the late set that were put away; then 7 stream and 8 late set of now
-- ARGV  as there
-- Answers how many events it looked at, the place of the last (nothing when there are none), whether they are all (1) or not
-- (0), and place and id of those that may be forgotten, 26 octets each.
local events_now, late_now = KEYS[7], KEYS[8]
local any_now = redis.call('EXISTS', events_now, late_now) > 0

-- An event that was sent again after the removal has the same id at the same nanosecond: it keeps its entry in the index.
local function is_back(item, id)
  if not any_now then
    return false
  end
  local first = item.sequence - item.sequence % (LAST_TIE + 1)
  local nanosecond = { ms = item.ms, sequence = first }
  local last = { ms = item.ms, sequence = first + LAST_TIE }
  for _, entry in ipairs(redis.call('XRANGE', events_now, id_of(nanosecond), id_of(last))) do
    if string.sub(entry[2][2], 1, ID_LENGTH) == id then
      return true
    end
  end
  local from, to = late_key(item.ms, first), late_key(item.ms, last.sequence)
  for _, member in ipairs(redis.call('ZRANGEBYLEX', late_now, '[' .. from, '[' .. to .. '\255')) do
    if string.sub(member, 12, 11 + ID_LENGTH) == id then
      return true
    end
  end
  return false
end

local items, frontier = read_events()
local forgotten = {}
for _, item in ipairs(items) do
  if item.sequence % (LAST_TIE + 1) ~= 0 then
    local id = string.sub(item.entry, 1, ID_LENGTH)
    if not is_back(item, id) then
      forgotten[#forgotten + 1] = late_key(item.ms, item.sequence) .. id
    end
  end
end
local last = items[#items]
local place = last and { string.format('%.0f', last.ms), string.format('%.0f', last.sequence) } or {}
return { #items, place, frontier and 0 or 1, forgotten }
