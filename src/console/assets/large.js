// Which calls stand large on the lobby board.

const LARGE_MS = 20_000; // As long as a call is said twice over and somebody looks up.
const STALE_MS = 120_000; // Whoever a call was for has seen the board by then.
const MOST = 3;

/**
 * The calls that stand large, the newest first: those that a counter waits for now and that were made, or seen by this
 * board first, less than 20 s ago; when there are none, the newest that a counter waits for or serves.
 * `seen` tells by a call's number when this board saw it first; `now` and what `seen` holds are the office's time in
 * milliseconds; with `now` null no call is recent.
 */
export function largeCalls(calls, seen, now) {
  const open = calls.filter((call) => call.open).sort((one, other) => other.seq - one.seq);
  const since = (call) => now - Date.parse(`${call.at}Z`);
  // A call that fell into a gap of the connection is still news here.
  const recent = (call) =>
    now !== null && (since(call) < LARGE_MS || (since(call) < STALE_MS && now - (seen.get(call.seq) ?? -Infinity) < LARGE_MS));
  const large = open.filter(recent).slice(0, MOST);
  return large.length ? large : open.slice(0, 1);
}
