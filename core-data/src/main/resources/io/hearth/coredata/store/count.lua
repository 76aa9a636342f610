-- Counts the events of a source up to a place, from where its note says on, and notes how far it came: so what was counted
-- once is not looked at again. Looks at a bounded number of events and octets a call. Behind entries.lua.
-- KEYS  as there
-- ARGV  as there, the range going from "n" or from where the call before ended to the place; then 9 how many of the source's
--       events the calls before found behind all that they noted
-- Answers whether what was counted is noted (1) or cannot be (0), the place to go on with (nothing when the range is done),
-- and how many events of the source are behind all that is noted.
local pending = tonumber(ARGV[9])
local last = { ms = tonumber(last_ms), sequence = tonumber(last_sequence) }

local note = valid_note()
if first_ms == 'n' then
  note = note or { gone = { ms = 0, sequence = 0 }, counted = { ms = 0, sequence = 0 }, events = 0, lates = 0 }
  if is_older(last, note.counted) then
    -- More is kept than at the last look.
    if is_older(last, note.gone) then
      return { 1, {}, 0 }
    end
    note.counted, note.events = note.gone, 0
  end
  behind = note.counted
elseif not note then
  -- Something came late meanwhile.
  return { 0, {}, 0 }
end

local items, frontier = read_events()
local found = 0
for _, item in ipairs(items) do
  if shape_of(item).source == source then
    pending = pending + 1
  end
  if item.id then
    note.counted, found = item, found + pending
    pending = 0
  end
end
note.events = note.events + found
note.lates = lates_up_to(note.counted)
local written = write_note(source, note)
return { written and 1 or 0, place_behind(frontier), pending }
