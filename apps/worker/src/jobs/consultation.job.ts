import { ConsultationFollowService, ConsultationMailsService } from '#criteria';
import { Mailer } from '#notifications';
import { job, task } from '../job.js';

/** Asks that each author be told of a published answer. */
export const tellAuthors = job('consultation.tell-authors', {
  queue: 'mail',
  attempts: 10,
  backoff: 1_000,
  needs: { follow: ConsultationFollowService },
  run: ({ follow }, work) => work.finish((ctx) => follow.tellAuthors(ctx, work.event.subjectId)),
});

/** Sends a visitor the link that confirms a comment. */
export const mailCommentConfirmation = job('mail.comment-confirmation', {
  queue: 'mail',
  attempts: 14,
  backoff: 10_000,
  needs: { mails: ConsultationMailsService, mailer: Mailer },
  run: async ({ mails, mailer }, work) => {
    const mail = await work.read((ctx) => mails.confirmation(ctx, work.event.subjectId));
    if (mail !== null) await mailer.send(mail);
    await work.finish(() => Promise.resolve());
  },
});

/** Tells a visitor that a comment was answered, then erases the address. */
export const mailCommentAnswer = job('mail.comment-answer', {
  queue: 'mail',
  attempts: 14,
  backoff: 10_000,
  needs: { mails: ConsultationMailsService, mailer: Mailer, follow: ConsultationFollowService },
  run: async ({ mails, mailer, follow }, work) => {
    const mail = await work.read((ctx) => mails.answer(ctx, work.event.subjectId));
    if (mail !== null) await mailer.send(mail);
    await work.finish((ctx) => follow.forget(ctx, work.event.subjectId));
  },
});

/** Tells editors once a day what arrived, and erases what visitors never confirmed; looks every ten minutes. */
export const followConsultations = task('consultation.follow', {
  queue: 'exports',
  every: 600_000,
  needs: { follow: ConsultationFollowService },
  run: async ({ follow }, ctx) => {
    await follow.digest(ctx);
    await follow.purge(ctx);
  },
});
