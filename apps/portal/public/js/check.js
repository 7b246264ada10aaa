/**
 * Looks at a form while it is typed: sends it to its own address as the button “check” would, and shows the remarks of the answer.
 * Nothing is saved, nothing typed is touched; without this script the button does the same.
 */
const pause = 1500;

class Check {
  constructor(form) {
    this.form = form;
    this.region = document.querySelector('[data-checked]');
    form.addEventListener('input', () => this.later());
    form.addEventListener('change', () => this.later());
    form.addEventListener('submit', () => clearTimeout(this.timer));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), pause);
  }

  async look() {
    const fields = new URLSearchParams(new FormData(this.form));
    fields.set('intent', 'check');
    const sent = fields.toString();
    try {
      const response = await fetch(this.form.action, { method: 'POST', body: fields, headers: { accept: 'text/html' }, redirect: 'manual' });
      if (response.status !== 200) return;
      const answer = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('[data-checked]');
      const now = new URLSearchParams(new FormData(this.form));
      now.set('intent', 'check');
      // What was typed meanwhile makes this answer old: another is on its way.
      if (answer && now.toString() === sent && answer.textContent !== this.region.textContent) this.region.replaceChildren(...answer.childNodes);
    } catch {
      // The remarks shown stay: the next pause looks again.
    }
  }
}

export function start() {
  for (const form of document.querySelectorAll('form[data-check]')) new Check(form);
}
