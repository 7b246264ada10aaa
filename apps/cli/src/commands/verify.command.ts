import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isPdf, type Verification, verifyCredential } from '#decisions';
import { type Jwks, knownKeys, parseJwks, say } from '#platform';
import { terminalLocale } from '../cli.messages.js';
import { type Command, print, tell } from '../command.js';
import { readSettings } from '../settings.js';

const usage = 'verify CREDENTIAL [--pdf FILE] [--status FILE]… [--jwks FILE] [--data DIR] [--at INSTANT] [--json]';

/** `./guichet verify`: checks a certificate without network. 0 authentic and valid, 1 anything else with the reason, 2 mistyped. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: {
    fr: 'Vérifie hors ligne une attestation, et avec elle le PDF et la liste des statuts.',
    en: 'Checks a credential offline, with its PDF and the status list.',
  },
  usage,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        pdf: { type: 'string' },
        status: { type: 'string', multiple: true },
        jwks: { type: 'string' },
        data: { type: 'string' },
        at: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const at = values.at === undefined ? new Date() : new Date(values.at);
    if (positionals.length !== 1 || Number.isNaN(at.getTime())) return misuse();
    const files = [positionals[0], values.pdf, ...(values.status ?? [])].map((path) => (path === undefined ? undefined : read(path)));
    const [credential, pdf, ...status] = files;
    if (credential === undefined || credential === null || files.includes(null)) return 2;
    const jwks = keys(values.jwks, values.data);
    if (jwks === null || (jwks.keys.length === 0 && !isPdf(credential))) return noKeys(values.jwks);
    const given = status.filter((file) => file !== undefined && file !== null);
    const verification = verifyCredential({ credential, ...(pdf && { pdf }), status: given, jwks, at });
    if (values.json) printJson(verification);
    else printWords(verification);
    return verification.valid ? 0 : 1;
  },
};

function misuse(): number {
  tell('cli.usage', { usage });
  return 2;
}

function noKeys(file: string | undefined): number {
  tell(file === undefined ? 'verify.no-keys' : 'verify.not-keys', { file: file ?? '' });
  return 2;
}

/** The bytes of a file; null, with a sentence, when it cannot be read. */
function read(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    tell('verify.unreadable', { file: path });
    return null;
  }
}

/** The keys given, or those kept in the data folder of this installation; null when the file holds none. */
function keys(file: string | undefined, data: string | undefined): Jwks | null {
  if (file === undefined) return knownKeys(readSettings({ data }));
  const bytes = read(file);
  const set = bytes && parseJwks(bytes.toString('utf8'));
  return set && set.keys.length > 0 ? set : null;
}

function printWords({ label, reasons, certificate }: Verification): void {
  const locale = terminalLocale();
  print(say(label, locale));
  if (certificate) {
    const { number, product, organisation } = certificate.credentialSubject;
    print(`  ${number} · ${product.name} ${product.version} · ${organisation.name}`);
  }
  for (const { text, params } of reasons) print(`  - ${say(text, locale, params)}`);
}

function printJson({ label, reasons, ...verification }: Verification): void {
  const sentences = reasons.map(({ code, text, params }) => ({ code, fr: say(text, 'fr', params), en: say(text, 'en', params) }));
  print(JSON.stringify({ ...verification, label, reasons: sentences }, null, 2));
}
