import { spreadsheetCsv, type Locale } from '#platform';
import { authorKindLabels, commentColumns, commentKindLabels, dispositionLabels } from './consultation.messages.js';
import type { CommentLine, ConsultationBook, ConsultedVersion } from './consultation.queries.js';
import { endOf, figuresOf } from './consultation.rules.js';
import { bilingual } from './package-content.rules.js';

/** The comments of a version for machines: what is shown and nothing else, no address, no account. */
export function consultationDocument({ code, label }: Pick<ConsultedVersion, 'code' | 'label'>, books: readonly ConsultationBook[]) {
  const all = books.flatMap(({ comments }) => comments);
  const { contributions, answered } = figuresOf(all.map(({ fate, answers }) => ({ fate, isAnswered: answers.length > 0 })));
  return {
    code,
    version: label,
    contributions,
    answered,
    iterations: books.map(({ consultation }) => ({
      iteration: consultation.iteration,
      opensAt: consultation.opensAt,
      closesAt: endOf(consultation),
      closeReason: consultation.closeReason,
      contentHash: consultation.contentHash,
    })),
    comments: books.flatMap((book) => book.comments.map((comment) => commentDocument(comment, book))),
  };
}

function commentDocument(comment: CommentLine, { consultation, subjects }: ConsultationBook) {
  const { number, appearedAt, sectionKey, requirementKey, kind, author, authorKind, language, hiddenReason, answers } = comment;
  const isHidden = comment.fate === 'hidden';
  return {
    iteration: consultation.iteration,
    number,
    date: appearedAt,
    section: sectionKey,
    requirement: requirementKey,
    kind,
    author,
    authorKind,
    language,
    body: isHidden ? null : comment.body,
    proposal: isHidden ? null : comment.proposal,
    hidden: hiddenReason,
    group: groupOf(comment, subjects),
    answers: answers.map(({ disposition, body, publishedAt }) => ({ disposition, body, date: publishedAt })),
  };
}

/** The name of a group is public with its answer, not before: it is a note of the editor until then. */
function groupOf({ subjectId, answers }: CommentLine, subjects: ConsultationBook['subjects']): string | null {
  if (subjectId === null || !answers.some((answer) => answer.subjectId === subjectId)) return null;
  return subjects.find(({ id }) => id === subjectId)?.label ?? null;
}

/** The comments of a version as CSV with `;` and a byte order mark, for a spreadsheet; no cell can be taken for a formula. */
export function consultationCsv(books: readonly ConsultationBook[], locale: Locale): string {
  const lines = books.flatMap((book) =>
    book.comments.map((comment) => {
      const document = commentDocument(comment, book);
      const answer = document.answers.at(-1);
      return [
        document.number,
        document.iteration,
        document.date.toISOString(),
        document.section,
        document.requirement,
        commentKindLabels[document.kind][locale],
        document.author,
        authorKindLabels[document.authorKind][locale],
        document.language,
        document.body,
        document.proposal,
        document.hidden,
        document.group,
        answer === undefined ? null : dispositionLabels[answer.disposition][locale],
        answer === undefined ? null : bilingual(answer.body)[locale],
        answer?.date?.toISOString() ?? null,
      ];
    }),
  );
  const heads = Object.values(commentColumns).map((head) => head[locale]);
  return spreadsheetCsv([heads, ...lines]);
}
