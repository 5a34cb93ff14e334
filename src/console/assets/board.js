// Lobby board: shows each snapshot whole, so that after any gap it is right again at once.

import { largeCalls } from "./large.js";
import { follow } from "./stream.js";
import { announcer } from "./voice.js";

const at = (id) => document.getElementById(id);
const DAYS = ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"];
const ROWS = 6;
/** So many services have a line each. */
const LINES = 7;
const NOTICE_MS = 12_000; // Long enough to read one in both languages.

// The newest call that this page has shown; null until the first snapshot, whose calls must not blink.
let shown = null;
let snapshot = null;
// When this page saw a call first, in the office's time, by the call's number.
let seen = new Map();
// Says new calls aloud, if the office wants it.
const voice = "voice" in document.body.dataset ? announcer((blocked) => (at("muted").hidden = !blocked)) : null;
// The office's clock: its reading, and when it was read here.
let clock = null;
let notice = 0;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** A word in Vietnamese and below or beside it the same in English. */
function both(name, vi, en) {
  const made = element(name, vi);
  const small = element("small", en);
  small.lang = "en";
  made.append(small);
  return made;
}

function largeCall(call) {
  const made = element("div", undefined, "call");
  const number = element("p", call.number, "number");
  number.style.setProperty("--length", Math.max(4, call.number.length));
  const target = element("p", undefined, "target");
  const where = both("span", "quầy", "counter");
  where.prepend(element("span", "đến ", "to"));
  target.append(where, element("strong", String(call.counter)));
  made.append(number, target);
  return made;
}

function row(call) {
  const made = element("tr");
  const counter = element("td");
  counter.append(element("small", "quầy"), String(call.counter));
  made.append(element("td", call.number), counter);
  return made;
}

/** Puts what stands for `calls` into `place`. What stands there already is not touched, so that it goes on blinking. */
function fill(place, calls, make) {
  const there = new Map([...place.children].map((child) => [child.dataset.call, child]));
  const wanted = calls.map((call) => {
    const key = `${call.seq} ${call.number}`;
    const made = there.get(key) ?? make(call);
    if (!there.has(key) && shown !== null && call.seq > shown) made.classList.add("fresh");
    made.dataset.call = key;
    return made;
  });
  for (const child of there.values()) if (!wanted.includes(child)) child.remove();
  let next = place.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = next.nextElementSibling;
    else place.insertBefore(child, next);
  }
}

function showCalls() {
  const { calls } = snapshot;
  const large = largeCalls(calls, seen, officeTime());
  document.querySelector("main").classList.toggle("idle", large.length === 0);
  at("now").classList.toggle("several", large.length > 1);
  fill(at("now"), large, largeCall);
  fill(at("calls"), calls.filter((call) => !large.includes(call)).slice(0, ROWS), row);
  trim();
}

// A row that is cut in half is worse than one less.
function trim() {
  const box = document.querySelector(".calls");
  const rows = at("calls");
  while (rows.lastChild && box.scrollHeight > box.clientHeight) rows.lastChild.remove();
}

function showWaiting(queues) {
  const rows = queues.map((queue) => {
    const made = element("div", undefined, "service");
    const name = element("span", queue.name.vi, "name");
    made.append(element("b", queue.prefix), name, element("span", String(queue.waiting), "count"));
    return made;
  });
  at("waiting").replaceChildren(...rows);
  // More services than lines: two stand beside each other, by their letters alone.
  at("waiting").classList.toggle("many", rows.length > LINES);
}

function showNotice() {
  const notices = snapshot?.notices ?? [];
  at("notices").hidden = notices.length === 0;
  if (notices.length === 0) return;
  const text = notices[notice % notices.length];
  at("notices").replaceChildren(element("span", text.vi), Object.assign(element("small", text.en), { lang: "en" }));
}

/** Notes which calls are new to this page. The first look, and a new database, know nothing of when they came. */
function look(calls) {
  const newest = Math.max(0, ...calls.map((call) => call.seq));
  const began = shown === null || newest < shown;
  const known = seen;
  seen = new Map(calls.map((call) => [call.seq, known.get(call.seq) ?? (began ? -Infinity : officeTime() ?? -Infinity)]));
  if (began) shown = null;
  return newest;
}

function show(data) {
  const fresh = JSON.parse(data);
  if (fresh.version !== document.body.dataset.version) return location.reload();
  at("closed").hidden = fresh.available;
  // While the database is away the last calls stay: people are on their way to a counter.
  if (!fresh.available) return;
  snapshot = fresh;
  const newest = look(fresh.calls);
  // First what decides how much room the calls have.
  showWaiting(fresh.waiting);
  showNotice();
  showCalls();
  shown = newest;
  voice?.look(fresh.calls, officeTime());
}

function setClock(reading) {
  clock = { reading: Date.parse(`${reading}Z`), at: performance.now() };
  tick();
}

// In milliseconds; null before the first ping.
function officeTime() {
  return clock && clock.reading + performance.now() - clock.at;
}

function tick() {
  if (!clock) return;
  const now = new Date(officeTime());
  const two = (n) => String(n).padStart(2, "0");
  at("clock").textContent = `${two(now.getUTCHours())}:${two(now.getUTCMinutes())}`;
  at("date").textContent = `${DAYS[now.getUTCDay()]}, ${two(now.getUTCDate())}/${two(now.getUTCMonth() + 1)}/${now.getUTCFullYear()}`;
  // Large calls go with time, without any news.
  if (snapshot) showCalls();
}

setInterval(tick, 1_000);
setInterval(() => {
  notice += 1;
  showNotice();
}, NOTICE_MS);
addEventListener("resize", () => snapshot && showCalls());
// What is too wide with one font may fit with another.
document.fonts?.ready.then(() => snapshot && showCalls());
follow("/board/events", { board: show, ping: setClock }, (connected) => {
  at("lost").hidden = connected;
  if (snapshot) showCalls();
});
