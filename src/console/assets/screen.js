// The live picture of the touchscreen: asked for five times a second, sent only when it changed.

const picture = document.getElementById("screen");
const lost = document.getElementById("screen-lost");
let tag = null;
let shown = null;

async function refresh() {
  const answer = await fetch("/screen.png", { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
  if (answer.status === 304) return;
  if (!answer.ok) throw new Error(answer.status);
  tag = answer.headers.get("ETag");
  const next = URL.createObjectURL(await answer.blob());
  picture.src = next;
  if (shown) URL.revokeObjectURL(shown);
  shown = next;
}

async function loop() {
  let wait = 200;
  try {
    if (!document.hidden) await refresh();
    lost.hidden = true;
  } catch {
    lost.hidden = false;
    tag = null; // A restarted kiosk counts its frames anew.
    wait = 1_000;
  }
  setTimeout(loop, wait);
}

picture.addEventListener("click", async (event) => {
  const box = picture.getBoundingClientRect();
  const x = ((event.clientX - box.left) * picture.naturalWidth) / box.width;
  const y = ((event.clientY - box.top) * picture.naturalHeight) / box.height;
  await fetch("/screen/touch", { method: "POST", body: JSON.stringify({ x, y }) }).catch(() => {});
});

// Keys of an assistive keypad, while the picture has the focus; Tab stays the browser's, so that the page can be left.
const keys = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Enter", " ", "Escape", "Backspace", "F1"]);
picture.tabIndex = 0;
picture.addEventListener("keydown", async (event) => {
  if (!keys.has(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  await fetch("/screen/key", { method: "POST", body: JSON.stringify({ key: event.key }) }).catch(() => {});
});
if (document.querySelector(".screen-page")) picture.focus();

loop();
