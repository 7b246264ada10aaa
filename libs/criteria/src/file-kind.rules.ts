import type { Text } from '#platform';

/** What a file is when it is no criteria package, and what its owner may do about it. */
export interface OtherKind {
  readonly what: Text;
  readonly cure: Text;
}

const otherFile: Text = { fr: 'Choisissez le fichier du référentiel lui-même', en: 'Choose the file of the package itself' };
const saveAsWorkbook: Text = {
  fr: 'Ouvrez-le dans votre tableur et enregistrez la feuille des exigences au format .xlsx ou .csv',
  en: 'Open it in your spreadsheet and save the sheet of requirements as .xlsx or .csv',
};
const asMapping: Text = {
  fr: 'Une correspondance entre référentiels s’importe dans les équivalences, une fois ses deux référentiels présents',
  en: 'A mapping between packages is imported under equivalences, once both its packages are there',
};

const kinds = {
  pdf: { what: { fr: 'un document PDF', en: 'a PDF document' }, cure: otherFile },
  image: { what: { fr: 'une image', en: 'a picture' }, cure: otherFile },
  compressed: { what: { fr: 'une archive', en: 'an archive' }, cure: { fr: 'Décompressez-la d’abord', en: 'Unpack it first' } },
  oldWorkbook: {
    what: {
      fr: 'un document Office d’avant 2007, ou protégé par un mot de passe',
      en: 'an Office document from before 2007, or one under a password',
    },
    cure: saveAsWorkbook,
  },
  word: { what: { fr: 'un document Word', en: 'a Word document' }, cure: saveAsWorkbook },
  openDocument: { what: { fr: 'un document OpenDocument', en: 'an OpenDocument file' }, cure: saveAsWorkbook },
  binary: { what: { fr: 'un fichier binaire', en: 'a binary file' }, cure: otherFile },
  xml: {
    what: { fr: 'un document XML ou HTML', en: 'an XML or HTML document' },
    cure: {
      fr: 'OSCAL est lu en JSON\u202f; sinon, choisissez un classeur ou un CSV',
      en: 'OSCAL is read in JSON; otherwise choose a workbook or a CSV',
    },
  },
  oscalProfile: {
    what: {
      fr: 'un profil OSCAL, qui choisit des mesures d’un catalogue sans en porter le texte',
      en: 'an OSCAL profile, which picks controls of a catalog without their text',
    },
    cure: { fr: 'Résolvez le profil, puis importez le catalogue obtenu', en: 'Resolve the profile, then import the catalog it gives' },
  },
  oscalMapping: { what: { fr: 'une correspondance OSCAL', en: 'an OSCAL mapping collection' }, cure: asMapping },
  oscalOther: {
    what: { fr: 'un document OSCAL d’un autre modèle que le catalogue', en: 'an OSCAL document of another model than the catalog' },
    cure: { fr: 'Importez le catalogue sur lequel il repose', en: 'Import the catalog it rests on' },
  },
  cisoMapping: { what: { fr: 'une correspondance CISO Assistant', en: 'a CISO Assistant mapping' }, cure: asMapping },
  cisoOther: {
    what: { fr: 'une bibliothèque CISO Assistant sans référentiel', en: 'a CISO Assistant library without a framework' },
    cure: { fr: 'Importez la bibliothèque qui contient le référentiel (framework)', en: 'Import the library that holds the framework' },
  },
  cisoOld: {
    what: {
      fr: 'un classeur CISO Assistant de l’ancienne forme (onglet library_content)',
      en: 'a CISO Assistant workbook of the old form (tab library_content)',
    },
    cure: {
      fr: 'Convertissez-le à la forme 2, ou importez la bibliothèque YAML',
      en: 'Convert it to form 2, or import the YAML library',
    },
  },
  jsonSchema: { what: { fr: 'un schéma JSON', en: 'a JSON Schema' }, cure: otherFile },
  fhir: { what: { fr: 'une ressource FHIR', en: 'a FHIR resource' }, cure: otherFile },
  cycloneDx: { what: { fr: 'un document CycloneDX', en: 'a CycloneDX document' }, cure: otherFile },
  list: {
    what: { fr: 'une liste de données', en: 'a list of data' },
    cure: {
      fr: 'Un référentiel est un objet\u202f; imprimez la forme attendue par «\u00a0./guichet criteria schema\u00a0»',
      en: 'A package is an object; “./guichet criteria schema” prints the form expected',
    },
  },
  document: {
    what: { fr: 'un document d’un autre modèle', en: 'a document of another model' },
    cure: {
      fr: 'Un référentiel porte «\u00a0format\u00a0: 1\u00a0»\u202f; imprimez la forme attendue par «\u00a0./guichet criteria schema\u00a0»',
      en: 'A package says “format: 1”; “./guichet criteria schema” prints the form expected',
    },
  },
} as const satisfies Record<string, OtherKind>;

/** What a file is by its first bytes; null when they say nothing, as with a text. */
export function kindOfBytes(bytes: Uint8Array): OtherKind | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096));
  const isAt = (sign: string) => start.subarray(0, sign.length / 2).equals(Buffer.from(sign, 'hex'));
  if (isAt('25504446')) return kinds.pdf;
  if (isAt('89504e47') || isAt('ffd8ff') || isAt('47494638')) return kinds.image;
  if (isAt('1f8b') || isAt('377abcaf') || isAt('52617221')) return kinds.compressed;
  if (isAt('d0cf11e0')) return kinds.oldWorkbook;
  if (/^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|[a-z]+:?[a-z]*[ >])/i.test(start.toString('latin1'))) return kinds.xml;
  return isBinary(start) ? kinds.binary : null;
}

/** What a zip archive is by the names of its entries; null for a workbook. */
export function kindOfArchive(names: readonly string[]): OtherKind | null {
  if (names.includes('xl/workbook.xml')) return null;
  if (names.some((name) => name.startsWith('word/'))) return kinds.word;
  return names.includes('mimetype') && names.includes('content.xml') ? kinds.openDocument : kinds.compressed;
}

const oscalModels = [
  'component-definition',
  'system-security-plan',
  'assessment-plan',
  'assessment-results',
  'plan-of-action-and-milestones',
];
/** Members of our own format; a document with several of them is one, however wrong. */
const ours = ['format', 'code', 'version', 'domain', 'title', 'sections', 'requirements', 'scenarios', 'evidence'];

/** What a parsed document is when it is no package; null when it is one, or may be a faulty one. */
export function kindOfDocument(value: unknown): OtherKind | null {
  if (Array.isArray(value)) return kinds.list;
  if (typeof value !== 'object' || value === null) return kinds.document;
  const has = (member: string) => Object.hasOwn(value, member);
  if (has('profile')) return kinds.oscalProfile;
  if (has('mapping-collection')) return kinds.oscalMapping;
  if (oscalModels.some(has)) return kinds.oscalOther;
  if (has('objects')) return kindOfLibrary(Object.entries(value).find(([member]) => member === 'objects')?.[1]);
  if (has('bomFormat') || has('specVersion')) return kinds.cycloneDx;
  if (has('resourceType')) return kinds.fhir;
  if (has('$schema') && (has('properties') || has('$defs') || has('definitions'))) return kinds.jsonSchema;
  return ours.filter(has).length >= 3 || has('format') ? null : kinds.document;
}

function kindOfLibrary(objects: unknown): OtherKind {
  const names = typeof objects === 'object' && objects !== null ? Object.keys(objects) : [];
  return names.some((name) => name.startsWith('requirement_mapping')) ? kinds.cisoMapping : kinds.cisoOther;
}

/** What a workbook is by the names of its sheets, when it is not one that is read. */
export function kindOfSheets(names: readonly string[]): OtherKind | null {
  return names.includes('library_content') ? kinds.cisoOld : null;
}

/** A text of any encoding has hardly any control character; UTF-16 is told by its mark, and is not read. */
function isBinary(start: Buffer): boolean {
  let odd = 0;
  for (const byte of start) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) odd += 1;
  return odd > start.byteLength / 10;
}
