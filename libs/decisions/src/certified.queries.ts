import { oneOf } from '#platform';
import { standingStatuses } from './certificate.lifecycle.js';

/**
 * Decisions with their certificate, the status that holds at an instant (the end of validity included), and whether each is the last word
 * on its file: as SQL.
 */
export const certifiedAt = (now: string): string => `SELECT certificate.id AS "certificateId", certificate.number AS certificate,
    decision.id AS "decisionId", decision.number AS decision, decision.decided_at AS "decidedAt", decision.dossier->'packages' AS packages,
    decision.dossier->'entries' AS entries,
    CASE WHEN certificate.valid_until <= ${now} AND line.status NOT IN ('withdrawn', 'replaced') THEN 'expired' ELSE line.status END AS status,
    candidature.status = 'decided' AND NOT EXISTS (
      SELECT FROM decision later WHERE later.candidature_id = decision.candidature_id AND later.id > decision.id) AS "isLast"
  FROM certificate JOIN decision ON decision.id = certificate.decision_id
  JOIN candidature ON candidature.id = decision.candidature_id
  JOIN LATERAL (SELECT entry.status FROM certificate_status entry WHERE entry.certificate_id = certificate.id
    AND entry.effective_from <= ${now} AND entry.decided_at <= ${now} ORDER BY entry.position DESC LIMIT 1) line ON true`;

/**
 * Whether everything a live result rests on stands at an instant, as SQL for whoever sees every organisation. The job that lets it lapse
 * runs a moment after its origin fell: a decision taken in that moment must not count it.
 */
export const standsAt = (result: string, now: string): string => `NOT EXISTS (
      SELECT FROM mapping WHERE mapping.id = ANY (${result}.mapping_ids) AND mapping.status <> 'published')
    AND NOT EXISTS (SELECT FROM verdict later WHERE later.supersedes = ANY (${result}.verdict_ids))
    AND cardinality(${result}.certificate_ids) = (SELECT count(*) FROM (${certifiedAt(now)}) origin
      WHERE origin."certificateId" = ANY (${result}.certificate_ids) AND origin."isLast" AND ${oneOf('origin.status', standingStatuses)})`;
