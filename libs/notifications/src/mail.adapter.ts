import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { Config } from '#platform';
import type { Mail } from './mail.exporter.js';

/** Seconds before a silent mail server is given up: the job tries again later. */
const patience = 20_000;

/** Sends mails to the server of SMTP_URL, or writes each as a file of DATA_DIR/mail. Slow and fallible: never inside a transaction. */
@Injectable()
export class Mailer {
  private readonly deliver: (mail: SendMailOptions, id: string) => Promise<void>;

  constructor(private readonly config: Config) {
    this.deliver = config.SMTP_URL === undefined ? toFile(config.path('mail')) : toServer(config.SMTP_URL);
  }

  /**
   * Sends a mail.
   * @throws Error when the server refuses it or does not answer.
   */
  async send(mail: Mail): Promise<void> {
    const { host } = new URL(this.config.publicUrl);
    const options = {
      from: this.config.MAIL_FROM,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: `<${mail.id}@${host}>`,
      headers: { 'Content-Language': mail.locale, 'Auto-Submitted': 'auto-generated' },
    };
    await this.deliver(options, mail.id);
  }
}

function toServer(url: string) {
  const transport = createTransport({ url, connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience });
  return async (mail: SendMailOptions): Promise<void> => {
    await transport.sendMail(mail);
  };
}

/** Written whole, readable by its owner only: it may hold a link that opens a right. */
function toFile(folder: string) {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return async (mail: SendMailOptions, id: string): Promise<void> => {
    const { message } = await transport.sendMail(mail);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const half = join(folder, `.${id}.tmp`);
    await writeFile(half, message, { mode: 0o600 });
    await rename(half, join(folder, `${id}.eml`));
  };
}
