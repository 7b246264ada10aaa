/**
 * Saves a form while it is typed: PUT of its fields and `version` as JSON to `data-autosave`; the answer is `{ version, savedAt }`.
 * Nothing typed is ever dropped: a failure is tried again, a conflict or an ended session leaves the text in the page and says so.
 */
const pause = 1200;
const longest = 60;

/** The fields as JSON; a name used several times gives a list, form machinery (`_…`) is left out. */
function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith('_') || name === 'version' || typeof value !== 'string') continue;
    fields[name] = Object.hasOwn(fields, name) ? [].concat(fields[name], value) : value;
  }
  return fields;
}

/** The hour as the server prints it: 14 h 03 min 12 s. */
function hourOf(iso, zone) {
  const options = { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
  const parts = new Intl.DateTimeFormat('en-GB', options).formatToParts(new Date(iso));
  const part = (type) => parts.find((one) => one.type === type)?.value ?? '';
  if (document.documentElement.lang !== 'fr') return `${part('hour')}:${part('minute')}:${part('second')}`;
  return `${Number(part('hour'))}\u00a0h\u00a0${part('minute')}\u00a0min\u00a0${part('second')}\u00a0s`;
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector('[data-save]');
    this.saved = JSON.stringify(fieldsOf(form));
    this.failures = 0;
    this.stopped = false;
    form.addEventListener('input', () => this.changed());
    form.addEventListener('change', () => this.changed());
    form.addEventListener('submit', () => (this.stopped = true));
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void this.save({ keepalive: true }));
    window.addEventListener('beforeunload', (event) => !this.stopped && this.isDirty() && event.preventDefault());
  }

  isDirty() {
    return JSON.stringify(fieldsOf(this.form)) !== this.saved;
  }

  changed() {
    if (this.stopped || !this.isDirty()) return;
    this.say(this.line?.dataset.tTyping);
    this.later(pause);
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), milliseconds);
  }

  async save(options = {}) {
    if (this.stopped || this.running || !this.isDirty()) return;
    clearTimeout(this.timer);
    this.running = true;
    const sent = fieldsOf(this.form);
    this.say(this.line?.dataset.tSaving);
    try {
      const response = await fetch(this.form.dataset.autosave, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ ...sent, version: this.version }),
        ...options,
      });
      await this.understand(response, sent);
    } catch {
      this.retry();
    } finally {
      this.running = false;
    }
    if (!this.stopped && this.failures === 0 && this.isDirty()) this.later(pause);
  }

  get version() {
    return Number(this.form.elements.version?.value ?? this.form.dataset.revision ?? 0);
  }

  async understand(response, sent) {
    if (response.ok) return this.done(await response.json(), sent);
    if (response.status === 409) return this.conflict();
    if (response.status === 401 || response.status === 403) return this.signedOut();
    if (response.status === 422) return this.refused(await response.json());
    this.retry();
  }

  done({ version, savedAt }, sent) {
    this.failures = 0;
    this.saved = JSON.stringify(sent);
    if (this.form.elements.version) this.form.elements.version.value = version;
    this.form.dataset.revision = version;
    this.say(this.line?.dataset.tSaved.replace('{time}', hourOf(savedAt, this.line.dataset.zone)));
    const revision = this.line?.querySelector('[data-save-revision]');
    if (revision) revision.textContent = `· ${this.line.dataset.tRevision.replace('{revision}', version)}`;
  }

  retry() {
    this.failures += 1;
    const seconds = Math.min(longest, 2 ** this.failures);
    this.say(this.line?.dataset.tFailed.replace('{seconds}', seconds));
    this.later(seconds * 1000);
  }

  /** Sending the form with its old version opens the page that shows both texts. */
  conflict() {
    this.stopped = true;
    const button = document.createElement('button');
    button.className = 'fr-btn fr-btn--secondary fr-btn--sm';
    button.textContent = this.line?.dataset.tCompare ?? '';
    this.say(this.line?.dataset.tConflict, button);
  }

  signedOut() {
    const link = document.createElement('a');
    link.href = `/connexion?retour=${encodeURIComponent(location.pathname)}`;
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = this.line?.dataset.tSignIn ?? '';
    this.failures += 1;
    this.say(this.line?.dataset.tSignedOut, link);
    this.later(longest * 1000);
  }

  refused(problem) {
    this.saved = JSON.stringify(fieldsOf(this.form));
    this.say([problem.title, ...(problem.errors ?? []).map(({ message }) => message)].join(' '));
  }

  say(words = '', action = null) {
    const state = this.line?.querySelector('[data-save-state]');
    if (!state) return;
    state.textContent = words;
    this.line.querySelector('[data-save-action]')?.remove();
    if (!action) return;
    action.dataset.saveAction = '';
    state.after(' ', action);
  }
}

export function start() {
  for (const form of document.querySelectorAll('form[data-autosave]')) new Autosave(form);
}
