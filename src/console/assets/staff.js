// Staff pages: keys, no double sending, and what others change. All of it works without this script
// too, by plain forms and reloading. A page without a panel, such as a ticket's, is loaded anew instead.

import { follow } from "./stream.js";

const panel = document.getElementById("panel");
const note = document.getElementById("note");
const offline = document.getElementById("offline");
const counter = document.title;
const NOTE_MS = 10_000;
let shown = null;
let pressed = false;
let pending = false;
let sent = false;
let lost = false;

function swap(markup) {
  if (markup === shown) return;
  // A button must not be replaced between the press and the release of a click on it.
  if (pressed || sent) {
    pending = true;
    return;
  }
  const focused = document.activeElement?.id;
  panel.innerHTML = markup;
  shown = markup;
  if (focused) document.getElementById(focused)?.focus();
  entitle();
}

function entitle() {
  const number = panel.querySelector("[data-title]")?.dataset.title;
  document.title = number ? `${number} · ${counter}` : counter;
}

async function refresh() {
  pending = false;
  if (!panel) return reload();
  const answer = await fetch("/staff/panel").catch(() => null);
  if (answer?.status === 401 || answer?.status === 409) return location.assign("/staff");
  if (answer?.ok) swap(await answer.text());
}

/** A page whose facts have changed; one that is being filled in waits until it is left. */
function reload() {
  if (!document.querySelector("[data-live]")) return;
  if (pressed || sent) return void (pending = true);
  location.reload();
}

function release() {
  pressed = false;
  // After the click, which comes right behind the release.
  setTimeout(() => pending && refresh(), 0);
}

document.addEventListener("pointerdown", () => (pressed = true));
document.addEventListener("pointerup", release);
document.addEventListener("pointercancel", release);

document.addEventListener("submit", (event) => {
  if (sent) return event.preventDefault();
  sent = true;
  // Disabled only after the form has been read, or the pressed button's value would be missing.
  setTimeout(() => document.querySelectorAll("button").forEach((b) => (b.disabled = true)), 0);
});

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest?.("input:not([type=radio]), select, textarea")) return;
  // By the key's place: a Vietnamese input method may turn its letter into something else.
  const button = document.querySelector(`[data-code="${event.code}"]`);
  if (button && !button.disabled) {
    event.preventDefault();
    button.click();
  }
});

// Coming back by the Back button shows an old page with its buttons disabled.
addEventListener("pageshow", (event) => event.persisted && location.reload());

if (panel) {
  // The note of an address is told once, and again by no reload.
  history.replaceState(null, "", "/staff");
  entitle();
}
setTimeout(() => note?.remove(), NOTE_MS);
const stream = follow("/staff/events", { panel: refresh }, (connected) => {
  if (offline) offline.hidden = connected;
  // A page that has just been loaded shows what is; later the connection was lost in between.
  if (connected && (panel || lost)) refresh();
  lost = !connected;
});
if (offline) offline.hidden = true;

// After a restart of the kiosk the stream is refused because the sign-in is gone; asking for the
// panel finds that out and leads to the sign-in.
setInterval(() => offline && !offline.hidden && !document.hidden && refresh(), 3_000);

// A browser opens six connections to one address; windows in the background must not take them all.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return stream.stop();
  stream.start();
  if (panel) refresh();
  else lost = true;
});
