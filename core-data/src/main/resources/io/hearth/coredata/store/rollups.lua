-- Roll-ups: of each resource, per minute and per hour, the count, sum, least, greatest and last of its numbers. The newest
-- minute and its hour are open: one field of a hash per resource, read and written once a call. When a newer minute comes,
-- the older one is closed: it goes into a hash of 128 minutes, small enough for Redis to keep it as one compact list.
--
-- Takes the keys of the open ones and of the list of closed ones, what the keys of closed ones begin with, now in s, how long
-- minutes and hours are kept in s. Answers two functions: one notes the numbers of an event that was stored, the other writes
-- all that was noted.
local function new_rollups(open_rollups, rollups, rollup_prefix, now, minutes_kept, hours_kept)
  local MINUTE, HOUR = 60000, 3600000
  local A_BUCKET = 128
  local GREATEST = 1.7976931348623157e308
  local OPEN = '<I4I4dddddI4ddd'
  local levels = {
    { name = 'm', width = MINUTE, kept = minutes_kept },
    { name = 'h', width = HOUR, kept = hours_kept }
  }

  local function finite(number)
    return math.max(-GREATEST, math.min(GREATEST, number))
  end

  -- Adds the statistics of the second to the first; of equally old last values the second's counts.
  local function merge(into, other)
    into.count = into.count + other.count
    into.sum = finite(into.sum + other.sum)
    into.least = math.min(into.least, other.least)
    into.greatest = math.max(into.greatest, other.greatest)
    if other.at >= into.at then
      into.last, into.at = other.last, other.at
    end
  end

  -- resource -> its first minute in this call, and the list of all
  local rolled = {}
  local rolled_resources = {}

  local function roll_up_one(resource, ms, value)
    local number = math.floor(ms / MINUTE)
    local known = rolled[resource]
    if not known then
      known = { minutes = {}, ordered = {} }
      rolled[resource] = known
      rolled_resources[#rolled_resources + 1] = resource
    end
    local minute = known.minutes[number]
    if not minute then
      minute = { number = number, count = 1, sum = value, least = value, greatest = value, last = value, at = ms }
      known.minutes[number] = minute
      known.ordered[#known.ordered + 1] = minute
      return
    end
    minute.count = minute.count + 1
    minute.sum = finite(minute.sum + value)
    if value < minute.least then minute.least = value end
    if value > minute.greatest then minute.greatest = value end
    if ms >= minute.at then minute.last, minute.at = value, ms end
  end

  -- A reading without a number has NaN in its place, which equals nothing.
  local function roll_up(shape, ms, numbers)
    local at, value, own = 1, nil, ms
    for _, resource in ipairs(shape.numeric) do
      if shape.timed then
        value, own, at = struct.unpack('<dd', numbers, at)
      else
        value, at = struct.unpack('<d', numbers, at)
      end
      if value == value then
        roll_up_one(resource, own, value)
      end
    end
  end

  -- Closed statistics: only the value when there was one, the value once when all were equal.
  local function closed(stats, start)
    local offset = stats.at - start
    if stats.count == 1 then
      return struct.pack('<dI4', stats.last, offset)
    end
    if stats.least == stats.greatest then
      return struct.pack('<I4dI4', stats.count, stats.last, offset)
    end
    return struct.pack('<I4ddddI4', stats.count, stats.sum, stats.least, stats.greatest, stats.last, offset)
  end

  local function reopened(text, start)
    if #text == 12 then
      local value, offset = struct.unpack('<dI4', text)
      return { count = 1, sum = value, least = value, greatest = value, last = value, at = start + offset }
    end
    if #text == 16 then
      local count, value, offset = struct.unpack('<I4dI4', text)
      return { count = count, sum = finite(count * value), least = value, greatest = value, last = value, at = start + offset }
    end
    local count, sum, least, greatest, last, offset = struct.unpack('<I4ddddI4', text)
    return { count = count, sum = sum, least = least, greatest = greatest, last = last, at = start + offset }
  end

  local function close(level, resource, number, stats)
    local bucket = math.floor(number / A_BUCKET)
    local expiry = (bucket + 1) * A_BUCKET * level.width / 1000 + level.kept
    if expiry <= now then
      return
    end
    local name = string.format('%s:%.0f:%s', level.name, bucket, resource)
    local key, field, start = rollup_prefix .. name, tostring(number % A_BUCKET), number * level.width
    local known = redis.call('HGET', key, field)
    if known then
      known = reopened(known, start)
      merge(known, stats)
      stats = known
    end
    if redis.call('HSET', key, field, closed(stats, start)) == 1 and redis.call('HLEN', key) == 1 then
      redis.call('EXPIREAT', key, string.format('%.0f', expiry))
      redis.call('ZREMRANGEBYSCORE', rollups, '-inf', now)
      redis.call('ZADD', rollups, string.format('%.0f', expiry), name)
    end
  end

  local function copy(stats, number)
    return {
      number = number, count = stats.count, sum = stats.sum, least = stats.least, greatest = stats.greatest,
      last = stats.last, at = stats.at
    }
  end

  -- The open minute and hour as they are stored: the last value is the same for both.
  local function parse_open(text)
    local minute, hour = {}, {}
    minute.number, minute.count, minute.sum, minute.least, minute.greatest, minute.last, minute.at,
      hour.count, hour.sum, hour.least, hour.greatest = struct.unpack(OPEN, text)
    hour.number = math.floor(minute.number / 60)
    hour.last, hour.at = minute.last, minute.at
    return minute, hour
  end

  local function pack_open(minute, hour)
    return struct.pack(OPEN, minute.number, minute.count, minute.sum, minute.least, minute.greatest, minute.last, minute.at,
      hour.count, hour.sum, hour.least, hour.greatest)
  end

  -- The open minute and hour of a resource after one more minute of this call.
  local function take_up(resource, minute, hour, more)
    local its_hour = math.floor(more.number / 60)
    if not minute then
      return more, copy(more, its_hour)
    end
    if more.number == minute.number then
      merge(minute, more)
      merge(hour, more)
      return minute, hour
    end
    if more.number < minute.number then
      close(levels[1], resource, more.number, more)
      if its_hour == hour.number then
        merge(hour, more)
      else
        close(levels[2], resource, its_hour, more)
      end
      return minute, hour
    end
    close(levels[1], resource, minute.number, minute)
    if its_hour == hour.number then
      merge(hour, more)
    else
      close(levels[2], resource, hour.number, hour)
      hour = copy(more, its_hour)
    end
    return more, hour
  end

  -- More arguments a command than some thousand are more than Lua can hand over at once.
  local TOGETHER = 1000

  local function write_rollups()
    for from = 1, #rolled_resources, TOGETHER do
      local to = math.min(from + TOGETHER - 1, #rolled_resources)
      local open = redis.call('HMGET', open_rollups, unpack(rolled_resources, from, to))
      local fields = {}
      for i = from, to do
        local resource = rolled_resources[i]
        local minute, hour
        if open[i - from + 1] then
          minute, hour = parse_open(open[i - from + 1])
        end
        for _, more in ipairs(rolled[resource].ordered) do
          minute, hour = take_up(resource, minute, hour, more)
        end
        fields[#fields + 1] = resource
        fields[#fields + 1] = pack_open(minute, hour)
      end
      redis.call('HSET', open_rollups, unpack(fields))
    end
  end

  return roll_up, write_rollups
end
