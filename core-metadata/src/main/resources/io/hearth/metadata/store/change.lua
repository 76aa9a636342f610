-- One change of the metadata: either everything that it expects still holds, and all its steps are done, or none is.
-- KEYS: a mark of this very change, so that it can be sent again when the answer to it was lost.
-- ARGV: how long the mark is kept (ms); number of expectations, each {kind, key, field, value}; number of steps, each {number of words, word, ...}.
-- Answers 0 when done, else the number (from 1) of the first expectation that no longer holds.
local at = 1

local function word()
  at = at + 1
  return ARGV[at - 1]
end

-- Whether exactly these names (a JSON list) have a count above zero.
local function users(key, expected)
  local names = cjson.decode(expected)
  local counts = redis.call('HGETALL', key)
  local above = {}
  local number = 0
  for i = 1, #counts, 2 do
    if tonumber(counts[i + 1]) > 0 then
      above[counts[i]] = true
      number = number + 1
    end
  end
  for _, name in ipairs(names) do
    if not above[name] then
      return false
    end
  end
  return number == #names
end

local holds = {
  absent = function(key, field) return redis.call('HEXISTS', key, field) == 0 end,
  present = function(key, field) return redis.call('HEXISTS', key, field) == 1 end,
  same = function(key, field, digest)
    local document = redis.call('HGET', key, field)
    return document and redis.sha1hex(document) == digest
  end,
  empty = function(key) return redis.call('ZCARD', key) == 0 end,
  fewer = function(key, _, than) return redis.call('ZCARD', key) < tonumber(than) end,
  counter = function(key, _, value) return (redis.call('GET', key) or '0') == value end,
  room = function(key, _, most)
    local number = tonumber(redis.call('GET', key) or '')
    return number ~= nil and number <= tonumber(most)
  end,
  users = function(key, _, names) return users(key, names) end,
}

-- Every index of a kind keeps its members in the order in which they were created.
local function index(all, key, member)
  local score = redis.call('ZSCORE', all, member)
  if not score then
    score = redis.call('INCR', 'md:sequence')
    redis.call('ZADD', all, score, member)
  end
  redis.call('ZADD', key, score, member)
end

if redis.call('EXISTS', KEYS[1]) == 1 then
  return 0
end
local keep = word()

for number = 1, tonumber(word()) do
  local kind, key, field, value = word(), word(), word(), word()
  if not holds[kind](key, field, value) then
    return number
  end
end

for _ = 1, tonumber(word()) do
  local words = {}
  for i = 1, tonumber(word()) do
    words[i] = word()
  end
  if words[1] == 'INDEX' then
    index(words[2], words[3], words[4])
  elseif words[1] == 'TALLY' then
    if redis.call('EXISTS', words[2]) == 1 then
      redis.call('INCRBY', words[2], words[3])
    end
  else
    redis.call(unpack(words))
  end
end
redis.call('SET', KEYS[1], '', 'PX', keep)
return 0
