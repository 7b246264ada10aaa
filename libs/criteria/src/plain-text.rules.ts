/** Tags that are layout in a spreadsheet export; anything else between angle brackets is content, such as `<identifiant>`. */
const layoutTag =
  /<\/?(?:p|br|div|span|b|strong|i|em|u|s|sub|sup|ul|ol|li|a|table|thead|tbody|tr|td|th|h[1-6]|font|img|script|style|iframe)\b(?:\s[^<>]*)?\/?>/gi;
const silentBlock = /<(script|style|iframe)\b[^>]*>[\s\S]*?<\/\1\s*>/gi;
const lineTag = /<(?:br|\/p|\/div|\/tr|\/h[1-6])\b[^>]*>/gi;
const itemTag = /<li\b[^>]*>/gi;
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: '’',
  nbsp: '\u00a0',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  ccedil: 'ç',
  ugrave: 'ù',
  laquo: '«',
  raquo: '»',
  rsquo: '’',
  hellip: '…',
};

/** A cell as text: what it says, and whether markup had to be removed to read it. */
export interface PlainText {
  text: string;
  hadMarkup: boolean;
  /** It held control characters or halves of characters, which were removed. */
  hadNoise: boolean;
}

/** Turns a cell into plain text: layout tags removed, entities decoded, LF line ends, NFC, outer and repeated spaces removed. */
export function plainText(cell: string): PlainText {
  if (!cell.includes('<') && !untidy.test(cell)) return { text: composed(cell.trim()), hadMarkup: false, hadNoise: false };
  const hadMarkup = cell.includes('<') && cell.search(layoutTag) >= 0;
  const unmarked = hadMarkup ? cell.replace(silentBlock, '').replace(itemTag, '\n- ').replace(lineTag, '\n').replace(layoutTag, '') : cell;
  const decoded = hadMarkup ? unmarked.replace(/&(#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]+);/gi, decodeEntity) : unmarked;
  return { text: tidy(decoded), hadMarkup, hadNoise: noise.test(cell) };
}

/** The same text without control characters and halves of characters, which no format and no database holds; nothing else changes. */
export function withoutNoise(text: string): string {
  return noise.test(text) ? text.replace(everyNoise, '') : text;
}

function decodeEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
}

const noiseForm =
  '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const noise = new RegExp(noiseForm);
const everyNoise = new RegExp(noiseForm, 'g');
/** Signs from which on a text may be in another form than NFC, but for the punctuation, arrows and signs of every day. */
const decomposable = /[\u0300-\u2001\u2126-\u212b\u2329\u232a\u2adc\u3000-\uffff]/;
/** Signs without which a text is already tidy, but for its ends and its form. */
const untidy = /[\u0000-\u001f\u007f\u200b\u2028\u2029\ufeff\ud800-\udfff]| {2}/;

function tidy(text: string): string {
  if (!untidy.test(text)) return composed(text.trim());
  const even = text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(everyNoise, '')
    .replace(/[\ufeff\u200b]/g, '')
    .replace(/[ \t\u00a0]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
  return composed(even);
}

/** The text in form NFC, which a text without combining signs already has. */
function composed(text: string): string {
  return decomposable.test(text) ? text.normalize('NFC') : text;
}
