// Phone page: asks again after as many seconds as the kiosk says, and not while nobody looks at it.

const RETRY_S = 30;

let timer = 0;

const place = () => document.getElementById("place");

function again(seconds) {
  clearTimeout(timer);
  if (seconds > 0 && !document.hidden) timer = setTimeout(look, seconds * 1_000);
}

/** Puts `html` in place of what stands there, if it says something else. */
function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("place");
  if (!fresh) return;
  const old = place();
  // A face that is being touched must not move away.
  if (fresh.outerHTML === old.outerHTML) return;
  const called = fresh.classList.contains("called") && !old.classList.contains("called");
  old.replaceWith(document.adoptNode(fresh));
  document.title = fresh.dataset.title;
  if (called) navigator.vibrate?.([400, 200, 400]);
}

async function look() {
  const answer = await fetch(`${location.pathname}/place`).catch(() => null);
  document.getElementById("offline").hidden = answer?.ok === true;
  if (!answer?.ok) return again(Number(answer?.headers.get("retry-after")) || RETRY_S);
  show(await answer.text());
  again(Number(place().dataset.next));
}

if (place()) {
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : look()));
  addEventListener("online", look);
  again(Number(place().dataset.next));
}
