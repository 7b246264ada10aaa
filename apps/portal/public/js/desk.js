/**
 * Keyboard shortcuts of the reviewer's desk: J and K move between requirements, 1 to 5 choose a verdict, N goes to the internal note.
 * They never act while something is typed, choose without sending, and can be switched off (RGAA 12.10).
 */
const kept = 'guichet.shortcuts';

function isTyping({ target, ctrlKey, altKey, metaKey }) {
  return ctrlKey || altKey || metaKey || target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]');
}

function act(key) {
  const link = { j: 'a[rel=next]', k: 'a[rel=prev]' }[key];
  if (link) return document.querySelector(link)?.click();
  if (key === 'n') return document.querySelector('textarea[name=note]')?.focus();
  const choice = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (choice) {
    choice.checked = true;
    choice.focus();
  }
  return undefined;
}

export function start() {
  const toggle = document.querySelector('[data-desk-toggle]');
  let isOn = localStorage.getItem(kept) !== 'off';
  const show = () => {
    toggle.textContent = isOn ? toggle.dataset.on : toggle.dataset.off;
  };
  toggle.hidden = false;
  show();
  toggle.addEventListener('click', () => {
    isOn = !isOn;
    localStorage.setItem(kept, isOn ? 'on' : 'off');
    show();
  });
  document.addEventListener('keydown', (event) => {
    if (!isOn || isTyping(event)) return;
    if (/^[jkn1-5]$/i.test(event.key)) {
      event.preventDefault();
      act(event.key.toLowerCase());
    }
  });
}
