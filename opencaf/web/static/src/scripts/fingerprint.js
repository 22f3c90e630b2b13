// Texts as the server stores them, and the short mark by which it knows one again (opencaf/episodes/seen.py).
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff]/gu

export function asStored (text) {
  return text.replace(/\r\n?/g, '\n').replace(UNSEEN, '').normalize('NFC').trim()
}

export async function fingerprint (text) {
  const bytes = new TextEncoder().encode(asStored(text))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest.slice(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
