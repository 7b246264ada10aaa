// The hash of a criteria package, from its JSON, with Node alone: `node recompute-hash.mjs < package.json`. It shares no code with
// the portal, so that its agreement means something. The rules are those of criteria/README.md.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha256 = (text) => `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;

/** RFC 8785 for strings, whole numbers, lists and objects: members sorted by UTF-16 code units, text in NFC with LF. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'string') return JSON.stringify(value.replace(/\r\n?/g, '\n').normalize('NFC'));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${canonical(name)}:${canonical(value[name])}`).join(',')}}`;
}

const content = JSON.parse(readFileSync(0, 'utf8'));
for (const requirement of content.requirements) {
  if (Array.isArray(requirement.verificationPoints)) requirement.verificationPoints = sha256(canonical(requirement.verificationPoints));
}
process.stdout.write(`${sha256(canonical(content))}\n`);
