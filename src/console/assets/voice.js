// Says calls, one after the other. Nothing is queued: what comes next is asked of the calls as they stand, so a
// counter that has gone on meanwhile is not called for, and calls never overlap.

const STALE_MS = 120_000; // Whoever a call was for has seen the board by then.
const LONGEST_MS = 30_000; // A sound that never ends must not silence the board.

/**
 * The call to be said now and the number of the latest one that was said or passed over; the first look, with
 * `said` null, says nothing. `now` is the office's time in milliseconds, null when it is not known.
 */
export function nextCall(calls, said, now) {
  const newest = Math.max(0, ...calls.map((call) => call.seq));
  // The journal only grows; a smaller number means another database.
  if (said === null || said > newest) return { call: null, said: newest };
  const fresh = (call) => now === null || now - Date.parse(`${call.at}Z`) <= STALE_MS;
  const current = calls.filter((call) => call.open && call.seq > said && fresh(call));
  const call = current.reduce((first, other) => (first && first.seq < other.seq ? first : other), null);
  return { call, said: call ? call.seq : newest };
}

/** Plays `url` to its end. Gives false when the browser wants a touch first. */
async function play(url) {
  const sound = new Audio(url);
  const over = new Promise((resolve) => {
    for (const event of ["ended", "error", "abort"]) sound.addEventListener(event, resolve);
    setTimeout(resolve, LONGEST_MS);
  });
  try {
    await sound.play();
  } catch (error) {
    // Any other error is one of this sound, and the next call may be heard.
    return error.name !== "NotAllowedError";
  }
  await over;
  return true;
}

/** `blocked(bool)` is told whether the browser blocks sound. Gives `{look}`, to be told the calls at each change. */
export function announcer(blocked) {
  let calls = [];
  let said = null;
  let offset = null;
  let busy = true;

  const officeTime = () => (offset === null ? null : performance.now() + offset);

  async function speak() {
    if (busy) return;
    busy = true;
    for (;;) {
      const next = nextCall(calls, said, officeTime());
      said = next.said;
      if (!next.call) break;
      if (!(await play(`/board/voice/${next.call.seq}.wav`))) return wait();
    }
    busy = false;
  }

  // Until somebody has touched the screen nothing can be heard.
  function wait() {
    blocked(true);
    const touched = () => {
      for (const event of ["pointerdown", "keydown"]) removeEventListener(event, touched);
      begin();
    };
    for (const event of ["pointerdown", "keydown"]) addEventListener(event, touched);
  }

  async function begin() {
    if (!(await play("/board/voice/silence.wav"))) return wait();
    blocked(false);
    busy = false;
    speak();
  }

  begin();
  return {
    look(shown, now) {
      if (said === null) said = nextCall(shown, null, now).said;
      calls = shown;
      if (now !== null) offset = now - performance.now();
      speak();
    },
  };
}
