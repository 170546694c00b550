// Conveniences only: every page works without this file.
'use strict';
for (const area of document.querySelectorAll('textarea[data-longest]')) {
  const left = document.createElement('span');
  left.className = 'hint';
  left.setAttribute('role', 'status');
  area.after(left);
  const count = () => {
    // Unicode scalars, as the service counts.
    const rest = Number(area.dataset.longest) - [...area.value].length;
    left.textContent = rest < 500 ? area.dataset.left.replace('{n}', String(rest)) : '';
  };
  area.addEventListener('input', count);
  count();
}
for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(location.href);
    button.textContent = button.dataset.copied;
  });
}
// Beyond the limits of its place a form may go at once for some seconds of work (hashcash).
async function solve(challenge, bits) {
  const encoder = new TextEncoder();
  const zeros = (bytes) => {
    let count = 0;
    for (const byte of bytes) {
      count += Math.clz32(byte) - 24;
      if (byte) break;
    }
    return count;
  };
  for (let start = 0; ; start += 512) {
    const texts = Array.from({ length: 512 }, (_, step) => `${challenge}:${start + step}`);
    const hashes = await Promise.all(texts.map((text) => crypto.subtle.digest('SHA-256', encoder.encode(text))));
    const found = hashes.findIndex((hash) => zeros(new Uint8Array(hash)) >= bits);
    if (found >= 0) return texts[found];
  }
}
for (const form of document.querySelectorAll('form[data-work]')) {
  if (!globalThis.crypto || !crypto.subtle) continue;
  const solution = solve(form.dataset.work, Number(form.dataset.bits));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    form.elements.work.value = await solution;
    form.submit();
  });
}
const fault = document.getElementById('fault');
if (fault) fault.focus();
