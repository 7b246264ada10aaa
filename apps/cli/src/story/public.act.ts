import { writeFile } from 'node:fs/promises';
import type { StoryCandidature } from './filing.act.js';
import type { StoryCertificate } from './decision.act.js';
import { crawl } from './crawl.js';
import type { Person } from './person.js';
import { hold, type Stage, waitFor } from './stage.js';

/** What everyone sees: the list, the register, the open data. */
export async function publish(stage: Stage, candidature: StoryCandidature, certificate: StoryCertificate): Promise<void> {
  stage.begin('public');
  const visitor = stage.theatre.visitor();
  const find = async (words: string): Promise<string> =>
    (await visitor.send('GET', `/api/v1/solutions?q=${encodeURIComponent(words)}`)).text;
  await waitFor('the solution is listed', async () => (await find('Corvane')).includes(certificate.number));
  hold((await find('corvanne cabinet')).includes(candidature.product), 'the search forgives a typo');
  stage.tell('Anyone', `finds ${candidature.product} in the catalogue, even as “corvanne cabinet”`);
  const register = await visitor.send('GET', '/registre.csv');
  hold(register.status === 200 && register.text.includes(certificate.number), 'the register names the certificate');
  await writeFile(stage.path('register.csv'), register.bytes);
  const check = await visitor.send('GET', `/verifier/${certificate.number}`);
  hold(check.status === 200 && check.text.includes(certificate.number), 'the certificate has its page');
  stage.tell('Anyone', `reads ${certificate.number} in the register, its page and the open data`);
  const lead = await stage.theatre.enter('lead');
  await lead.api('POST', '/api/v1/metrics');
  const figures = await visitor.api<{ items: readonly unknown[] }>('GET', '/api/v1/metrics');
  stage.tell(lead, `publishes the figures of the day: ${figures.items.length}, each with its instant, source and definition`);
}

/**
 * What another vendor sees of the story: nothing. Every address the first vendor reached, in pages, JSON and files, answers 404 to the
 * second one, unless it is public or is the second one's own (a list, a form).
 */
export async function keepSecret(stage: Stage, candidature: StoryCandidature): Promise<void> {
  stage.begin('secrecy');
  const people = [
    await stage.theatre.enter('vendor_admin'),
    await stage.theatre.enter('vendor_contributor'),
    await stage.theatre.enter('vendor_finance'),
  ];
  for (const person of people) await crawl(person, { from: ['/', '/espace', `/candidatures/${candidature.id}`], perKind: 6, atMost: 400 });
  const stranger = await stage.theatre.enterOther('vendor_admin', 'Halimède Soins');
  const visitor = stage.theatre.visitor();
  const addresses = [...new Set(people.flatMap(({ addresses: reached }) => [...reached]))].filter(holdsAnId);
  const leaks: string[] = [];
  let hidden = 0;
  for (const address of addresses) {
    if (await isPublic(visitor, address)) continue;
    const answer = await stranger.send('GET', address);
    if (answer.status === 404) hidden += 1;
    else leaks.push(`${answer.status} ${address}`);
  }
  hold(hidden > 0 && leaks.length === 0, `another vendor gets 404 on every address of the first (${leaks.slice(0, 10).join(', ')})`);
  stage.tell(stranger, `opens the ${hidden} private addresses of the story: 404 each time`);
}

const holdsAnId = (address: string): boolean => /[0-9a-f]{8}-[0-9a-f]{4}-/.test(address) || /\b[A-Z]{3}-\d{4}-\d+/.test(address);

async function isPublic(visitor: Person, address: string): Promise<boolean> {
  return (await visitor.send('GET', address)).status === 200;
}
