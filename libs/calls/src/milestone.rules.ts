import { messages, type Text } from '#platform';

/** The six dates of a call (arrêté and its dossier de spécification), in their order. */
export const milestoneKinds = messages({
  admin_file: { fr: 'Fin de dépôt des dossiers administratifs', en: 'End of administrative files' },
  complete_evidence: { fr: 'Fin de dépôt des dossiers complets', en: 'End of complete files' },
  exchanges_end: { fr: 'Fin des échanges avec l’agence', en: 'End of exchanges with the agency' },
  advance: { fr: 'Fin des demandes d’avance', en: 'End of advance requests' },
  services_done: { fr: 'Fin de réalisation des prestations', en: 'End of services' },
  balance: { fr: 'Fin des demandes de solde', en: 'End of balance requests' },
} as const satisfies Record<string, Text>);
export type MilestoneKind = keyof typeof milestoneKinds;
/** The codes of the milestones, in order. */
export const milestoneNames = Object.keys(milestoneKinds) as MilestoneKind[];

/** One dated revision of a milestone. */
export interface MilestoneRevision {
  readonly kind: MilestoneKind;
  readonly revision: number;
  /** The instant from which it is too late. */
  readonly at: Date;
  /** When this revision was decided. */
  readonly decidedAt: Date;
}

/** The revision in force at an instant: the highest one decided at that instant or before. */
export function inForce<M extends MilestoneRevision>(revisions: readonly M[], kind: MilestoneKind, instant: Date): M | undefined {
  return revisions
    .filter((revision) => revision.kind === kind && revision.decidedAt.getTime() <= instant.getTime())
    .reduce<M | undefined>(
      (latest, revision) => (latest === undefined || revision.revision > latest.revision ? revision : latest),
      undefined,
    );
}

/** Whether an instant is too late for a milestone: noon itself is late, the last millisecond before is not. */
export function isPast(milestone: MilestoneRevision | undefined, instant: Date): boolean {
  return milestone !== undefined && instant.getTime() >= milestone.at.getTime();
}
