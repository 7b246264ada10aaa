import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { type Config, type Locale, projectFile, say } from '#platform';
import type { Told } from './notice.rules.js';
import { mailMessages } from './notices.messages.js';

/** A mail ready to leave. */
export interface Mail {
  /** Names the mail for ever: sent twice, it is the same Message-ID, which mail servers recognise. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly locale: Locale;
}

/** What a mail is written from. */
export interface MailContent {
  readonly id: string;
  readonly to: string;
  /** Name of the person; null when they have no account yet. */
  readonly name: string | null;
  readonly locale: Locale;
  readonly told: Told;
}

const template = (name: string): string => readFileSync(projectFile('libs/notifications/templates', name), 'utf8');
const html = Handlebars.compile(template('mail.html.hbs'), { strict: true });
const text = Handlebars.compile(template('mail.txt.hbs'), { strict: true, noEscape: true });

/** Writes a mail as plain text and as simple HTML, with the same words. */
export function writeMail(config: Pick<Config, 'publicUrl'>, { id, to, name, locale, told }: MailContent): Mail {
  const view = {
    locale,
    subject: told.subject,
    greeting: name === null ? say(mailMessages['mail.greeting.unknown'], locale) : say(mailMessages['mail.greeting'], locale, { name }),
    body: told.body,
    action: told.action && { label: told.action.label, url: config.publicUrl + told.action.path },
    footer: say(mailMessages['mail.footer'], locale),
    preferences: { label: say(mailMessages['mail.preferences'], locale), url: `${config.publicUrl}/messages` },
  };
  return { id, to, subject: told.subject, text: text(view), html: html(view), locale };
}
