// The form reader: a keyboard scanner types the digits of the codes on a printed form, and the values stand here
// to be copied. They stay in this page: nothing is sent, and they go when the page is left or idle.

import { part, values } from "./form-code.js";

const IDLE = 5 * 60 * 1000;
const entry = document.getElementById("code");
const state = document.getElementById("state");
const result = document.getElementById("result");
const says = document.getElementById("says").dataset;
let gathered = new Map();
let idle = null;

/** `says` has one sentence for each case, in the page's language; {n} stands for a number. */
function tell(key, n = "") {
  state.textContent = says[key].replace("{n}", n);
}

function forget() {
  gathered = new Map();
  result.replaceChildren();
  entry.value = "";
  tell("ready");
  entry.focus();
}

function stayAwake() {
  clearTimeout(idle);
  idle = setTimeout(forget, IDLE);
}

async function take(text) {
  const read = part(text);
  if (read.wrong) return tell(read.wrong);
  const first = gathered.values().next().value;
  if (first && (first.check !== read.check || first.of !== read.of)) gathered = new Map();
  gathered.set(read.nth, read);
  if (gathered.size < read.of) {
    result.replaceChildren();
    return tell("more", read.of - gathered.size);
  }
  const parts = [...gathered.values()].sort((one, other) => one.nth - other.nth);
  try {
    await show(await values(parts));
    tell("whole");
  } catch {
    result.replaceChildren();
    tell("check");
  }
  gathered = new Map();
}

async function show(paper) {
  const answer = await fetch(`/staff/form/labels?${new URLSearchParams({ form: paper.form, edition: paper.edition })}`).catch(() => null);
  const known = answer?.ok ? await answer.json() : { title: paper.form, fields: {} };
  const heading = document.createElement("h2");
  heading.textContent = `${known.title} · ${paper.edition}`;
  const all = button(says.copyAll, () => JSON.stringify(paper, null, 2));
  all.className = "copy-all";
  const list = document.createElement("dl");
  list.className = "values";
  for (const [key, value] of Object.entries(paper.values)) list.append(...rows(key, value, known.fields));
  result.replaceChildren(heading, all, list);
}

/** A field's rows; a repeated part has one for each value of each of its rows. */
function rows(key, value, labels) {
  if (!Array.isArray(value)) return [row(labels[key] ?? key, String(value))];
  return value.flatMap((member, n) =>
    Object.entries(member).map(([name, text]) =>
      row(`${labels[key] ?? key} ${n + 1}: ${labels[`${key}.${name}`] ?? name}`, String(text)),
    ),
  );
}

function row(label, value) {
  const line = document.createElement("div");
  const term = document.createElement("dt");
  const text = document.createElement("dd");
  term.textContent = label;
  text.textContent = spoken(value);
  line.append(term, text, button(says.copy, () => spoken(value)));
  return line;
}

/** Days as they are typed into the office's software. */
function spoken(value) {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  return day ? `${day[3]}/${day[2]}/${day[1]}` : value;
}

function button(label, text) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", () => copy(text(), made, label));
  return made;
}

/** The clipboard is for secure pages only; the office's network may have no certificate. */
async function copy(text, made, label) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  made.textContent = says.copied;
  setTimeout(() => (made.textContent = label), 1500);
  entry.focus();
}

document.getElementById("reader").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = entry.value;
  entry.value = "";
  stayAwake();
  take(text);
});
document.getElementById("forget").addEventListener("click", forget);
window.addEventListener("pagehide", forget);
forget();
stayAwake();
