import { messages, type Text } from '#platform';
import { DateTime } from 'luxon';

/** The six dates of a call (arrêté and its dossier de spécification), in their order. */
export const milestoneKinds = messages({
  admin_file: { fr: 'Dépôt des dossiers administratifs', en: 'Filing of administrative files' },
  complete_evidence: { fr: 'Dépôt des dossiers complets', en: 'Filing of complete files' },
  exchanges_end: { fr: 'Échanges avec l’agence', en: 'Exchanges with the agency' },
  advance: { fr: 'Demandes d’avance', en: 'Advance requests' },
  services_done: { fr: 'Réalisation des prestations', en: 'Delivery of services' },
  balance: { fr: 'Demandes de solde', en: 'Balance requests' },
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

/**
 * The instant of a local day (`YYYY-MM-DD`) and hour (`HH:MM`) in a zone; null when that hour does not exist there
 * (spring clock change). An hour that happens twice in autumn is read as the first.
 */
export function localInstant(day: string, time: string, zone: string): Date | null {
  const local = DateTime.fromISO(`${day}T${time}`, { zone });
  if (!local.isValid || local.toFormat('yyyy-MM-dd HH:mm') !== `${day} ${time}`) return null;
  const [first] = local.getPossibleOffsets();
  return first.toJSDate();
}

/** A milestone as read aloud, in the zone of its call: « mardi 8 décembre 2026 à 12 h, heure de Paris ». */
export function milestoneText(at: Date, zone: string): Text {
  const local = DateTime.fromJSDate(at, { zone });
  const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  const minutes = local.minute === 0 ? '' : `\u00a0${local.toFormat('mm')}`;
  return {
    fr: `${local.setLocale('fr').toFormat(local.day === 1 ? "cccc '1er' MMMM yyyy" : 'cccc d MMMM yyyy')} à ${local.hour}\u00a0h${minutes}, heure de ${city}`,
    en: `${local.setLocale('en-GB').toFormat('cccc d MMMM yyyy')} at ${local.toFormat('HH:mm')}, ${city} time`,
  };
}

/** The first two dates of a calendar that do not follow each other, or null. */
export function misordered(dates: ReadonlyMap<MilestoneKind, Date>): { earlier: MilestoneKind; later: MilestoneKind } | null {
  const known = milestoneNames.flatMap((kind) => {
    const at = dates.get(kind);
    return at === undefined ? [] : [{ kind, at }];
  });
  for (let index = 1; index < known.length; index++) {
    const [before, after] = [known[index - 1], known[index]];
    if (before.at.getTime() > after.at.getTime()) return { earlier: before.kind, later: after.kind };
  }
  return null;
}
