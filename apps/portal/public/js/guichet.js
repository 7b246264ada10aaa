/** Comfort only: every page works without this. Each part starts where the page has something for it. */
if (document.querySelector('form[data-autosave]')) void import('./autosave.js').then(({ start }) => start());
if (document.querySelector('form[data-check]')) void import('./check.js').then(({ start }) => start());
if (document.querySelector('[data-desk]')) void import('./desk.js').then(({ start }) => start());
if (document.querySelector('form[data-upload]')) void import('./upload.js').then(({ start }) => start());

// After a refused form the reader is taken to the summary of what to correct.
document.getElementById('erreurs')?.focus();
