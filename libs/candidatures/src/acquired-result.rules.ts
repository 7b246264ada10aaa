import type { TransferStep } from '#criteria';
import { filled, messages, type Text } from '#platform';

/** A conform verdict in an earlier decision, from which a result is acquired. */
export interface AcquiredOrigin {
  readonly package: string;
  readonly version: string;
  readonly key: string;
  /** Printed number of the requirement. */
  readonly number: string;
  readonly certificateId: string;
  readonly certificate: string;
  readonly decisionId: string;
  readonly decision: string;
  readonly verdictId: string;
  /** Instant of the decision, ISO 8601. */
  readonly decidedAt: string;
}

/** How a conform result reached a requirement: its origins, then each link followed, in order; `relation` is that of the weakest link. */
export interface AcquiredPath {
  readonly relation: 'equal' | 'superset';
  readonly origins: readonly AcquiredOrigin[];
  readonly steps: readonly TransferStep[];
}

/** Why an acquired result no longer holds. */
export const lapseReasons = messages({
  renounced: { fr: 'l’éditeur y a renoncé', en: 'the vendor gave it up' },
  mapping_withdrawn: { fr: 'l’équivalence a été retirée', en: 'the equivalence was withdrawn' },
  certificate_suspended: { fr: 'le certificat d’origine est suspendu', en: 'the original certificate is suspended' },
  certificate_withdrawn: { fr: 'le certificat d’origine a été retiré', en: 'the original certificate was withdrawn' },
  certificate_expired: { fr: 'le certificat d’origine a expiré', en: 'the original certificate has expired' },
  certificate_replaced: { fr: 'le certificat d’origine a été remplacé', en: 'the original certificate was replaced' },
  verdict_superseded: { fr: 'le verdict d’origine n’est plus celui qui vaut', en: 'the original verdict is no longer the one that holds' },
  not_reproduced: { fr: 'le calcul, refait, n’y conduit plus', en: 'the computation, made again, no longer leads to it' },
});
/** One reason of `lapseReasons`. */
export type LapseReason = keyof typeof lapseReasons;
/** The codes of the reasons, in order. */
export const lapseReasonNames = Object.keys(lapseReasons) as readonly LapseReason[]; // the keys of the table are its type

const words = messages({
  'acquired.origin': {
    fr: '{number} ({package} {version}), certificat {certificate}',
    en: '{number} ({package} {version}), certificate {certificate}',
  },
});

/** An origin in words: requirement, package and certificate. */
export function originText({
  number,
  package: code,
  version,
  certificate,
}: Pick<AcquiredOrigin, 'number' | 'package' | 'version' | 'certificate'>): Text {
  return filled(words['acquired.origin'], { number, package: code, version, certificate });
}
