-- One page of the documents that are in every one of some indexes, oldest first, and how many there are in all.
-- KEYS: the hash of documents, then the indexes. ARGV: offset, limit.
local documents = KEYS[1]
local offset, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local total
local names

if #KEYS == 2 then
  total = redis.call('ZCARD', KEYS[2])
  names = limit > 0 and redis.call('ZRANGE', KEYS[2], offset, offset + limit - 1) or {}
else
  local call = {'ZINTER', #KEYS - 1}
  for i = 2, #KEYS do
    call[#call + 1] = KEYS[i]
  end
  call[#call + 1] = 'AGGREGATE'
  call[#call + 1] = 'MIN'
  local all = redis.call(unpack(call))
  total = #all
  names = {}
  for i = offset + 1, math.min(offset + limit, total) do
    names[#names + 1] = all[i]
  end
end

-- Redis's Lua cannot unpack more than some 8000 words at once.
local page = {}
for first = 1, #names, 1000 do
  local found = redis.call('HMGET', documents, unpack(names, first, math.min(first + 999, #names)))
  for i = 1, #found do
    if found[i] then
      page[#page + 1] = found[i]
    end
  end
end
return {total, page}
