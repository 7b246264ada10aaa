/**
 * Resumable upload (tus) of the file of a form: bytes go to `data-upload`, then the form itself is sent with `upload` (the id of what
 * was received) and `sha256` (computed here) instead of the file. Without this script the form sends the file in one piece.
 */
const delays = [0, 1000, 3000, 5000, 15000, 60000];

function loadTus() {
  if (window.tus) return Promise.resolve(window.tus);
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/vendor/tus/tus.min.js';
    script.onload = () => resolve(window.tus);
    script.onerror = () => reject(new Error('tus'));
    document.head.append(script);
  });
}

function hash(file) {
  return new Promise((resolve, reject) => {
    const worker = new Worker('/assets/js/sha256-worker.js', { type: 'module' });
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = reject;
    worker.postMessage(file);
  });
}

function sizeOf(bytes) {
  const french = document.documentElement.lang === 'fr';
  const units = french ? ['octets', 'ko', 'Mo', 'Go'] : ['bytes', 'kB', 'MB', 'GB'];
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const digits = power < 2 ? 0 : 1;
  return `${new Intl.NumberFormat(french ? 'fr-FR' : 'en-GB', { maximumFractionDigits: digits }).format(bytes / 1000 ** power)}\u00a0${units[power]}`;
}

function button(words, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'fr-btn fr-btn--tertiary fr-btn--sm';
  made.textContent = words;
  made.addEventListener('click', act);
  return made;
}

class Upload {
  constructor(form) {
    this.form = form;
    this.words = form.querySelector('[data-upload-words]').dataset;
    form.addEventListener('submit', (event) => {
      const input = form.querySelector('input[type=file]');
      const file = input?.files?.[0];
      if (!file || input.disabled) return;
      event.preventDefault();
      void this.begin(file, input);
    });
  }

  async begin(file, input) {
    const limit = Number(this.form.dataset.max ?? Infinity);
    this.show();
    if (file.size > limit) return this.say(this.words.tTooBig.replace('{size}', sizeOf(limit)));
    let tus;
    try {
      tus = await loadTus();
    } catch {
      return HTMLFormElement.prototype.submit.call(this.form);
    }
    const typed = [...new FormData(this.form)].filter(([name, value]) => typeof value === 'string' && value !== '' && !name.startsWith('_'));
    const metadata = { ...Object.fromEntries(typed), ...JSON.parse(this.form.dataset.metadata || '{}'), filename: file.name, filetype: file.type };
    const fingerprint = hash(file);
    this.started = performance.now();
    this.upload = new tus.Upload(file, {
      endpoint: this.form.dataset.upload,
      metadata,
      retryDelays: delays,
      removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => this.progress(sent, total),
      onError: () => this.interrupted(),
      onSuccess: () => void this.finish(input, fingerprint),
    });
    const [previous] = await this.upload.findPreviousUploads();
    if (previous) this.upload.resumeFromPreviousUpload(previous);
    this.upload.start();
  }

  show() {
    if (this.bar) return;
    this.box = document.createElement('div');
    this.box.className = 'g-upload__bar';
    this.bar = document.createElement('progress');
    this.bar.setAttribute('aria-label', this.words.tWaiting);
    this.line = document.createElement('p');
    this.line.className = 'fr-text--sm t-2';
    this.live = document.createElement('p');
    this.live.className = 'fr-text--sm';
    this.live.setAttribute('role', 'status');
    const tools = document.createElement('p');
    tools.className = 'g-row';
    this.toggle = button(this.words.tPause, () => void this.pauseOrResume());
    tools.append(this.toggle, button(this.words.tCancel, () => void this.cancel()));
    this.box.append(this.bar, this.line, this.live, tools);
    this.form.append(this.box);
    for (const send of this.form.querySelectorAll('button:not([type=button])')) send.disabled = true;
  }

  progress(sent, total) {
    this.bar.max = total;
    this.bar.value = sent;
    this.first ??= sent;
    const seconds = (performance.now() - this.started) / 1000;
    const left = sent > this.first ? ((total - sent) * seconds) / (sent - this.first) : null;
    const words = [this.words.tProgress.replace('{sent}', sizeOf(sent)).replace('{total}', sizeOf(total))];
    if (left !== null && left > 2) words.push(this.words.tLeft.replace('{time}', this.duration(left)));
    this.line.textContent = words.join(' · ');
    const deadline = Date.parse(this.form.dataset.deadline ?? '');
    if (Date.now() > deadline) this.say(this.words.tLate);
  }

  duration(seconds) {
    return seconds < 90 ? this.words.tSeconds.replace('{count}', Math.ceil(seconds)) : this.words.tMinutes.replace('{count}', Math.ceil(seconds / 60));
  }

  interrupted() {
    this.paused = true;
    this.toggle.textContent = this.words.tResume;
    this.say(this.words.tFailed);
  }

  async pauseOrResume() {
    this.paused = !this.paused;
    this.toggle.textContent = this.paused ? this.words.tResume : this.words.tPause;
    if (this.paused) await this.upload?.abort();
    else {
      this.say('');
      this.started = performance.now();
      this.first = undefined;
      this.upload?.start();
    }
  }

  async cancel() {
    await this.upload?.abort(true).catch(() => undefined);
    location.reload();
  }

  async finish(input, fingerprint) {
    this.say(this.words.tHashing);
    this.hidden('upload', this.upload.url.split('/').pop());
    this.hidden('sha256', await fingerprint.catch(() => ''));
    this.say(this.words.tDone);
    input.disabled = true;
    HTMLFormElement.prototype.submit.call(this.form);
  }

  hidden(name, value) {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name, value });
    this.form.append(field);
  }

  say(words) {
    this.live.textContent = words;
  }
}

export function start() {
  for (const form of document.querySelectorAll('form[data-upload]')) new Upload(form);
}
