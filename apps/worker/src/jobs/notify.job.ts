import { Mailer, MailsService, NoticesService } from '#notifications';
import { job } from '../job.js';

/** Tells people what happened, in their inbox. */
export const tellPeople = job('notice.tell', {
  queue: 'mail',
  attempts: 10,
  backoff: 1_000,
  needs: { notices: NoticesService },
  run: ({ notices }, work) => work.finish((ctx) => notices.notify(ctx, work.event)),
});

/** Sends the mail of a message, tried for about a day. A worker killed after sending sends it again, under the same Message-ID. */
export const mailMessage = job('mail.message', {
  queue: 'mail',
  attempts: 14,
  backoff: 10_000,
  needs: { mails: MailsService, mailer: Mailer },
  run: async ({ mails, mailer }, work) => {
    const mail = await work.read((ctx) => mails.ofMessage(ctx, work.event.subjectId));
    if (mail !== null) await mailer.send(mail);
    await work.finish((ctx) => mails.sent(ctx, work.event.subjectId));
  },
});

/** Sends the mail of an invitation. */
export const mailInvitation = job('mail.invitation', {
  queue: 'mail',
  attempts: 14,
  backoff: 10_000,
  needs: { mails: MailsService, mailer: Mailer },
  run: async ({ mails, mailer }, work) => {
    const mail = await work.read((ctx) => mails.ofInvitation(ctx, work.event.subjectId));
    if (mail !== null) await mailer.send(mail);
    await work.finish(() => Promise.resolve());
  },
});
