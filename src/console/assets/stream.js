// An event stream that always comes back: also after a restart of the kiosk, when a browser may
// give its EventSource up, and after a connection has died without a word.

const SILENCE_MS = 25_000; // The kiosk sends a ping every 10 s.
const RETRY_MS = 2_000;

/**
 * Follows `url`. `handlers` are by event name; `connected(bool)` is told whenever that changes.
 * Gives `{stop, start}`.
 */
export function follow(url, handlers, connected) {
  let source = null;
  let heard = 0;
  let known = null;
  let retry = 0;

  const tell = (now) => {
    if (now !== known) connected((known = now));
  };

  function start() {
    clearTimeout(retry);
    source?.close();
    heard = performance.now();
    source = new EventSource(url);
    source.onerror = () => {
      tell(false);
      // CONNECTING means that the browser tries again by itself.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(start, RETRY_MS);
    };
    for (const [name, handler] of Object.entries({ ping: () => {}, ...handlers })) {
      source.addEventListener(name, (event) => {
        heard = performance.now();
        tell(true);
        handler(event.data);
      });
    }
  }

  function stop() {
    clearTimeout(retry);
    source?.close();
    source = null;
  }

  setInterval(() => {
    if (source && performance.now() - heard > SILENCE_MS) {
      tell(false);
      start();
    }
  }, 1_000);

  start();
  return { stop, start };
}
