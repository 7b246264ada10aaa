import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.js';
import { PdfPool } from './pdf.js';

// One unpacked browser for every run of the tests of this user.
const config = loadConfig({ DATA_DIR: join(tmpdir(), `guichet-tests-${process.getuid?.() ?? 0}`), ...process.env });
const pool = new PdfPool(config);
const at = new Date('2026-03-03T10:20:00Z');
const html = (body: string): string =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title></head><body>${body}</body></html>`;

afterAll(() => pool.close());

describe('PDF documents', () => {
  it('are the same bytes for the same HTML and instant, and carry that instant', async () => {
    const first = await pool.render(html('<h1>Été</h1>'), at);
    const second = await pool.render(html('<h1>Été</h1>'), at);
    expect(first.bytes.equals(second.bytes)).toBe(true);
    expect(first.bytes.toString('latin1')).toContain("/CreationDate (D:20260303102000+00'00')");
    expect(first.bytes.toString('latin1')).toContain("/ModDate (D:20260303102000+00'00')");
    expect(first.chromium).toMatch(/Chrome\/\d+/);
  });

  it('reach nothing outside and run no script', async () => {
    const outside =
      '<img src="http://127.0.0.1:9/x.png"><link rel="stylesheet" href="file:///etc/passwd"><iframe src="file:///etc/hostname"></iframe>';
    const scripted = await pool.render(
      html(`<p id="p">a</p>${outside}<script>document.getElementById('p').textContent = 'b'.repeat(9000)</script>`),
      at,
    );
    expect(scripted.bytes.length).toBeLessThan(40_000);
  });

  it('are drawn again when the browser is killed in the middle, and all at once without mixing', async () => {
    const rows = Array.from({ length: 3000 }, (_, row) => `<p>${row}</p>`).join('');
    await pool.render(html('a'), at);
    const pid = pool.processId;
    const slow = pool.render(html(rows), at);
    if (pid === undefined) throw new Error('no browser');
    setTimeout(() => process.kill(pid, 'SIGKILL'), 30);
    const [long, ...short] = await Promise.all([slow, ...['b', 'c', 'd', 'e'].map((letter) => pool.render(html(letter), at))]);
    expect(pool.processId).not.toBe(pid);
    expect(long.bytes.length).toBeGreaterThan(100_000);
    expect(new Set(short.map(({ bytes }) => bytes.length)).size).toBeLessThan(5);
    expect((await pool.render(html(rows), at)).bytes.equals(long.bytes)).toBe(true);
  });

  it('come out, each once, however often the browser is killed', async () => {
    let isOver = false;
    const killing = (async () => {
      for (let kills = 0; kills < 5 && !isOver; kills += 1) {
        await new Promise((next) => setTimeout(next, 60 + 35 * kills));
        if (pool.processId !== undefined) process.kill(pool.processId, 'SIGKILL');
      }
    })();
    const wanted = Array.from({ length: 24 }, (_, number) => html(`<h1>${number}</h1>`));
    const tenacious = async (document: string): Promise<Buffer> => {
      for (;;) {
        const drawn = await pool.render(document, at).catch(() => null);
        if (drawn) return drawn.bytes;
      }
    };
    const drawn = await Promise.all(wanted.map(tenacious));
    isOver = true;
    await killing;
    expect(new Set(drawn.map((bytes) => bytes.toString('latin1'))).size).toBe(24);
  }, 20_000);

  it('need a browser that is there', async () => {
    const lost = new PdfPool(loadConfig({ CHROME_PATH: '/nowhere/chromium' }));
    await expect(lost.render(html(''), at)).rejects.toThrow(/CHROME_PATH names/);
  });
});
