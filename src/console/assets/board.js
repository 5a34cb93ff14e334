// Lobby board: shows each snapshot whole, so that after any gap it is right again at once.

import { follow } from "./stream.js";
import { announcer } from "./voice.js";

const at = (id) => document.getElementById(id);
const DAYS = ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"];
const ROWS = 6;

// The newest call that this page has shown; null until the first snapshot, which must not blink.
let shown = null;
// Says new calls aloud, if the office wants it.
const voice = "voice" in document.body.dataset ? announcer((blocked) => (at("muted").hidden = !blocked)) : null;
// The office's clock: its reading, and when it was read here.
let clock = null;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function blink(target) {
  target.classList.remove("fresh");
  void target.offsetWidth; // Without a layout in between the animation would not start again.
  target.classList.add("fresh");
}

function showCalls(calls) {
  const [first, ...others] = calls;
  at("now").classList.toggle("idle", !first);
  if (!first) at("now").classList.remove("fresh");
  if (first) {
    at("number").textContent = first.number;
    at("counter").textContent = first.counter;
  }
  const rows = others.slice(0, ROWS).map((call) => {
    const row = element("tr");
    row.append(element("td", call.number), element("td", call.counter));
    row.dataset.seq = call.seq;
    return row;
  });
  at("calls").replaceChildren(...rows);
  trim();
  if (shown !== null) {
    if (first && first.seq > shown) blink(at("now"));
    for (const row of rows) if (Number(row.dataset.seq) > shown) blink(row);
  }
  // The journal only grows; a smaller number means another database.
  shown = first ? first.seq : 0;
}

// A row that is cut in half is worse than one less.
function trim() {
  const box = document.querySelector(".calls");
  const rows = at("calls");
  while (rows.lastChild && box.scrollHeight > box.clientHeight) rows.lastChild.remove();
}

function showWaiting(queues) {
  const tiles = queues.map((queue) => {
    const tile = element("div", undefined, "service");
    const count = element("span", String(queue.waiting), "count");
    count.append(element("small", "đang chờ"));
    tile.append(element("b", queue.prefix), element("span", queue.name.vi, "name"), count);
    return tile;
  });
  at("waiting").replaceChildren(...tiles);
}

function show(data) {
  const snapshot = JSON.parse(data);
  if (snapshot.version !== document.body.dataset.version) return location.reload();
  at("closed").hidden = snapshot.available;
  // While the database is away the last calls stay: people are on their way to a counter.
  if (!snapshot.available) return;
  // First what stands below, because it decides how much room the calls have.
  showWaiting(snapshot.waiting);
  showCalls(snapshot.calls);
  voice?.look(snapshot.calls, officeTime());
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
}

setInterval(tick, 1_000);
follow("/board/events", { board: show, ping: setClock }, (connected) => {
  at("lost").hidden = connected;
});
