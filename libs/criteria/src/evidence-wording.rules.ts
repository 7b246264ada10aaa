import type { EvidenceKind, ReferenceKind } from './package-content.rules.js';

/** The form of an expected evidence item, as read from its wording. */
export interface EvidenceForm {
  kinds: EvidenceKind[];
  referenceKind: ReferenceKind | null;
  /** False when no keyword was found and the free choice was given. */
  isRecognised: boolean;
}

/** Keywords of the wording (without accents, lower case) and the form they announce (domain study, 4.5). */
const keywords: readonly { readonly words: RegExp; readonly kinds: readonly EvidenceKind[]; readonly reference?: ReferenceKind }[] = [
  { words: /homologation|agrement cnda|\bcnda\b|\bnil\b/, kinds: ['cnda_certificate'], reference: 'cnda_number' },
  { words: /gazelle|lien permanent|espace de tests?|\[interop\]/, kinds: ['test_report'], reference: 'test_link' },
  {
    words: /identifiant (?:de l['’ ])?execution|execution du cas de test|mss-lps-segur|outil de tests? mss/,
    kinds: ['test_report'],
    reference: 'test_execution_id',
  },
  { words: /test d['’ ]intrusion|\bpassi\b|pentest/, kinds: ['pentest_form'] },
  { words: /attestation|engagement ecrit|sur l['’ ]honneur|declaration de la part/, kinds: ['sworn_statement'] },
  { words: /source smtp|\.eml\b|smtp du message/, kinds: ['smtp_source'] },
  { words: /scan de|scanner de|rapport de scan|analyse de code|vulnerabilites? .*rapport|rapport .*vulnerabilite/, kinds: ['scan_report'] },
  { words: /\blogs?\b|\btraces?\b|journaux|journal d/, kinds: ['log'] },
  {
    words: /extrait de (?:la )?configuration|fichier de configuration|extraction de (?:la )?configuration|parametrage/,
    kinds: ['config_extract', 'screenshot'],
  },
  { words: /video/, kinds: ['video'] },
  { words: /capture|copies? d['’ ]ecran|impression d['’ ]ecran/, kinds: ['screenshot'] },
  { words: /demonstration/, kinds: ['video', 'screenshot'] },
  {
    words: /fichier de test|fichier csv|\bcsv\b|\bxml\b|document cda|\brtf\b|exemple de (?:document|fichier|message)|message hl7|ihe_xdm/,
    kinds: ['sample_file'],
  },
  {
    words:
      /document|procedure|pssi|\bpas\b|\bdat\b|dossier d['’ ]architecture|matrice|\bpdf\b|notice|manuel|rapport|tableau|contrat|certificat|politique|description|liste|schema/,
    kinds: ['document'],
  },
];

/** Free choice given when the wording says nothing. */
const freeChoice: readonly EvidenceKind[] = ['document', 'screenshot', 'video'];

/** Deduces the accepted forms from the wording; a CNDA approval or a test-bench run may be given as a reference. */
export function evidenceForm(wording: string): EvidenceForm {
  const plain = /[\u0080-\uffff]/.test(wording) ? wording.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : wording;
  const text = plain.toLowerCase();
  const found = keywords.filter(({ words }) => words.test(text));
  const kinds = [...new Set(found.flatMap((keyword) => keyword.kinds))];
  const referenceKind = found.find((keyword) => keyword.reference !== undefined)?.reference ?? null;
  if (found.length === 0) return { kinds: [...freeChoice], referenceKind: null, isRecognised: false };
  return { kinds, referenceKind, isRecognised: true };
}
