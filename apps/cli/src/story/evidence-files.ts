import { crc32, deflateSync } from 'node:zlib';
import { type Config, PdfPool } from '#platform';

/** A file that a vendor of the story deposits. Its people, numbers and findings are invented. */
export interface StoryFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** A report drawn by Chromium, as a vendor would print it. */
export async function reportFile(
  config: Config,
  { name, title, lines, at }: { name: string; title: string; lines: readonly string[]; at: Date },
): Promise<StoryFile> {
  const pool = new PdfPool(config);
  try {
    const body = lines.map((line) => `<p>${line}</p>`).join('');
    const html = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`;
    const { bytes } = await pool.render(html, at);
    return { name, type: 'application/pdf', bytes };
  } finally {
    await pool.close();
  }
}

/** A picture of one colour (PNG, ISO/IEC 15948). */
export function pictureFile(name: string, [red, green, blue]: readonly [number, number, number]): StoryFile {
  const [width, height] = [640, 400];
  const row = Buffer.concat([Buffer.of(0), Buffer.alloc(width * 3, Buffer.of(red, green, blue))]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits, true colour
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return {
    name,
    type: 'image/png',
    bytes: Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]),
  };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A clinical document (HL7 CDA R2) about an invented patient without any health identifier. */
export function clinicalFile(name: string, at: Date): StoryFile {
  const stamp = at.toISOString().replace(/\D/g, '').slice(0, 14);
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3">
  <realmCode code="FR"/>
  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
  <id root="2.25.337196127384512396582156127341285"/>
  <code code="60591-5" codeSystem="2.16.840.1.113883.6.1" displayName="Synthèse"/>
  <title>Synthèse médicale de démonstration</title>
  <effectiveTime value="${stamp}+0000"/>
  <confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/>
  <languageCode code="fr-FR"/>
  <recordTarget><patientRole><id root="2.25.81263" extension="PATIENT-FICTIF"/><patient><name><given>Dominique</given><family>FICTIF</family></name></patient></patientRole></recordTarget>
  <component><structuredBody><component><section><title>Antécédents</title><text>Aucun : ce patient n’existe pas.</text></section></component></structuredBody></component>
</ClinicalDocument>
`;
  return { name, type: 'application/xml', bytes: Buffer.from(xml, 'utf8') };
}

/** A trace of an invented exchange. */
export function traceFile(name: string, at: Date): StoryFile {
  const line = `${at.toISOString()} demonstration GET /identite 200 chiffrement=TLS1.3\n`;
  return { name, type: 'text/plain', bytes: Buffer.from(line.repeat(40), 'utf8') };
}

/** The source of an invented message (RFC 5322). */
export function messageFile(name: string, at: Date): StoryFile {
  const head = [
    'From: cabinet@atelier-corvane.example',
    'To: laboratoire@exemple.example',
    'Subject: Message de demonstration',
    `Date: ${at.toUTCString()}`,
  ];
  const text = [
    ...head,
    'Message-ID: <demonstration@atelier-corvane.example>',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Bonjour.',
    '',
  ].join('\r\n');
  return { name, type: 'message/rfc822', bytes: Buffer.from(text, 'utf8') };
}

/** An empty film (ISO/IEC 14496-12): its header, and nothing to see. */
export function videoFile(name: string): StoryFile {
  const box = (type: string, data: Buffer): Buffer => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length + 8);
    return Buffer.concat([size, Buffer.from(type, 'ascii'), data]);
  };
  const brand = Buffer.concat([Buffer.from('isom', 'ascii'), Buffer.alloc(4), Buffer.from('isommp42', 'ascii')]);
  return {
    name,
    type: 'video/mp4',
    bytes: Buffer.concat([box('ftyp', brand), box('moov', Buffer.alloc(0)), box('mdat', Buffer.alloc(4_096))]),
  };
}
