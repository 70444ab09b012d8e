//! What the store is asked, as scripts (Lua, `EVAL`): each is one step that nobody comes between.
//! A key of a wrong kind is nonsense that somebody else left; it is deleted and counts as nothing, and so
//! is a lock that does not end.

/// Is the store of use, can it be written to? KEYS: a key of ours.
pub(super) const WORKS: &str = "redis.call('SET', KEYS[1], '1', 'PX', 1000) return 1";

/// Looks at a result and a host's hold-off, and takes the lock where it is free.
///
/// KEYS: lock, result, hold-off. ARGV: owner, the lock's milliseconds, the longest value in bytes.
/// Answers: 1 or 0 for the lock, then value and milliseconds left, twice; an empty value for none.
pub(super) const ENTER: &str = "
local function look(key)
  local value = redis.pcall('GETRANGE', key, 0, ARGV[3])
  if type(value) == 'table' then redis.call('DEL', key) return '', 0 end
  return value, redis.call('PTTL', key)
end
local life = redis.call('PTTL', KEYS[1])
if life == -1 or life > tonumber(ARGV[2]) then redis.call('DEL', KEYS[1]) end
local mine = redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2])
local result, left = look(KEYS[2])
local held, held_left = look(KEYS[3])
return {mine and 1 or 0, result, left, held, held_left}";

/// Keeps a lock, and takes it again where it was lost. KEYS: lock. ARGV: owner, milliseconds.
pub(super) const RENEW: &str = "
local owner = redis.pcall('GET', KEYS[1])
if owner == false or owner == ARGV[1] or type(owner) == 'table' then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1
end
return 0";

/// Gives a lock back. KEYS: lock. ARGV: owner.
pub(super) const LEAVE: &str = "
if redis.pcall('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1";

/// Puts a result down, notes or ends a hold-off, and gives the lock back.
///
/// KEYS: lock, result, hold-off. ARGV: owner, result, its milliseconds, hold-off (empty for none), its
/// milliseconds.
pub(super) const PUBLISH: &str = "
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
if ARGV[4] == '' then redis.call('DEL', KEYS[3]) else redis.call('SET', KEYS[3], ARGV[4], 'PX', ARGV[5]) end
if redis.pcall('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1";

/// Takes one turn of a token bucket, by the store's clock. KEYS: bucket. ARGV: turns a minute.
/// Answers the milliseconds to wait, 0 for a turn.
pub(super) const TAKE: &str = "
local rate = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local found = redis.pcall('HMGET', KEYS[1], 'left', 'seen')
if found.err then redis.call('DEL', KEYS[1]) found = {} end
local left, seen = tonumber(found[1] or nil), tonumber(found[2] or nil)
if not left or not seen or left ~= left or left < 0 then left, seen = rate, now end
left = math.min(rate, left + math.max(0, now - seen) * rate / 60000)
local wait = 0
if left >= 1 then left = left - 1 else wait = math.max(1, math.ceil((1 - left) * 60000 / rate)) end
redis.call('HSET', KEYS[1], 'left', string.format('%.6f', left), 'seen', string.format('%d', now))
redis.call('PEXPIRE', KEYS[1], 60000)
return wait";
