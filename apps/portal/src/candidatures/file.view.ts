import { bilingual } from '#criteria';
import { candidatureLifecycle, fileTexts, missingFields, type AskedQuestion, type Overview, type ProfileAnswerInput } from '#candidatures';
import type { Actor } from '#platform';
import { addressOf } from './candidature.view.js';
import { candidaturesPages } from './candidatures.messages.js';
import { counted, instantText, words } from './words.view.js';

/** The page of the administrative file: what is typed, the charter, what prevents the filing. */
export function fileView({ summary, admissions }: Overview, actor: Actor): object {
  const { candidature, id, zone } = summary;
  const { charter, administrative, filedAt } = candidature;
  const isOpen = candidatureLifecycle.allows(candidature.status, 'file');
  const isAdmin = actor.roles.includes('vendor_admin');
  const hasCharter = charter?.version === summary.charterVersion;
  const missing = [
    ...missingFields(administrative).map((field) => fileTexts[field]),
    ...(hasCharter ? [] : [candidaturesPages['filing.missing.charter']]),
  ];
  const asked = candidature.status === 'file_incomplete' ? (admissions[0]?.reason ?? null) : null;
  return {
    saveAction: addressOf(id, '/dossier'),
    charterAction: addressOf(id, '/charte'),
    filingAction: addressOf(id, '/depot'),
    fields: fileTexts,
    isOpen,
    isDraft: filedAt === null,
    asked: asked && words('ball.reason', { reason: asked }),
    filed: filedAt && !isOpen ? words('file.filed.note', { date: instantText(filedAt, zone) }) : null,
    facts: Object.entries(fileTexts).map(([field, term]) => ({
      term,
      text: administrative[field as keyof typeof fileTexts] ?? candidaturesPages['admission.missing'],
    })), // the keys of the table
    charterVersion: summary.charterVersion,
    charterText: words('charter.text', { version: summary.charterVersion }),
    accepted:
      charter && hasCharter
        ? words('charter.accepted', { version: charter.version, date: instantText(new Date(charter.at), zone), capacity: charter.capacity })
        : null,
    mayAccept: isOpen && isAdmin && !hasCharter,
    needsAdmin: isOpen && !isAdmin,
    missing,
    isReady: isOpen && isAdmin && missing.length === 0,
  };
}

/** The page of the profile questions; each field is named by the place of its question. */
export function profileView(questions: readonly AskedQuestion[]): object {
  return {
    questions: questions.map(({ question, requirements, answer }, index) => ({
      name: `q${index}`,
      question: bilingual(question),
      hint: counted('profile.adds', requirements),
      value: answer === null ? null : answer ? 'yes' : 'no',
      said: answer === null ? candidaturesPages['requirement.claim.none'] : candidaturesPages[answer ? 'profile.yes' : 'profile.no'],
    })),
    choices: [
      { value: 'yes', label: candidaturesPages['profile.yes'] },
      { value: 'no', label: candidaturesPages['profile.no'] },
    ],
    progress: words('profile.progress', { answered: questions.filter(({ answer }) => answer !== null).length, total: questions.length }),
    hasQuestions: questions.length > 0,
  };
}

/** The answers of the form of the profile page. */
export function readProfile(questions: readonly AskedQuestion[], body: Readonly<Record<string, unknown>>): ProfileAnswerInput[] {
  return questions.flatMap(({ key }, index) => {
    const value = body[`q${index}`];
    return value === 'yes' || value === 'no' ? [{ key, answer: value === 'yes' }] : [];
  });
}
