import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

/** A PDF with one line of text a page, compressed as ordinary software does. */
export function makePdf(...pages: readonly string[]): Buffer {
  return assemble(pages, '');
}

/** A PDF that opens only with a password. */
export function makeLockedPdf(): Buffer {
  const bytes = '<' + 'ab'.repeat(32) + '>';
  const lock = `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${bytes} /U ${bytes} /P -4 >> /ID [<${'01'.repeat(16)}> <${'01'.repeat(16)}>]`;
  return assemble(['locked'], lock);
}

function assemble(pages: readonly string[], trailer: string): Buffer {
  const font = 3;
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const bodies: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
  ];
  for (const [index, text] of pages.entries()) {
    const content = deflateSync(Buffer.from(`BT /F1 12 Tf 72 720 Td (${text}) Tj ET`));
    bodies.push(
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 ${font} 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
      ),
      Buffer.concat([Buffer.from(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`), content, Buffer.from('\nendstream')]),
    );
  }
  let file = Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n');
  const offsets = bodies.map((body, index) => {
    const at = file.length;
    file = Buffer.concat([file, Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    return at;
  });
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const count = bodies.length + 1;
  const end = `xref\n0 ${count}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${count} /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(end)]);
}

/** A picture of one violet pixel. */
export const pngPixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** A real file kept outside the repository, or null where GUICHET_REAL_DATA is not set. */
export function realFile(...path: readonly string[]): Buffer | null {
  const folder = process.env.GUICHET_REAL_DATA;
  return folder ? readFileSync(join(folder, ...path)) : null;
}
