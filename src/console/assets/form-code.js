// The digits of the QR codes on a printed form become its values; the layout is described in
// src/core/src/form/carried.rs. Nothing here talks to the network.

const VERSION = 1;
const HEAD = 16;
const MOST_PARTS = 9;
const MOST_BYTES = 64 * 1024;

/** What one code says, or the reason why it is none: "digits" or "version". */
export function part(text) {
  const code = text.trim();
  if (code.length <= HEAD || !/^\d+$/.test(code)) return { wrong: "digits" };
  if (Number(code.slice(0, 2)) !== VERSION) return { wrong: "version" };
  const [nth, of] = [Number(code.slice(2, 4)), Number(code.slice(4, 6))];
  if (nth < 1 || nth > of || of > MOST_PARTS) return { wrong: "digits" };
  return { nth, of, check: Number(code.slice(6, HEAD)), digits: code.slice(HEAD) };
}

/** The values that the parts of one paper hold, in their order; throws when the check value does not fit. */
export async function values(parts) {
  const packed = bytes(parts.map((part) => part.digits).join(""));
  const json = await inflated(packed);
  if (crc32(json) !== parts[0].check) throw new Error("check");
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
}

/** Five digits are two bytes, three at the end one. */
function bytes(digits) {
  const out = [];
  for (let at = 0; at < digits.length; at += 5) {
    const group = digits.slice(at, at + 5);
    const number = Number(group);
    if (group.length === 5 && number < 65536) out.push(number >> 8, number & 255);
    else if (group.length === 3 && number < 256) out.push(number);
    else throw new Error("check");
  }
  return new Uint8Array(out);
}

async function inflated(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const pieces = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > MOST_BYTES) throw new Error("check");
    pieces.push(next.value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** CRC-32 as in ISO 3309, reflected, polynomial 0xEDB88320. */
function crc32(data) {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
