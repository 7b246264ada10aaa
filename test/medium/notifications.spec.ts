import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { accountsEvents, AccountsModule, MembersService, PeopleService } from '#accounts';
import { record } from '#audit';
import { anonymous, loadConfig, system, transact } from '#platform';
import { InboxQueries, InboxService, Mailer, MailsService, notices, NoticesService, NotificationsModule, writeMail } from '#notifications';
import { reactions } from '../../apps/worker/src/reactions.js';
import { testDatabase } from '../support/database.js';
import { startMailServer } from '../support/mail-server.js';
import { as, makePerson } from '../support/people.js';
import { openRooms } from '../support/rooms.js';
import { tellEverything } from '../support/told.js';

const { portal, worker } = await testDatabase();
const server = await startMailServer();
const folder = mkdtempSync(join(tmpdir(), 'guichet-mail-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const config = loadConfig({
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  SMTP_URL: server.url,
  PUBLIC_URL: 'https://guichet.example',
  DATA_DIR: folder,
});
const find = await openRooms([AccountsModule, NotificationsModule], config);
const told = () => tellEverything(worker, find);

describe('a notice', () => {
  it.each(Object.keys(notices))('%s is told by the worker', (event) => {
    expect(reactions[event as keyof typeof reactions]).toContain('notice.tell'); // the list says so if it is no event
  });

  it('reaches the inbox and the mailbox of each person once, however often its job runs', async () => {
    const admin = await makePerson(portal, { role: 'vendor_admin' });
    const other = await makePerson(portal, { role: 'vendor_admin' });
    await as(worker, system('test'), async (ctx) => {
      const subject = { type: 'candidature', id: '018f0000-0000-7000-8000-00000000c0de' };
      const id = await record(ctx, { 'candidature.complete': { audience: 'owner' } }, 'candidature.complete', {
        ...{ subject, organisationId: admin.organisationId },
        data: { number: 'CAND-2026-0001' },
      });
      const event = {
        id,
        name: 'candidature.complete',
        subjectId: subject.id,
        organisationId: admin.organisationId,
        actorId: null,
        data: { number: 'CAND-2026-0001' },
      };
      await find(NoticesService).notify(ctx, event);
      await find(NoticesService).notify(ctx, event);
    });
    await told();
    const mails = server.received.filter(({ to }) => to.includes(`${admin.accountId}@example.fr`));
    expect(mails).toHaveLength(1);
    expect(mails[0].raw).toContain('https://guichet.example/candidatures/018f0000-0000-7000-8000-00000000c0de');
    const { items } = await as(portal, admin, (ctx) => find(InboxQueries).mine(ctx));
    expect(items.map(({ subject, isRead }) => ({ subject, isRead }))).toEqual([
      { subject: 'Candidature CAND-2026-0001\u00a0: complète', isRead: false },
    ]);
    expect((await as(portal, other, (ctx) => find(InboxQueries).mine(ctx))).items).toEqual([]);
  });

  it('is not mailed to someone who wants the essential only, unless it is', async () => {
    const person = await makePerson(portal, { role: 'vendor_admin' });
    await as(portal, person, (ctx) => find(InboxService).prefer(ctx, 'essential'));
    const before = server.received.length;
    const about = (name: 'organisation.verify' | 'account.change-password', id: string) =>
      as(portal, name === 'organisation.verify' ? system('test') : person, (ctx) =>
        record(ctx, accountsEvents, name, { subject: { type: 'x', id }, organisationId: person.organisationId }),
      );
    await about('organisation.verify', person.organisationId);
    await told();
    expect(server.received).toHaveLength(before);
    await about('account.change-password', person.accountId);
    await told();
    expect(server.received).toHaveLength(before + 1);
    expect(await as(portal, person, (ctx) => find(InboxQueries).unread(ctx))).toBe(2);
    await as(portal, person, (ctx) => find(InboxService).read(ctx));
    expect(await as(portal, person, (ctx) => find(InboxQueries).unread(ctx))).toBe(0);
  });

  it('waits when the mail server is busy, and leaves then', async () => {
    const person = await makePerson(portal, { role: 'vendor_admin' });
    await as(portal, person, (ctx) =>
      record(ctx, accountsEvents, 'account.change-password', { subject: { type: 'account', id: person.accountId }, organisationId: null }),
    );
    server.isBusy = true;
    await expect(told()).rejects.toThrow(/451/);
    server.isBusy = false;
    const [{ id }] = await worker.query<[{ id: string }]>(`SELECT id FROM message WHERE account_id = $1 AND mail_state = 'to_send'`, [
      person.accountId,
    ]);
    const mail = await as(worker, system('test'), (ctx) => find(MailsService).ofMessage(ctx, id));
    if (mail === null) throw new Error('the mail is still to send');
    await find(Mailer).send(mail);
    await as(worker, system('test'), (ctx) => find(MailsService).sent(ctx, id));
    expect(await as(worker, system('test'), (ctx) => find(MailsService).ofMessage(ctx, id))).toBeNull();
  });
});

describe('a link sent by mail', () => {
  const open = <T>(use: Parameters<typeof transact<T>>[2]) => transact(portal, { actor: anonymous }, use);

  it('lets its reader choose a password once, is in no event and in no inbox', async () => {
    const person = await makePerson(portal, { role: 'vendor_admin' });
    const email = `${person.accountId}@example.fr`;
    await find(PeopleService).askPassword(open, { email, address: '10.9.9.9' });
    await told();
    const raw = server.received.at(-1)?.raw ?? '';
    const token = /mot-de-passe\/lien\/([0-9a-f]{64})/.exec(raw)?.[1] ?? '';
    const [{ stored }] = await worker.query<[{ stored: string }]>(
      `SELECT string_agg(t, ' ') AS stored FROM (SELECT e::text AS t FROM event e UNION ALL SELECT l::text FROM password_link l UNION ALL SELECT m::text FROM message m) x`,
    );
    expect(stored).not.toContain(token);
    expect(stored).not.toContain('@example.fr');
    const choice = { token, password: 'quatre mots sans lien utile' };
    await find(PeopleService).choosePassword(open, choice);
    await expect(find(PeopleService).choosePassword(open, choice)).rejects.toMatchObject({ code: 'link.invalid' });
    const { items } = await as(portal, person, (ctx) => find(InboxQueries).mine(ctx));
    expect(items.map(({ subject }) => subject)).not.toContain('Votre mot de passe Guichet');
  });

  it('is sent to nobody for an unknown address', async () => {
    await told();
    const before = server.received.length;
    await find(PeopleService).askPassword(open, { email: 'nobody@example.fr', address: '10.9.9.8' });
    await told();
    expect(server.received).toHaveLength(before);
  });

  it('invites someone without an account, in French, with the name of the organisation', async () => {
    const admin = await makePerson(portal, { role: 'vendor_admin' });
    await as(portal, admin, (ctx) =>
      find(MembersService).invite(ctx, { organisationId: admin.organisationId, email: 'New@Example.fr', role: 'vendor_finance' }),
    );
    await told();
    const mail = server.received.at(-1);
    expect(mail?.to).toEqual(['new@example.fr']);
    expect(mail?.raw).toMatch(/invitation\/[0-9a-f]{64}/);
    expect(mail?.raw).toContain('Responsable financier éditeur');
  });
});

describe('without a mail server', () => {
  it('writes each mail as one file that others of the machine cannot read, and names cannot inject headers or markup', async () => {
    const files = loadConfig({ NODE_ENV: 'test', DATA_DIR: folder });
    const told = { subject: 'Objet\r\nBcc: thief@example.fr', body: '<script>alert(1)</script>', action: null };
    const mail = writeMail(files, { id: 'one', to: 'a@example.fr', name: '<b>Inès</b>', locale: 'fr', told });
    await new Mailer(files).send(mail);
    await new Mailer(files).send(mail);
    expect(readdirSync(join(folder, 'mail'))).toEqual(['one.eml']);
    const written = readFileSync(join(folder, 'mail', 'one.eml'), 'utf8');
    const [headers] = written.split(/\r?\n\r?\n/);
    expect(headers).not.toMatch(/^Bcc:/m);
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).not.toContain('<b>Inès');
    expect(statSync(join(folder, 'mail', 'one.eml')).mode & 0o077).toBe(0);
  });
});
