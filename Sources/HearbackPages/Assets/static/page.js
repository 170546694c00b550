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
const fault = document.getElementById('fault');
if (fault) fault.focus();
