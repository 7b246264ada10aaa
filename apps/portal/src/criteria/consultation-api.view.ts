import {
  consultationDocument,
  type AuthorKind,
  type CommentKind,
  type ConsultationBook,
  type ConsultedVersion,
  type Disposition,
} from '#criteria';

/** One opening of a draft to the public. */
export class ConsultationIterationView {
  iteration: number;
  opensAt: Date;
  /** When it ends, or ended. */
  closesAt: Date;
  /** Why it was closed before its date; null otherwise. */
  closeReason: string | null;
  /** `sha256:` of the text commented upon. */
  contentHash: string;
}

/** A published answer; of several the last is in force. */
export class ConsultationAnswerView {
  /** `accepted`, `accepted_in_part`, `not_accepted`, `already_covered` or `out_of_scope`. */
  disposition: Disposition;
  /** French, and English when it exists. */
  body: object;
  date: Date | null;
}

/** A comment that is shown, or that was hidden with a reason. */
export class ConsultationCommentView {
  iteration: number;
  /** Its public number within the iteration. */
  number: number;
  date: Date;
  /** Key of the chapter; null for the whole package. */
  section: string | null;
  /** Key of the requirement, in the text commented upon. */
  requirement: string | null;
  /** `question`, `proposal`, `objection` or `support`. */
  kind: CommentKind;
  author: string;
  authorKind: AuthorKind;
  language: string;
  /** Null when it is hidden. */
  body: string | null;
  proposal: string | null;
  /** Why it is hidden; null otherwise. */
  hidden: string | null;
  /** Name of the group it was answered with. */
  group: string | null;
  answers: ConsultationAnswerView[];
}

/** A public consultation with every comment and answer; no address, no account. */
export class ConsultationView {
  code: string;
  version: string;
  /** Comments shown; those hidden or withdrawn are not counted. */
  contributions: number;
  /** Of these, how many have a published answer. */
  answered: number;
  iterations: ConsultationIterationView[];
  comments: ConsultationCommentView[];
}

/** A consultation as the API gives it: what the public export holds. */
export function showConsultation(version: ConsultedVersion, books: readonly ConsultationBook[]): ConsultationView {
  return consultationDocument(version, books);
}
