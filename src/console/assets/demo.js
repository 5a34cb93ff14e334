// The demo's panel: cards, faults, and what came out of the printers.

const answer = document.getElementById("answer");
const english = document.documentElement.lang === "en";
const pictures = [...document.querySelectorAll("img[data-picture]")];

function say(text) {
  answer.textContent = text;
}

async function post(url, body) {
  try {
    const reply = await fetch(url, { method: "POST", body: JSON.stringify(body) });
    if (reply.ok) return true;
    say((await reply.json().catch(() => null))?.error ?? String(reply.status));
  } catch {
    say(english ? "The kiosk does not answer." : "Kiosk không trả lời.");
  }
  return false;
}

async function scan(payload, name) {
  if (await post("/demo/scan", { payload })) say(english ? `Scanned: ${name}` : `Đã quét: ${name}`);
}

async function breakOrRepair(button) {
  const { device, fault } = button.dataset;
  if (!(await post("/demo/fault", { device, fault }))) return;
  for (const other of button.parentElement.children) other.classList.toggle("active", other === button && fault !== "none");
  say(button.textContent);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.payload !== undefined) scan(button.dataset.payload, button.textContent);
  if (button?.dataset.fault) breakOrRepair(button);
});

document.getElementById("scan").addEventListener("submit", (event) => {
  event.preventDefault();
  scan(new FormData(event.target).get("payload"), "QR");
});

async function refresh(image) {
  const tag = image.dataset.tag;
  const reply = await fetch(image.dataset.picture, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} }).catch(() => null);
  if (!reply?.ok) return;
  const old = image.src;
  image.src = URL.createObjectURL(await reply.blob());
  image.dataset.tag = reply.headers.get("ETag");
  image.hidden = false;
  if (image.dataset.picture.startsWith("/demo/pages")) document.getElementById("pdf").hidden = false;
  if (old) URL.revokeObjectURL(old);
}

async function refused() {
  const reply = await fetch("/demo/refused", { cache: "no-store" }).catch(() => null);
  if (!reply?.ok) return;
  const bytes = await reply.json();
  const place = document.getElementById("refused");
  place.hidden = bytes.length === 0;
  place.querySelector("pre").textContent = bytes.join("\n");
}

async function loop() {
  if (!document.hidden) await Promise.all([refused(), ...pictures.map(refresh)]);
  setTimeout(loop, 1_000);
}

loop();
